"""Whatever comes in, everything that decides about it is the same with and without handling notes (T1, R44)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suketto.catalog.models import Service
from suketto.catalog.queries import forget_vocabulary, guess_service
from suketto.handling.models import HandlingNote
from suketto.handling.protocols import Protocol
from suketto.handling.queries import grants_a_visit
from suketto.knowledge import actions as knowledge
from suketto.notices.actions import acknowledge
from suketto.people.actions import change
from suketto.people.attendance import free_members
from suketto.people.duty import AtWork
from suketto.people.models import Person
from suketto.search import queries as search
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from suketto.tickets.queries import Filter, work_list
from suketto.tickets.visiting import criteria_of
from tests.people import a_desk, a_leader, a_member, a_ticket, somebody
from tests.unit.handling.makers import in_force

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 8, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
TEXTS = [
    "VPNにつながりません", "印刷が片面で出てきます", "現場に来てやってくれ", "電源が入らない", "至急お願いします",
    "Excelの並べ替え", "パスワードを忘れました",
]  # fmt: skip
NAMES = ["鬼頭", "柴田", "真田", "大場"]


@dataclass(frozen=True)
class Arrives:
    """One matter: who, what, how judged, how many minutes after the first, answered late or not."""

    who: int
    text: str
    impact: int
    urgency: int
    minute: int
    deadline: int | None
    answered: bool


ARRIVALS = st.lists(
    st.builds(
        Arrives, who=st.integers(0, len(NAMES) - 1), text=st.sampled_from(TEXTS), impact=st.integers(1, 3),
        urgency=st.integers(1, 3), minute=st.integers(0, 400), deadline=st.none() | st.integers(500, 5000),
        answered=st.booleans(),
    ),
    min_size=1, max_size=5,
)  # fmt: skip
NOTES = st.dictionaries(
    st.integers(0, len(NAMES) - 1), st.sets(st.sampled_from(Protocol.values), min_size=1), min_size=1
)


def decided(people: list[Person], arrivals: list[Arrives], member: Person) -> dict[str, Any]:
    """All that the house decides by itself about these matters, without the numbers that any new row gets."""
    tickets: list[Ticket] = []
    for each in sorted(arrivals, key=lambda each: each.minute):
        at = MORNING + timedelta(minutes=each.minute)
        deadline_at = MORNING + timedelta(minutes=each.deadline) if each.deadline else None
        with time_machine.travel(at, tick=False):
            ticket = a_ticket(
                people[each.who], each.text, impact=each.impact, urgency=each.urgency, deadline_at=deadline_at,
                service=guess_service(each.text),
            )  # fmt: skip
            tickets.append(ticket)
            if each.answered:
                actions.reply(ticket, "お調べします。", by=member)
    place = {ticket.pk: number for number, ticket in enumerate(tickets)}
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        for ticket in tickets:
            actions.mark_overdue(ticket, MORNING + timedelta(days=1))
            ticket.refresh_from_db()
        listed = work_list(Filter(desk_ids=frozenset({a_desk().pk}))).tickets
        hits = search.find("印刷", kinds=("ticket", "article"), viewer=member.viewer(), limit=20)
        return {
            "order": [place[ticket.pk] for ticket in listed],
            "facts": [_facts(ticket) for ticket in tickets],
            "visits": [_criteria(ticket) for ticket in tickets],
            "letters": [_letter(ticket) for ticket in tickets],
            "found": [(hit.kind, place.get(hit.object_id, -1), round(hit.score, 6)) for hit in hits],
        }


def _facts(ticket: Ticket) -> tuple[Any, ...]:
    return (
        ticket.priority, ticket.sort_priority, ticket.sort_at, ticket.due_at, ticket.overdue_since, ticket.turn,
        ticket.state, ticket.desk_id, ticket.service_id, ticket.assignee_id, ticket.first_replied_at,
    )  # fmt: skip


def _criteria(ticket: Ticket) -> list[str]:
    met = criteria_of(ticket, accommodated=grants_a_visit(ticket.requester_id))
    return [each.key for each in met if each.met]


def _letter(ticket: Ticket) -> str:
    mail = acknowledge(ticket)
    return re.sub(rf"HD-\d+[\w-]*|/{ticket.pk}/", "N", f"{mail.subject}\n{mail.body}") if mail else ""


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrivals=ARRIVALS, notes=NOTES)
def test_order_targets_routing_visits_letters_and_search_know_nothing_of_notes(
    db: None, arrivals: list[Arrives], notes: dict[int, set[str]]
) -> None:
    with transaction.atomic():
        with time_machine.travel(MORNING - timedelta(days=1), tick=False):
            member, leader = a_member(), a_leader()
            people = [somebody(name, "一") for name in NAMES]
            Service.objects.create(slug="printer", name="複合機", desk=a_desk(), words=["印刷"])
            forget_vocabulary()  # the last example's service is gone with its transaction
            knowledge.draft(by=member, title="両面で印刷できない", state="published", symptom="印刷が片面で出ます。")
        outcomes = []
        for noted in (False, True):
            held = transaction.savepoint()
            if noted:
                with time_machine.travel(MORNING - timedelta(hours=2), tick=False):
                    for number, protocols in notes.items():
                        before = a_ticket(people[number], "前の件")
                        in_force(before, by=member, leader=leader, protocols=protocols)
                        actions.resolve(before, by=member, answer="済みました。")
                    assert HandlingNote.objects.count() == len(notes)
            else:
                with time_machine.travel(MORNING - timedelta(hours=2), tick=False):
                    for number in notes:
                        before = a_ticket(people[number], "前の件")
                        actions.resolve(before, by=member, answer="済みました。")
            outcomes.append(decided(people, arrivals, member))
            transaction.savepoint_rollback(held)
        transaction.set_rollback(True)

    assert outcomes[0] == outcomes[1]


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    arrivals=ARRIVALS,
    employed=st.lists(st.sampled_from(Person.Employment.values), min_size=len(NAMES) + 2, max_size=len(NAMES) + 2),
)
def test_they_know_nothing_of_who_employs_whom(db: None, arrivals: list[Arrives], employed: list[str]) -> None:
    """Of those who ask, and of the members who answer and whose turn it is."""
    with transaction.atomic():
        with time_machine.travel(MORNING - timedelta(days=1), tick=False):
            member, saeki, people = a_member(), a_member("佐伯"), [somebody(name, "一") for name in NAMES]
            Service.objects.create(slug="printer", name="複合機", desk=a_desk(), words=["印刷"])
            forget_vocabulary()
            knowledge.draft(by=member, title="両面で印刷できない", state="published", symptom="印刷が片面で出ます。")
            AtWork.objects.bulk_create(AtWork(person=each, seen_at=MORNING) for each in (member, saeki))
        outcomes = []
        for kinds in (["employee"] * len(employed), employed):
            held = transaction.savepoint()
            for person, kind in zip([*people, member, saeki], kinds, strict=True):
                change(person, by=None, employment=kind)
            with time_machine.travel(MORNING, tick=False):
                asked_in_turn = [each.pk for each in free_members(a_desk())]
            outcomes.append((decided(people, arrivals, member), asked_in_turn))
            transaction.savepoint_rollback(held)
        transaction.set_rollback(True)

    assert outcomes[0] == outcomes[1]


@pytest.mark.slow
def test_the_comparison_would_see_a_note_that_mattered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Held against a house in which a note lets people wait: the order comes out differently."""
    member, leader, kito, shibata = a_member(), a_leader(), somebody("鬼頭", "一"), somebody()
    people = [kito, shibata, somebody("真田"), somebody("大場")]
    same = [Arrives(0, TEXTS[0], 3, 2, 0, None, answered=False), Arrives(1, TEXTS[0], 3, 2, 1, None, answered=False)]
    held = transaction.savepoint()
    fair = decided(people, same, member)
    transaction.savepoint_rollback(held)
    with time_machine.travel(MORNING - timedelta(hours=2), tick=False):
        before = a_ticket(kito)
        in_force(before, by=member, leader=leader)
        actions.resolve(before, by=member, answer="済みました。")
    kept = Ticket.save

    def unfair(self: Ticket, *args: Any, **kwargs: Any) -> None:
        if HandlingNote.objects.filter(person_id=self.requester_id).exists() and self.sort_at:
            self.sort_at += timedelta(hours=1)
        kept(self, *args, **kwargs)

    monkeypatch.setattr(Ticket, "save", unfair)

    assert decided(people, same, member) != fair
