"""The desk speaks: replies to the requester, notes to itself."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import jaconv
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.people.queries import members_of
from suketto.procedures.filling import places_left
from suketto.tickets import files as attachments
from suketto.tickets.actions.asking import goes_on_in, keep_promises
from suketto.tickets.actions.changing import already, hold, hold_open, save, tell, theirs, written
from suketto.tickets.actions.indexing import index_ticket
from suketto.tickets.actions.proving import refuse_unproved_words
from suketto.tickets.models import Message, Note, Promise, Ticket, Watch
from suketto.tickets.queries import end_of
from suketto.tickets.refusals import ContactTimePassed, NothingWritten, TemplateUnfinished, WentToAnotherDesk

MENTION = re.compile(r"[@＠]([^\s@＠、。,]+)")


@transaction.atomic
def reply(
    ticket: Ticket, body: str, *, by: Person, seen: int | None = None, next_contact_at: datetime | None = None,
    instead: str = "", files: Sequence[File[Any]] = (), once: UUID | None = None, waiting: bool = False,
    channel: str = "portal", sent: bool = False, **more: Any,
) -> Message:  # fmt: skip
    """The desk's public word. With `next_contact_at` the next one is owed by then; `waiting` hands the turn over.

    `sent`: the requester has it already (a member answered by mail), so nobody sends it again. What `more` there is to
    say goes into the event: `private`, it goes to the requester and to nobody who gets copies; `confirmed`, what the
    writer made sure of before sending it.
    """
    sent_before: Message | None = already(Message, once)
    if sent_before is not None:
        return sent_before
    held, text, now = hold_open(ticket, seen=seen, by=by), written(body), clock.now()
    if not text and not files:
        raise NothingWritten
    if not sent:
        refuse_unfinished(text)
        refuse_unproved_words(held, text)
    if next_contact_at is not None and next_contact_at <= now:
        raise ContactTimePassed
    message = say(
        held, text, by=by, at=now, files=files, once=once, instead=instead, channel=channel,
        next_contact_at=next_contact_at,
    )  # fmt: skip
    if next_contact_at is not None:
        Promise.objects.create(ticket=held, due_at=next_contact_at, by=by, given_at=now)
    _turn_after_reply(held, next_contact_at, waiting=waiting)
    save(held)
    index_ticket(held)
    how = {name: so for name, so in (("sent", sent), *more.items()) if so}
    tell(held, "replied", by=by, message=message.pk, **how)
    return message


def say(
    ticket: Ticket, text: str, *, by: Person, at: datetime, files: Sequence[File[Any]] = (), **facts: Any
) -> Message:
    """Writes a public word of the desk and what follows from it: first reply, kept promises, an assignee."""
    message = Message.objects.create(
        ticket=ticket, side=Message.Side.DESK, author=by, author_name=by.full_name, body=text, at=at, **facts
    )
    attachments.attach(ticket, files, message=message)
    keep_promises(ticket, at)
    ticket.first_replied_at = ticket.first_replied_at or at
    ticket.assignee = ticket.assignee or by
    ticket.overdue_since = None
    return message


def _turn_after_reply(ticket: Ticket, next_contact_at: datetime | None, *, waiting: bool) -> None:
    if waiting:
        theirs(ticket, Ticket.State.WAITING_REQUESTER)
        return
    ticket.turn = Ticket.Turn.OURS
    ticket.due_at = next_contact_at
    ticket.state = Ticket.State.WORKING if ticket.state == Ticket.State.NEW else ticket.state
    if ticket.state in {Ticket.State.WAITING_REQUESTER, Ticket.State.WAITING_VENDOR}:
        ticket.state = Ticket.State.WORKING


def refuse_unfinished(text: str) -> None:
    """A template does not go out with its places still open (S03)."""
    left = unfinished(text)
    if left:
        raise TemplateUnfinished(places="".join(f"「{name}」" for name in left))


def unfinished(text: str) -> list[str]:
    """The places still open in a text, by the names that the writer knows."""
    names = {
        "instead": _("代わりの方法"), "next_contact": _("次の連絡時刻"), "requester_name": _("お名前"),
        "member_name": _("担当の名前"), "answer": _("答え"), "goal": _("着地点"), "ticket_number": _("番号"),
    }  # fmt: skip
    return [names[place] for place in places_left(text) if place in names]


@transaction.atomic
def note(
    ticket: Ticket, body: str, *, by: Person, files: Sequence[File[Any]] = (), once: UUID | None = None,
    for_desk: int | None = None,
) -> Note:  # fmt: skip
    """An internal word for the desk the ticket is at; `@石田` asks a member to look and lets them watch.

    `for_desk`: the desk that the writer saw; refused when the ticket has moved on since. Of a merged ticket the note
    goes where its notes went, unless that is another desk's now.
    """
    sent_before: Note | None = already(Note, once)
    if sent_before is not None:
        return sent_before
    held, text, now = hold(_for_the_same_desk(ticket)), written(body), clock.now()
    if for_desk is not None and held.desk_id != for_desk:
        raise WentToAnotherDesk(desk=held.desk.name_here)
    if not text and not files:
        raise NothingWritten
    noted = Note.objects.create(
        ticket=held, desk=held.desk, author=by, author_name=by.full_name, body=text, at=now, once=once
    )
    attachments.attach(held, files, note=noted)
    mentioned = mentioned_in(text, held)
    noted.mentioned.set(mentioned)
    for person in mentioned:
        Watch.objects.get_or_create(ticket=held, person=person, defaults={"at": now})
    tell(held, "noted", by=by, internal=True, note=noted.pk, mentioned=[person.pk for person in mentioned])
    return noted


def _for_the_same_desk(ticket: Ticket) -> Ticket:
    end = end_of(ticket)
    return end if end.desk_id == ticket.desk_id else ticket


def mentioned_in(text: str, ticket: Ticket) -> list[Person]:
    """Members of the desk whose family or full name, or its kana, follows an @; two with the same one both hear."""
    names = {jaconv.hira2kata(name.removesuffix("さん")) for name in MENTION.findall(text)}
    return [member for member in members_of(ticket.desk) if names & _called(member)]


def _called(member: Person) -> set[str]:
    family, given = member.family_name, member.given_name
    return {jaconv.hira2kata(name) for name in (family, family + given, member.family_kana)} - {""}


@transaction.atomic
def answer_as_key_person(ticket: Ticket, body: str, *, by: Person, once: UUID | None = None) -> Message:
    """A key person who was asked to look answers in public and is credited (R09), where a merged ticket goes on."""
    sent_before: Message | None = already(Message, once)
    if sent_before is not None:
        return sent_before
    held, text = hold(goes_on_in(ticket)), written(body)
    if not text:
        raise NothingWritten
    message = Message.objects.create(
        ticket=held, side=Message.Side.KEY_PERSON, author=by, author_name=by.full_name, body=text, channel="portal",
        at=clock.now(), once=once,
    )  # fmt: skip
    save(held)
    index_ticket(held)
    tell(held, "helped", by=by, message=message.pk)
    return message
