"""Reads of live chat: the queue in order of arrival, honest waiting times, what a member has in hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from suketto.channels.chat.access import RELATED
from suketto.channels.chat.models import ChatSession
from suketto.foundation import clock
from suketto.people.attendance import LONG_AGO, Contacts, counts_contacts, free_members
from suketto.people.models import Desk, Person
from suketto.sla import hours
from suketto.sla.queries import hours_of
from suketto.tickets.models import Message, Ticket

MEASURED_OVER = timedelta(days=7)
ENOUGH = 5  # waits below which no figure is said
MANY = 500
A_TURN = timedelta(minutes=1)  # whoever is asked and does not come gives the turn to the next after so long


@dataclass(frozen=True, slots=True)
class Expected:
    """Minutes from now, as they were lately: half of the people waited no longer than `usual`, most than `long`."""

    usual: int
    long: int


def open_now(desk: Desk | int, now: datetime) -> bool:
    return hours_of(desk).open_at(now)


def opens_at(desk: Desk | int, now: datetime) -> datetime:
    return hours.next_opening(hours_of(desk), now)


def queue(desk_ids: Iterable[int]) -> Sequence[ChatSession]:
    """Everybody who waits, first come first."""
    waiting = ChatSession.objects.waiting().filter(desk_id__in=desk_ids).in_order_of_arrival()
    return list(waiting.select_related(*RELATED)[:MANY])


def place_of(session: ChatSession) -> int:
    """1 is next. Counted by arrival alone."""
    before = Q(waiting_since__lt=session.waiting_since) | Q(waiting_since=session.waiting_since, pk__lt=session.pk)
    return int(ChatSession.objects.waiting().filter(before, desk_id=session.desk_id).count()) + 1


def expected(desk: Desk | int, place: int, now: datetime) -> Expected | None:
    """What the last week says of a place in the queue; None where it says too little to be honest."""
    taken = ChatSession.objects.filter(desk=desk, first_taken_at__gte=now - MEASURED_OVER, place_asked__gte=1)
    rows = taken.order_by("-first_taken_at").values_list("asked_at", "first_taken_at", "place_asked")[:MANY]
    return figure([(took - asked) / at for asked, took, at in rows if took is not None], place)


def figure(a_place: Sequence[timedelta], place: int) -> Expected | None:
    """From the time that each place in the queue took; pure."""
    if len(a_place) < ENOUGH:
        return None
    seconds = sorted(each.total_seconds() for each in a_place)
    long = seconds[min(len(seconds) - 1, len(seconds) * 4 // 5)]
    usual = _minutes(median(seconds) * place)
    return Expected(usual, max(usual, _minutes(long * place)))


def _minutes(seconds: float) -> int:
    return max(1, -(-int(seconds) // 60))


def whose_turn(desk: Desk | int, waiting: Sequence[ChatSession], now: datetime) -> dict[int, Person]:
    """Who is asked to take each of those who wait, by ticket: the free ones in turn, another after each minute."""
    free = free_members(desk) if waiting else []
    if not free:
        return {}
    return {
        session.pk: free[(at + (now - session.waiting_since) // A_TURN) % len(free)]
        for at, session in enumerate(waiting)
    }


def in_hand(person: Person) -> Sequence[ChatSession]:
    """A member's chats that go on, oldest first, each with `unread`, `last_at` and whose word was the last."""
    return list(_with_words(ChatSession.objects.with_member(person)).order_by("taken_at", "pk"))


def going_on(desk_ids: Iterable[int]) -> Sequence[ChatSession]:
    """All chats of these desks that go on, for their leaders."""
    sessions = ChatSession.objects.going_on().filter(desk_id__in=desk_ids)
    return list(_with_words(sessions).order_by("taken_at", "pk")[:MANY])


def _with_words(sessions: Any) -> Any:
    asked = Q(ticket__messages__side=Message.Side.REQUESTER)
    last = Message.objects.filter(ticket=OuterRef("pk")).order_by("-id")
    return sessions.select_related(*RELATED).annotate(
        unread=Count("ticket__messages", filter=asked & Q(ticket__messages__id__gt=F("desk_seen"))),
        last_at=Subquery(last.values("at")[:1]), last_side=Subquery(last.values("side")[:1]),
        last_words=Subquery(last.values("body")[:1]),
    )  # fmt: skip


def lines_after(session: ChatSession, after: int = 0) -> Sequence[Message]:
    """The words said after that number, oldest first. Notes are another table and are not read."""
    said = session.ticket.messages.filter(pk__gt=after).order_by("pk")
    return list(said.prefetch_related("attachments"))


def open_chat_of(person: Person) -> ChatSession | None:
    """The chat somebody is in, or waits for."""
    found: ChatSession | None = ChatSession.objects.filter(person=person, ended_at=None).order_by("-asked_at").first()
    return found


def chat_to_go_on_with(person: Person, now: datetime) -> ChatSession | None:
    """The chat somebody is in or waits for; or the one whose queue they left, while nobody has answered there.

    Opening its page puts them back into the queue, so out of hours there is nothing to go back to.
    """
    left = Q(why=ChatSession.Why.GONE, ticket__first_replied_at=None)
    known = ChatSession.objects.filter(Q(ended_at=None) | left, person=person).select_related("ticket", "desk")
    chats: list[ChatSession] = list(known.order_by(F("ended_at").desc(nulls_first=True), "-asked_at")[:MANY])
    return next((each for each in chats if each.open or (each.ticket.open and open_now(each.desk, now))), None)


def chat_of(ticket: Ticket) -> ChatSession | None:
    found: ChatSession | None = ChatSession.objects.filter(pk=ticket.pk).first()
    return found


def waiting_and_unread(person: Person) -> tuple[int, int]:
    """What the badge of a member says: who waits at their desks, and words to them that they have not seen."""
    desk_ids = person.standing.desk_ids
    waiting = ChatSession.objects.waiting().of_desks(desk_ids).values_list("pk")[:100]
    unread = Message.objects.filter(
        ticket__chat__taken_by=person, ticket__chat__taken_at__isnull=False, ticket__chat__ended_at=None,
        side=Message.Side.REQUESTER, id__gt=F("ticket__chat__desk_seen"),
    ).values_list("pk")[:100]  # fmt: skip
    return len(waiting), len(unread)


@counts_contacts
def contacts(ids: Sequence[int]) -> Mapping[int, Contacts]:
    """Live chats of members: what decides whose turn the next contact is."""
    rows = ChatSession.objects.filter(taken_by_id__in=ids, taken_at__gt=clock.now() - timedelta(days=1))
    counted = rows.values("taken_by_id").annotate(
        live=Count("pk", filter=Q(ended_at=None)), took=Max("taken_at"), ended=Max("ended_at")
    )
    return {row["taken_by_id"]: Contacts(row["live"], max(row["took"], row["ended"] or LONG_AGO)) for row in counted}


def abandoned(desk: Desk | int, since: datetime) -> dict[str, int]:
    """How many asked since then, and how many of them left the queue without a word."""
    asked = ChatSession.objects.filter(desk=desk, asked_at__gte=since, place_asked__gte=1)
    return {"asked": asked.count(), "silently": asked.filter(why=ChatSession.Why.GONE).count()}
