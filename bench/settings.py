"""The house as it is, with the floor's addresses beside its own and no limit on how often a token may ask."""

from typing import Any

from config import settings as house
from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
_TEMPLATES: list[dict[str, Any]] = house.TEMPLATES
TEMPLATES = [{**each, "DIRS": [*each["DIRS"], house.BASE_DIR / "bench" / "templates"]} for each in _TEMPLATES]
API_REQUESTS_A_MINUTE = 100_000_000
