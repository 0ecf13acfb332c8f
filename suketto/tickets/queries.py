"""Reads of tickets: the work list by key, and what stands beside one ticket."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Q

from suketto.foundation import clock
from suketto.foundation.numbers import number_in
from suketto.foundation.scope import Viewer
from suketto.knowledge.models import Article
from suketto.people import finding
from suketto.people.keys import COLUMNS as FOUND_BY
from suketto.people.models import Person
from suketto.search import queries as search
from suketto.tickets.models import Link, Presence, Ticket
from suketto.tickets.presence import PRESENT_FOR
from suketto.trail.models import Event

PAGE = 50
# Below this an article only shares a word with the question; seen on the demo articles.
WORTH_SHOWING = 1.2
MANY = 100
LATIN_NAME = 4
LAST = 5
LONG_DASHES = re.compile("[‐‑‒–—―−ーｰ]")  # what an input method makes of the key beside the zero
# What no list shows of a ticket and of what stands beside it. A page of fifty carries six records a row: leaving these
# columns in the database makes it a tenth cheaper.
UNREAD = [
    "wanted", "tried", "stuck", "others", "deadline_kind", "fallback_at", "working_place", "place", "device", "impact",
    "urgency", "priority_reason", "minutes_spent", "time_box_minutes", "opened_by", "once", "source",
    *(f"{who}__{column}" for who in ("requester", "assignee") for column in (
        "password", "last_login", "employee_number", "family_kana", "given_kana", "email", "extension", "title",
        "working_place", "language", "is_active", "joined_at", "left_at", "searchable", *FOUND_BY,
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
    elif (assignee := number_in(wanted.assignee)) is not None:
        tickets = tickets.filter(assignee_id=assignee)
    if wanted.late:
        tickets = tickets.filter(overdue_since__isnull=False)
    if wanted.words:
        tickets = tickets.filter(pk__in=_found_by(wanted))
    return tickets


def _found_by(wanted: Filter) -> list[int]:
    words = _bare_number(wanted.words)
    if words.isdecimal():
        number = number_in(words)
        return [] if number is None else [number]
    hits = search.find(wanted.words, kinds=("ticket",), viewer=Viewer(wanted.person_id, wanted.desk_ids), limit=200)
    literal = search.find_literal(
        wanted.words, kinds=("ticket",), viewer=Viewer(wanted.person_id, wanted.desk_ids), limit=200
    )
    return [*(hit.object_id for hit in [*literal, *hits]), *_asked_by(wanted)]


def _asked_by(wanted: Filter) -> list[int]:
    """Tickets of the people whom the words name; two or three Latin letters begin too many names to mean one."""
    if wanted.words.isascii() and len(wanted.words) < LATIN_NAME:
        return []
    people = [person.pk for person in finding.find(wanted.words, limit=20)]
    asked = Ticket.objects.filter(requester_id__in=people, desk_id__in=wanted.desk_ids, turn=wanted.turn)
    return list(asked.order_by("-id").values_list("pk", flat=True)[:200]) if people else []


def number_named(text: str) -> int | None:
    """The number of a ticket however it is written: HD-00042, ＨＤ－００042, #42."""
    return number_in(_bare_number(text))


def _bare_number(text: str) -> str:
    plain = LONG_DASHES.sub("-", unicodedata.normalize("NFKC", text)).upper().strip()
    return plain.removeprefix("HD").lstrip("-#")


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


def last_tickets(person: Person | None, viewer: Person, *, but: Ticket | None = None) -> Sequence[Ticket]:
    """The last five that a person asked, of those that the viewer may see."""
    if person is None:
        return []
    asked = Ticket.objects.visible_to(viewer).filter(requester=person)
    return list((asked.exclude(pk=but.pk) if but else asked).order_by("-id")[:LAST])


@dataclass(frozen=True, slots=True)
class Tie:
    """Another ticket that this one is tied to, from whichever side."""

    kind: str
    number: int
    subject: str
    state: str

    @property
    def label(self) -> str:
        return Ticket(pk=self.number).label

    @property
    def solved(self) -> bool:
        return self.state == Ticket.State.RESOLVED

    @property
    def state_words(self) -> str:
        return str(Ticket.State(self.state).label)


def ties(ticket: Ticket, viewer: Person) -> Sequence[Tie]:
    """Those that this ticket names first, then those that name it; what moved out of the viewer's sight is not there.

    One query for both directions, and one more where something is tied.
    """
    both = Link.objects.filter(Q(ticket=ticket) | Q(other=ticket)).order_by("pk")
    rows = list(both.values_list("kind", *_end("ticket"), *_end("other")))
    ends = {number for _kind, one, _, _, other, _, _ in rows for number in (one, other)}
    seen = set(Ticket.objects.visible_to(viewer).filter(pk__in=ends).values_list("pk", flat=True)) if rows else set()
    named: list[Tie] = []
    naming: list[Tie] = []
    for kind, *one_and_other in rows:
        one, other = one_and_other[:3], one_and_other[3:]
        if {one[0], other[0]} - {ticket.pk} <= seen:
            mine = one[0] == ticket.pk
            (named if mine else naming).append(Tie(str(Link.Kind(kind).label), *(other if mine else one)))
    return [*named, *naming]


def _end(name: str) -> tuple[str, str, str]:
    return f"{name}_id", f"{name}__subject", f"{name}__state"


def end_of(ticket: Ticket) -> Ticket:
    """Where the words of a merged ticket go on, as it stands now; itself where it was not merged. Rings are borne."""
    seen = {ticket.pk}
    while ticket.state == Ticket.State.MERGED and (number := ticket.merged_into_id) is not None and number not in seen:
        ticket = Ticket.objects.select_related("desk", "requester").get(pk=number)
        seen.add(number)
    return ticket


def went_to(ticket: Ticket) -> Ticket | None:
    """The ticket that a merged one goes on in; None where it was not merged, or only in a ring with nothing open."""
    end = end_of(ticket)
    return end if end.pk != ticket.pk and end.state != Ticket.State.MERGED else None


def left_for(number: int, desk_ids: frozenset[int]) -> str | None:
    """To which desk a ticket last went from one of these; None where it never stood there."""
    moves = Event.objects.about("ticket", number).filter(kind="ticket.moved").order_by("-id")
    return next((move.data["to"] for move in moves if move.data.get("left") in desk_ids), None)


def words_of(ticket: Ticket) -> str:
    """What to search with: the subject and where they got stuck."""
    return " ".join(part for part in (ticket.subject, ticket.stuck, ticket.wanted) if part)[:300]


def matching_articles(ticket: Ticket, viewer: Viewer, limit: int = 4) -> Sequence[Article]:
    return articles_for(words_of(ticket), viewer, limit)


def articles_for(words: str, viewer: Viewer, limit: int) -> Sequence[Article]:
    """What the reader may see of the answers to these words, best first; those that hardly fit are left out."""
    hits = search.find(words, kinds=("article",), viewer=viewer, limit=limit)
    found = Article.objects.in_bulk([hit.object_id for hit in hits if hit.score >= WORTH_SHOWING])
    return [found[hit.object_id] for hit in hits if hit.object_id in found]
