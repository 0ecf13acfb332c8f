"""The house as it is, with the floor's addresses beside its own and no limit on how often a token may ask."""

from config import settings as house
from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
TEMPLATES = [{**each, "DIRS": [*each["DIRS"], house.BASE_DIR / "bench" / "templates"]} for each in house.TEMPLATES]
API_RATE = "100000000/min"
