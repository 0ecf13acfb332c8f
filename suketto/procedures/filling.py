"""Filling a template's places. No database."""

import re
from collections.abc import Mapping

PLACE = re.compile(r"\{([a-z_]+)\}")
# What the writer must give before the text may go, in the order in which it is asked for.
MUST_BE_GIVEN = ("instead", "next_contact")


def fill(body: str, values: Mapping[str, str]) -> str:
    """Replaces the places that have a value and leaves the others standing, so that they can be seen and refused."""
    return PLACE.sub(lambda match: values.get(match[1], "") or match[0], body)


def places_left(text: str) -> list[str]:
    """Names of places still standing in a text, once each."""
    return list(dict.fromkeys(PLACE.findall(text)))
