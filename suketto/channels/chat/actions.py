"""Everything people do in a live chat. What is said becomes messages of the ticket, by the actions of tickets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from suketto.catalog.models import Service
from suketto.channels.chat.models import BACK_WITHIN, HERE_FOR, ChatSession
from suketto.channels.chat.queries import open_now
from suketto.channels.chat.refusals import HasEnded, NobodyWaits, NotAtDesk, TakenAlready
from suketto.foundation import clock
from suketto.people.models import Desk, Person, Role
from suketto.tickets import actions as tickets
from suketto.tickets.actions.answering import refuse_unfinished
from suketto.tickets.actions.changing import tell
from suketto.tickets.actions.proving import refuse_unproved_words
from suketto.tickets.models import Message, Ticket

CHANNEL = Ticket.Channel.CHAT
Why = ChatSession.Why
PORTAL = "portal"


@transaction.atomic
def begin(
    *, desk: Desk, person: Person | None, text: str, once: UUID | None = None, files: Sequence[File[Any]] = (),
    service: Service | None = None, connector: str = PORTAL, thread: str = "", name: str = "",
) -> ChatSession:  # fmt: skip
    """The first line: a ticket from here on, and a place at the end of the queue. Out of hours it is a ticket only,
    and the chat has ended before it began. The same `once` gives the same chat."""
    now = clock.now()
    live = open_now(desk, now)
    ticket = tickets.open_ticket(
        desk=desk, by=person, requester=person, channel=CHANNEL, text=text, files=files, once=once, service=service,
        quiet=live, requester_words="" if person else name,
    )  # fmt: skip
    known: ChatSession | None = ChatSession.objects.filter(pk=ticket.pk).first()
    if known is not None:
        return known
    return _seat(ticket, person=person, connector=connector, thread=thread, now=now, live=live)


def _seat(
    ticket: Ticket, *, person: Person | None, connector: str, thread: str, now: datetime, live: bool, known: int = 0
) -> ChatSession:
    """`known`: the last line that was said before this chat; it is nothing that has to be carried or shown any more."""
    before = ChatSession.objects.waiting().filter(desk=ticket.desk).count()
    session: ChatSession = ChatSession.objects.create(
        ticket=ticket, desk=ticket.desk, person=person, connector=connector, thread=thread, asked_at=now,
        waiting_since=now, place_asked=before + 1 if live else 0, here_at=now,
        ended_at=None if live else now, why="" if live else Why.CLOSED, carried=known, person_seen=known,
    )  # fmt: skip
    return session


@transaction.atomic
def say(
    session: ChatSession, body: str, *, by: Person | None, once: UUID | None = None, files: Sequence[File[Any]] = (),
    name: str = "",
) -> ChatSession:  # fmt: skip
    """A line of whoever asked. A chat that rested goes on by it: back into the queue, or a ticket's word out of hours.

    Gives the chat that took the line: another one where the ticket had been solved too long ago.
    """
    if once is not None and (sent := Message.objects.filter(once=once).first()) is not None:
        return ChatSession.objects.filter(pk=sent.ticket_id).first() or session
    held, now = _hold(session), clock.now()
    ticket = held.ticket.merged_into or held.ticket
    took = tickets.write(ticket, body, by=by, files=files, channel=CHANNEL, once=once, name=name)
    if took.pk != held.pk:
        there = ChatSession.objects.filter(pk=took.pk).select_related("ticket__desk", "person").first()
        if there is None:
            return _seat(
                took, person=by, connector=held.connector, thread=held.thread, now=now, live=open_now(took.desk, now),
                known=took.messages.aggregate(last=Max("pk"))["last"] or 0,
            )  # fmt: skip
        held = there
    if not held.open:
        _go_on(held, now)
    return held


@transaction.atomic
def come_back(session: ChatSession) -> None:
    """Whoever had left the queue without a word is there again: their place was kept."""
    held = _hold(session)
    if held.why == Why.GONE and held.ticket.open and held.ticket.first_replied_at is None:
        _go_on(held, clock.now())


def _go_on(session: ChatSession, now: datetime) -> None:
    if not open_now(session.desk_id, now):
        return
    kept = session.why == Why.GONE and session.ended_at is not None and now - session.ended_at <= BACK_WITHIN
    session.waiting_since = session.waiting_since if kept else now
    session.place_asked = session.place_asked if kept and session.first_taken_at is None else 0
    session.ended_at, session.why, session.taken_at, session.taken_by = None, "", None, None
    session.here_at = now
    _save(session, "here_at")
    tell(session.ticket, "chat_resumed", by=session.person)


@transaction.atomic
def answer(
    session: ChatSession, body: str, *, by: Person, once: UUID | None = None, files: Sequence[File[Any]] = ()
) -> Message:
    """A member's line; whoever answers somebody who waits takes them. By mail at once only if their page is not open:
    if it is, it is looked after a while whether the line was seen."""
    sent_before: Message | None = Message.objects.filter(once=once).first() if once is not None else None
    if sent_before is not None:
        return sent_before
    held, now = _hold(session), clock.now()
    refuse_unfinished(body)
    refuse_unproved_words(held.ticket, body)
    shown, carried = held.person_here(now), held.connector != PORTAL
    message = tickets.reply(held.ticket, body, by=by, files=files, once=once, channel=CHANNEL, sent=shown or carried)
    if shown and not carried:
        held.look_again_at = now + HERE_FOR
        held.save(update_fields=["look_again_at"])
    if held.waiting:
        _give(held, by, now)
        tell(held.ticket, "chat_taken", by=by)
    return message


@transaction.atomic
def take(session: ChatSession, *, by: Person) -> ChatSession:
    """This member talks with them from here on; refused with the name of whoever was quicker."""
    held = _hold(session)
    if not held.open:
        raise HasEnded
    if held.taken_by_id == by.pk:
        return held
    if held.taken_at is not None and held.taken_by is not None:
        raise TakenAlready(who=held.taken_by.family_name)
    _give(held, by, clock.now())
    tickets.assign(held.ticket, by, by=by)
    tell(held.ticket, "chat_taken", by=by)
    return held


def take_next(desk_ids: frozenset[int], *, by: Person) -> ChatSession:
    """Whoever has waited longest, and the next one if somebody else took them at this moment."""
    waiting = ChatSession.objects.waiting().of_desks(desk_ids).in_order_of_arrival()
    for number in waiting.values_list("pk", flat=True)[:20]:
        try:
            return take(ChatSession(pk=number), by=by)
        except (TakenAlready, HasEnded):
            continue
    raise NobodyWaits


def _give(session: ChatSession, member: Person, now: datetime) -> None:
    session.taken_by, session.taken_at = member, now
    session.first_taken_at = session.first_taken_at or now
    _save(session)


@transaction.atomic
def pass_on(session: ChatSession, to: Person | None, *, by: Person, words: str = "") -> ChatSession:
    """Hands it to another member with the whole history, or back to the queue at the place it came from."""
    held, now = _hold(session), clock.now()
    if not held.open:
        raise HasEnded
    if to is not None and not Role.objects.in_force().filter(person=to, desk=held.desk_id).exists():
        raise NotAtDesk(who=to.full_name)
    if words.strip():
        tickets.note(held.ticket, words, by=by)
    held.taken_by, held.taken_at = to, now if to else None
    if to is not None:
        held.first_taken_at = held.first_taken_at or now
    held.desk_seen = 0 if to is None or to.pk != by.pk else held.desk_seen
    _save(held, "desk_seen")
    tickets.assign(held.ticket, to, by=by)
    tell(held.ticket, "chat_passed", by=by, to=to.pk if to else None, name=to.full_name if to else "")
    return held


@transaction.atomic
def finish(session: ChatSession, *, by: Person | None, why: str = Why.FINISHED) -> ChatSession:
    """The live part is over; the ticket goes on until it is solved. Ended twice is ended once."""
    held = _hold(session)
    if held.open:
        held.ended_at, held.why = clock.now(), why
        _save(held)
        tell(held.ticket, "chat_ended", by=by, why=str(why))
    return held


@transaction.atomic
def let_go(session: ChatSession, *, unseen_since: datetime) -> None:
    """Whoever waits and has not been seen since then has left; who was taken or came back meanwhile has not."""
    held = _hold(session)
    if held.waiting and held.here_at is not None and held.here_at < unseen_since:
        finish(held, by=None, why=Why.GONE)


@transaction.atomic
def close(session: ChatSession) -> None:
    """Closing time ends the waiting, not the talking."""
    held = _hold(session)
    if held.waiting and not open_now(held.desk_id, clock.now()):
        finish(held, by=None, why=Why.CLOSED)


@transaction.atomic
def look_again(session: ChatSession) -> None:
    """Whether what was said while their page was open has been seen. While it still is, and the chat goes on, there is
    time; else what was not seen is told of, once."""
    held, now = _hold(session), clock.now()
    if held.look_again_at is None or held.look_again_at > now:
        return
    unseen = held.unseen.exists()
    wait = unseen and held.open and held.person_here(now)
    held.look_again_at = now + HERE_FOR if wait else None
    held.save(update_fields=["look_again_at"])
    if unseen and not wait:
        tell(held.ticket, "chat_unseen", by=None, internal=True)


@transaction.atomic
def move(session: ChatSession) -> None:
    """The ticket went to another desk, and whoever asked waits there, at the place of their arrival."""
    held = _hold(session)
    if held.desk_id == held.ticket.desk_id:
        return
    held.desk, held.taken_at, held.taken_by, held.place_asked = held.ticket.desk, None, None, 0
    _save(held)
    if held.open and not open_now(held.desk_id, clock.now()):
        finish(held, by=None, why=Why.CLOSED)


@transaction.atomic
def rest(session: ChatSession, *, silent_since: datetime) -> bool:
    """Ten minutes without a word: the member is free again and the case waits for whoever asked; it is not solved."""
    held = _hold(session)
    words = held.ticket.messages.order_by("-pk").first()
    if not held.open or held.taken_at is None or words is None or words.side != Message.Side.DESK:
        return False
    if words.at > silent_since or (held.typed_at is not None and held.typed_at > silent_since):
        return False
    if held.ticket.open:
        tickets.wait(held.ticket, by=None, state=Ticket.State.WAITING_REQUESTER, reason=str(Why.SILENT.label))
    finish(held, by=None, why=Why.SILENT)
    return True


def _hold(session: ChatSession) -> ChatSession:
    held: ChatSession = (
        ChatSession.objects.select_for_update(of=("self",)).select_related("ticket__desk", "taken_by", "person")
        .get(pk=session.pk)
    )  # fmt: skip
    return held


def _save(session: ChatSession, *more: str) -> None:
    """Only what actions decide: what open pages say in passing is written beside it."""
    names = ["desk", "waiting_since", "place_asked", "first_taken_at", "taken_at", "taken_by", "ended_at", "why"]
    session.save(update_fields=[*names, *more])
