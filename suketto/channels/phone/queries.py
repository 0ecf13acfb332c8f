"""Reads about calls that other rooms ask for."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from suketto.channels.phone.models import Call, CallBack, CallEvent
from suketto.foundation import clock
from suketto.people import telephone
from suketto.people.attendance import break_of
from suketto.people.models import Person
from suketto.people.numbers import PersonNumber
from suketto.people.queries import by_numbers, find
from suketto.tickets.models import Ticket

RAW_KEPT = timedelta(days=30)
RINGS_AT_MOST = timedelta(minutes=5)
TALKS_AT_MOST = timedelta(hours=3)
STAYS_AFTER = timedelta(minutes=3)
PAGE = 50
OPEN_SHOWN = 3
WORD_MEANS = 100  # people at most
NUMBERS_OF = 20  # of them, whose numbers are looked for as well


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who has the number, and what they have open at the member's desks."""

    person: Person
    tickets: list[Ticket] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pop:
    """A call as the member it is for sees it on whatever page is open."""

    call: Call
    callers: list[Caller]

    @property
    def state(self) -> str:
        if self.call.ended_at is not None:
            return "ended"
        return "talking" if self.call.answered_at is not None else "ringing"


def pops(member: Person, now: datetime) -> list[Pop]:
    """Calls that ring for a member, or that they answered and have not written down; three at most: the one they are
    talking on first, then the newest.

    Who is on a break hears only of calls for their own extension.
    """
    calls = Call.objects.of_desks(member.standing.desk_ids).filter(
        direction=Call.Direction.IN, ticket=None, line__isnull=False, started_at__gte=now - TALKS_AT_MOST
    )
    calls = calls.filter(Q(answered_at=None, ended_at=None) | Q(taken_by=member) | Q(taken_by=None, ended_at=None))
    concerning = [call for call in calls.order_by("-started_at")[:50] if _concerns(call, member, now)]
    concerning = sorted(concerning, key=lambda call: not _talks(call, member))[:3]
    if concerning and break_of(member) is not None:
        concerning = [call for call in concerning if member.pk in {*call.rings, call.taken_by_id}]
    return with_callers(concerning, member)


def _talks(call: Call, member: Person) -> bool:
    return call.taken_by_id == member.pk and call.answered_at is not None and call.ended_at is None


def _concerns(call: Call, member: Person, now: datetime) -> bool:
    rings_here = not call.rings or member.pk in call.rings
    if call.answered_at is None:
        return call.ended_at is None and rings_here and now - call.started_at < RINGS_AT_MOST
    if call.taken_by_id is None:
        return call.ended_at is None and rings_here
    return call.taken_by_id == member.pk and (call.ended_at is None or now - call.ended_at < STAYS_AFTER)


def with_callers(calls: Iterable[Call], member: Person) -> list[Pop]:
    """With those who may be calling, each with their open cases at the member's own desks."""
    calls = list(calls)
    ids = {number for call in calls for number in call.candidates}
    people = {each.pk: each for each in Person.objects.active().select_related("department", "site").filter(pk__in=ids)}
    tickets = Ticket.objects.of_desks(member.standing.desk_ids).open().filter(requester_id__in=people)
    by_person: dict[int, list[Ticket]] = {}
    for ticket in tickets.order_by("-id")[: OPEN_SHOWN * 20]:
        by_person.setdefault(ticket.requester_id or 0, []).append(ticket)
    return [
        Pop(call, [
            Caller(people[number], by_person.get(number, [])[:OPEN_SHOWN])
            for number in call.candidates if number in people
        ])
        for call in calls
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Promised:
    """A call we owe, who it may be owed to, and how often they called."""

    promise: CallBack
    callers: Sequence[Person]
    calls: list[Call]
    late: bool


def promised(desk_ids: frozenset[int], now: datetime, limit: int = 100) -> list[Promised]:
    """Calls that the desks owe, the earliest due first."""
    owed = CallBack.objects.filter(desk_id__in=desk_ids, done_at=None).select_related("desk", "tried_by")
    rows = list(owed.prefetch_related("calls")[:limit])
    people = by_numbers(each.number for each in rows)
    return [Promised(each, people.get(each.number, ()), list(each.calls.all()), each.late(now)) for each in rows]


def owed(desk_ids: frozenset[int], now: datetime) -> tuple[int, int]:
    """How many calls the desks owe, and how many of those are late; a hundred stands for "many"."""
    due = list(CallBack.objects.filter(desk_id__in=desk_ids, done_at=None).values_list("due_at", flat=True)[:100])
    return len(due), sum(moment < now for moment in due)


SHOWN = ("all", "missed", "answered", "out")


def log_of(
    desk_ids: frozenset[int], *, show: str = "all", words: str = "", before: int | None = None
) -> tuple[list[Call], int | None]:
    """A page of calls, newest first, and the key of the next one."""
    asked = questions(desk_ids, show=show, words=words, before=before)
    keys = {key for calls in asked for key in calls.values_list("pk", flat=True)[: PAGE + 1]}
    related = ("desk", "person__department", "person__site", "taken_by", "ticket", "call_back")
    rows = list(Call.objects.filter(pk__in=heapq.nlargest(PAGE + 1, keys)).select_related(*related).order_by("-id"))
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


def questions(desk_ids: frozenset[int], *, show: str = "all", words: str = "", before: int | None = None) -> list[Any]:
    """What the database is asked for a page of the log: each has an index of its own, so that none reads it whole."""
    calls = Call.objects.all()
    match show:
        case "missed":
            calls = calls.missed()
        case "answered":
            calls = calls.answered()
        case "out":
            calls = calls.filter(direction=Call.Direction.OUT)
    if before is not None:
        calls = calls.filter(pk__lt=before)
    if words.strip():
        return [_from_the_key(calls.filter(way), desk_ids) for way in _about(words.strip()[:100])]
    return [calls.filter(desk_id=each).order_by("-id") for each in desk_ids]


def _from_the_key(calls: Any, desk_ids: frozenset[int]) -> Any:
    """The newest of few calls. The sums keep the databases from reading the whole log in its order to find them."""
    return calls.alias(at=F("desk_id") + 0).filter(at__in=desk_ids).order_by((F("pk") + 0).desc())


def _about(words: str) -> list[Q]:
    """Calls with this number, or with somebody of this name: begun with the people, each way one question."""
    said, people = telephone.read(words), find(words, limit=WORD_MEANS)
    ids, nearest = [person.pk for person in people], people[:NUMBERS_OF]
    numbers = set(PersonNumber.objects.filter(person__in=nearest).values_list("number", flat=True))
    numbers |= {person.extension for person in nearest if person.extension}
    numbers |= {said.callable} if said.callable else set()
    ways = [Q(person_id__in=ids), Q(taken_by_id__in=ids)] if ids else []
    return [*ways, Q(number__in=numbers)] if numbers else ways


def calls_of(ticket: Ticket) -> Sequence[Call]:
    """The calls that a case was about, oldest first."""
    return list(Call.objects.filter(ticket=ticket).select_related("taken_by").order_by("id"))


def forget_raw() -> int:
    """What lines said word for word is needed while something may be wrong with it, and no longer."""
    gone, _each = CallEvent.objects.filter(came_at__lt=clock.now() - RAW_KEPT).delete()
    return gone
