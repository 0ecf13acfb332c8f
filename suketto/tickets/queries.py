"""Reads of tickets: the work list by key, and what stands beside one ticket."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import Q

from suketto.foundation import clock
from suketto.foundation.scope import Viewer
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.search import queries as search
from suketto.tickets.models import Link, Presence, Ticket

PAGE = 50
# Below this an article only shares a word with the question; seen on the demo articles.
WORTH_SHOWING = 1.2
PRESENT_FOR = timedelta(seconds=40)
MANY = 100
# What no list shows of a ticket and of what stands beside it. A page of fifty carries six records a row: leaving these
# columns in the database makes it a tenth cheaper.
UNREAD = [
    "wanted", "tried", "stuck", "others", "deadline_kind", "fallback_at", "working_place", "place", "device", "impact",
    "urgency", "priority_reason", "minutes_spent", "time_box_minutes", "merged_into", "opened_by", "once", "source",
    *(f"{who}__{column}" for who in ("requester", "assignee") for column in (
        "password", "last_login", "employee_number", "family_kana", "given_kana", "email", "extension", "title",
        "working_place", "language", "is_active", "joined_at", "left_at", "searchable",
    )),
    *(f"service__{column}" for column in ("name_en", "owner", "description", "hours_note", "words", "position")),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """What a member wants to see of the desks in `desk_ids`. Empty values mean "any"."""

    desk_ids: frozenset[int]
    turn: int = Ticket.Turn.OURS
    assignee: str = ""  # "me", "nobody" or a number
    priority: int | None = None
    channel: str = ""
    service_id: int | None = None
    kind: str = ""
    late: bool = False
    person_id: int | None = None  # who "me" is
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `after` is the key from which the next page goes on, empty at the end."""

    tickets: Sequence[Ticket]
    after: str


def work_list(wanted: Filter, *, after: str = "", limit: int = PAGE) -> Page:
    """Open tickets in the order of work, done ones newest first; by key, never by offset."""
    done = wanted.turn == Ticket.Turn.DONE
    tickets = _filtered(wanted)
    if after:
        tickets = tickets.filter(_beyond(after, done=done))
    tickets = tickets.order_by("-resolved_at", "-id") if done else tickets.in_work_order()
    related = ("requester__department", "requester__site", "assignee", "service", "desk")
    found = list(tickets.select_related(*related).defer(*UNREAD)[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], _key(found[limit - 1], done=done) if more else "")


def count_up_to_many(wanted: Filter) -> int:
    """How many, at most 100: enough for a badge, and the same price for a hundred and for a million."""
    return len(_filtered(wanted).order_by().values_list("pk", flat=True)[:MANY])


def _filtered(wanted: Filter) -> Any:
    tickets = Ticket.objects.filter(desk_id__in=wanted.desk_ids, turn=wanted.turn)
    if len(wanted.desk_ids) == 1:
        tickets = Ticket.objects.filter(desk_id=next(iter(wanted.desk_ids)), turn=wanted.turn)
    simple: dict[str, Any] = {
        "priority": wanted.priority, "channel": wanted.channel, "service_id": wanted.service_id, "kind": wanted.kind,
    }  # fmt: skip
    tickets = tickets.filter(**{name: value for name, value in simple.items() if value})
    if wanted.assignee == "me":
        tickets = tickets.filter(assignee_id=wanted.person_id)
    elif wanted.assignee == "nobody":
        tickets = tickets.filter(assignee=None)
    elif wanted.assignee.isdecimal():
        tickets = tickets.filter(assignee_id=int(wanted.assignee))
    if wanted.late:
        tickets = tickets.filter(overdue_since__isnull=False)
    if wanted.words:
        tickets = tickets.filter(pk__in=_found_by(wanted))
    return tickets


def _found_by(wanted: Filter) -> list[int]:
    words = wanted.words.upper().removeprefix("HD-").lstrip("#")
    if words.isdecimal():
        return [int(words)] if int(words) < 2**62 else []
    hits = search.find(wanted.words, kinds=("ticket",), viewer=Viewer(wanted.person_id, wanted.desk_ids), limit=200)
    literal = search.find_literal(
        wanted.words, kinds=("ticket",), viewer=Viewer(wanted.person_id, wanted.desk_ids), limit=200
    )
    return [hit.object_id for hit in [*literal, *hits]]


def _key(ticket: Ticket, *, done: bool) -> str:
    moment = ticket.resolved_at if done else ticket.sort_at
    return signing.dumps([ticket.sort_priority, moment.isoformat() if moment else "", ticket.pk], compress=True)


def _beyond(key: str, *, done: bool) -> Q:
    """Rows after the key; a key that is not ours begins at the top."""
    try:
        priority, text, number = signing.loads(key)
        moment = datetime.fromisoformat(text)
    except (signing.BadSignature, ValueError, TypeError):
        return Q()
    if done:
        return Q(resolved_at__lt=moment) | Q(resolved_at=moment, pk__lt=number)
    return (
        Q(sort_priority__gt=priority)
        | Q(sort_priority=priority, sort_at__gt=moment)
        | Q(sort_priority=priority, sort_at=moment, pk__gt=number)
    )


def one_desk(wanted: Filter, desk_id: int) -> Filter:
    return replace(wanted, desk_ids=wanted.desk_ids & {desk_id})


def present(ticket_ids: Sequence[int], *, but: Person) -> dict[int, list[Presence]]:
    """Who else has these tickets open now, by ticket; writers first."""
    since = clock.now() - PRESENT_FOR
    found: dict[int, list[Presence]] = {}
    rows = Presence.objects.filter(ticket_id__in=ticket_ids, seen_at__gte=since).exclude(person=but)
    for row in rows.select_related("person").order_by("-writing", "id"):
        found.setdefault(row.ticket_id, []).append(row)
    return found


def last_tickets(ticket: Ticket, limit: int = 5) -> Sequence[Ticket]:
    """The requester's other tickets, newest first."""
    if ticket.requester_id is None:
        return []
    return list(Ticket.objects.filter(requester_id=ticket.requester_id).exclude(pk=ticket.pk).order_by("-id")[:limit])


@dataclass(frozen=True, slots=True)
class Tie:
    """Another ticket that this one is tied to, from whichever side."""

    kind: str
    number: int
    subject: str


def ties(ticket: Ticket) -> Sequence[Tie]:
    """Those that this ticket names first, then those that name it; one query for both."""
    both = Link.objects.filter(Q(ticket=ticket) | Q(other=ticket)).order_by("pk")
    rows = list(both.values_list("kind", "ticket_id", "ticket__subject", "other_id", "other__subject"))
    named = [
        Tie(str(Link.Kind(kind).label), other, subject) for kind, one, _, other, subject in rows if one == ticket.pk
    ]
    naming = [Tie(str(Link.Kind(kind).label), one, subject) for kind, one, subject, _, _ in rows if one != ticket.pk]
    return [*named, *naming]


def words_of(ticket: Ticket) -> str:
    """What to search with: the subject and where they got stuck."""
    return " ".join(part for part in (ticket.subject, ticket.stuck, ticket.wanted) if part)[:300]


def matching_articles(ticket: Ticket, viewer: Viewer, limit: int = 4) -> Sequence[Article]:
    hits = search.find(words_of(ticket), kinds=("article",), viewer=viewer, limit=limit)
    found = Article.objects.in_bulk([hit.object_id for hit in hits if hit.score >= WORTH_SHOWING])
    return [found[hit.object_id] for hit in hits if hit.object_id in found]
