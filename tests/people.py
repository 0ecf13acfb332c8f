"""Makers: the people of the stories, and what they bring, made by the same actions as in life."""

from itertools import count
from typing import Any

from suketto.people import actions
from suketto.people.models import Desk, Person
from suketto.tickets import actions as tickets
from suketto.tickets.models import Ticket

_numbers = count(1)


def a_desk(slug: str = "it", name: str = "情報システム") -> Desk:
    desk, _new = Desk.objects.get_or_create(slug=slug, defaults={"name": name})
    return desk


def somebody(family_name: str = "柴田", given_name: str = "葵", **facts: Any) -> Person:
    """A colleague without any role."""
    number = next(_numbers)
    usual = {
        "employee_number": f"T{number:05d}",
        "email": f"person{number}@example.jp",
        "family_kana": "シバタ",
        "given_kana": "アオイ",
    }
    return actions.take_on(by=None, family_name=family_name, given_name=given_name, **{**usual, **facts})


def a_member(family_name: str = "水野", given_name: str = "真理", desk: Desk | None = None, **facts: Any) -> Person:
    """A member of the desk, the IT desk unless another is given."""
    person = somebody(family_name, given_name, **facts)
    actions.give_role(person, "member", by=None, desk=desk or a_desk())
    return person


def a_leader(family_name: str = "石田", desk: Desk | None = None) -> Person:
    person = somebody(family_name, "典明")
    actions.give_role(person, "leader", by=None, desk=desk or a_desk())
    return person


def an_administrator() -> Person:
    person = somebody("岸本", "恵")
    actions.give_role(person, "administrator", by=None)
    return person


def a_ticket(requester: Person | None = None, text: str = "VPNにつながりません", **facts: Any) -> Ticket:
    """A question at the IT desk through the portal."""
    asked_by = requester or somebody()
    wishes = {"desk": a_desk(), "channel": "portal", "by": asked_by, "requester": asked_by, **facts}
    return tickets.open_ticket(text=text, **wishes)
