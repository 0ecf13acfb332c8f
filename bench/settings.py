"""The house as it is, with the floor's addresses beside its own and no limit on how often a token may ask."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")  # noqa: F405
API_RATE = "100000000/min"
