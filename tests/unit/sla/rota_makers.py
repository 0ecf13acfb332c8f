"""People with telephones, turns and a rule, made by the same actions as in life."""

from datetime import date, datetime
from typing import Any

from django.test import Client

from suketto.people import actions as people
from suketto.people.models import Desk, Person
from suketto.sla.rota import actions
from suketto.sla.rota.models import StandbyTurn
from suketto.sla.rota.queries import rota
from tests.people import a_desk

MONDAY, SUNDAY = date(2026, 6, 8), date(2026, 6, 14)
NOON, EVENING, NIGHT = "2026-06-08T11:00+09:00", "2026-06-08T20:30+09:00", "2026-06-09T02:10+09:00"
HALT = "全社でメールが止まった"


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def with_mobile(person: Person, number: str = "090-1234-5678") -> Person:
    people.add_number(person, number, kind="mobile", by=None)
    return person


def ruled(desk: Desk, by: Person, **facts: Any) -> None:
    actions.set_rule(desk, by=by, **{"cases": HALT, "services": [], "phone": "", "handover_minute": 540, **facts})


def days(desk: Desk) -> list[tuple[list[str], list[str]]]:
    return [
        ([duty.person.family_name for duty in day.callable], [*day.problems, *day.private])
        for day in rota(desk, MONDAY, 7)
    ]


def turn(person: Person, by: Person, first: date = MONDAY, last: date = SUNDAY) -> StandbyTurn:
    return actions.add_turn(a_desk(), person, by=by, first_on=first, last_on=last)
