"""Version 1, at /api/v1/."""

from suketto.api.house import HouseAPI
from suketto.api.v1 import articles, people, procedures, searching, tickets

api = HouseAPI(version="1.0.0", urls_namespace="api-1")
api.add_router("/people", people.router)
api.add_router("/tickets", tickets.router)
api.add_router("/articles", articles.router)
api.add_router("/procedures", procedures.router)
api.add_router("/search", searching.router)
