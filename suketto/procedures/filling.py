"""Filling a template's places. No database."""

import re
from collections.abc import Mapping

from django.utils.translation import get_language

PLACE = re.compile(r"\{([a-z_]+)\}")
# How an open place stands in the writer's box: in words, and still to be recognised when it comes back.
MARKS = {
    "ja": {
        "requester_name": "【お名前】",
        "member_name": "【担当の名前】",
        "ticket_number": "【番号】",
        "next_contact": "【次の連絡時刻】",
        "instead": "【代わりの方法】",
        "answer": "【ここに答え】",
        "goal": "【着地点】",
    },
    "en": {
        "requester_name": "[name]",
        "member_name": "[your name]",
        "ticket_number": "[number]",
        "next_contact": "[next contact]",
        "instead": "[what to do instead]",
        "answer": "[your answer]",
        "goal": "[goal]",
    },
}
# What the writer must give before the text may go, in the order in which it is asked for.
MUST_BE_GIVEN = ("instead", "next_contact")


def fill(body: str, values: Mapping[str, str]) -> str:
    """Replaces the places that have a value and leaves the others standing, so that they can be seen and refused."""
    return PLACE.sub(lambda match: values.get(match[1], "") or match[0], from_marks(body))


def to_marks(body: str) -> str:
    """Open places in the writer's words, for the box."""
    marks = MARKS.get(get_language() or "", MARKS["ja"])
    return PLACE.sub(lambda match: marks.get(match[1], match[0]), body)


def from_marks(text: str) -> str:
    """The words of either language back into places."""
    for marks in MARKS.values():
        for place, mark in marks.items():
            text = text.replace(mark, "{" + place + "}")
    return text


def places_left(text: str) -> list[str]:
    """Names of places still standing in a text, once each."""
    return list(dict.fromkeys(PLACE.findall(from_marks(text))))
