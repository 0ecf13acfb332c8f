"""A matter arrives, and whoever asked goes on writing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.people.models import Desk, Person
from suketto.search import actions as search
from suketto.sla import queries as sla
from suketto.tickets import files as attachments
from suketto.tickets.actions.changing import already, hold, hold_unmerged, line, ours, save, tell, written
from suketto.tickets.actions.indexing import index_ticket, learnt_from
from suketto.tickets.models import Link, Message, Promise, Resolution, Ticket
from suketto.tickets.order import priority_of, sort_key
from suketto.tickets.queries import end_of
from suketto.tickets.refusals import DeadlinePassed, NothingAsked, NothingWritten

BOXES = ("wanted", "tried", "stuck", "others")


@transaction.atomic
def open_ticket(
    *, desk: Desk, by: Person | None, requester: Person | None, channel: str, text: str = "", subject: str = "",
    service: Service | None = None, deadline_at: datetime | None = None,
    files: Sequence[File[Any]] = (), once: UUID | None = None, at: datetime | None = None, quiet: bool = False,
    **facts: Any,
) -> Ticket:  # fmt: skip
    """Opens a ticket with its first message; the same `once` gives the same ticket. One filled box is enough.
    `quiet`: a machine asked, so no automatic mail may answer."""
    sent_before: Ticket | None = already(Ticket, once)
    if sent_before is not None:
        return sent_before
    boxes = {box: written(str(facts.pop(box, "")), field=box) for box in BOXES}
    body = written(text, field="text")
    if not body and not any(boxes.values()) and not subject.strip():
        raise NothingAsked
    now = at or clock.now()
    impact, urgency = int(facts.pop("impact", 3)), int(facts.pop("urgency", 2))
    if deadline_at is not None and deadline_at < now:
        raise DeadlinePassed
    attachments.check(files)
    ticket = Ticket(
        desk=desk, requester=requester, opened_by=by, channel=channel, service=service, opened_at=now, changed_at=now,
        subject=line(subject) or line(next((words for words in (body, *boxes.values()) if words), "")),
        deadline_at=deadline_at, impact=impact, urgency=urgency, priority=priority_of(impact, urgency), once=once,
        **boxes, **facts,
    )  # fmt: skip
    ticket.due_at = sla.respond_due(desk, ticket.priority, now)
    ticket.sort_priority, ticket.sort_at = sort_key(
        priority=ticket.priority, overdue=False, due_at=ticket.due_at, deadline_at=deadline_at, opened_at=now
    )
    ticket.save(force_insert=True)
    message = ticket.first_message = Message.objects.create(
        ticket=ticket, side=Message.Side.REQUESTER, author=requester, channel=channel, at=now,
        author_name=ticket.requester_name or "—", body=body or ticket.subject,
    )  # fmt: skip
    attachments.attach(ticket, files, message=message)
    index_ticket(ticket, [message.body])
    tell(ticket, "opened", by=by, channel=channel, priority=ticket.priority, **({"quiet": True} if quiet else {}))
    return ticket


@transaction.atomic
def write(
    ticket: Ticket, body: str, *, by: Person | None, files: Sequence[File[Any]] = (), channel: str = "portal",
    once: UUID | None = None, name: str = "", wake: bool = True,
) -> Ticket:  # fmt: skip
    """The requester adds something. Solved within 14 days it comes back to life; later it becomes a new, linked one.
    What was merged goes on at its end, and as a new one where that is somebody else's by now.

    `by` is None for somebody the house does not know, who wrote under `name`. Words that do not `wake` (a machine's)
    stay with the ticket as it is. Returns the ticket that took the words.
    """
    sent_before: Ticket | None = already(Ticket, once) or getattr(already(Message, once), "ticket", None)
    if sent_before is not None:
        return sent_before
    held, text = hold(goes_on_in(ticket)), written(body)
    if not text and not files:
        raise NothingWritten
    now = clock.now()
    if wake and not held.open and (held.state == Ticket.State.MERGED or not held.may_reopen(now)):
        return _open_again_as_new(held, text, by=by, files=files, channel=channel, once=once, name=name)
    attachments.check(files)
    what = "reopened" if wake and not held.open else "written"
    if wake:
        _our_turn(held, now)
    message = Message.objects.create(
        ticket=held, side=Message.Side.REQUESTER, author=by, author_name=by.full_name if by else line(name, 120),
        body=text, channel=channel, at=now, once=once,
    )  # fmt: skip
    attachments.attach(held, files, message=message)
    save(held)
    index_ticket(held)
    tell(held, what, by=by, message=message.pk)
    return held


def goes_on_in(ticket: Ticket) -> Ticket:
    """Where words of its requester belong: the end of what was merged, as long as that is the same requester's."""
    end = end_of(ticket)
    same = (end.requester_id, end.requester_id or end.requester_words)
    return end if same == (ticket.requester_id, ticket.requester_id or ticket.requester_words) else ticket


def _our_turn(ticket: Ticket, now: datetime) -> None:
    """Words of the requester wake what was solved, end a waiting, and are owed a time where none was promised."""
    if not ticket.open:
        come_back(ticket, now)
    elif ticket.turn == Ticket.Turn.THEIRS:
        ticket.state = Ticket.State.WORKING if ticket.first_replied_at else Ticket.State.NEW
        ours(ticket, since=now)
    elif ticket.due_at is None:
        ours(ticket, since=now)


@transaction.atomic
def reopen(ticket: Ticket, *, by: Person, body: str = "") -> Ticket:
    """「まだ直っていない」: the requester or a member wakes a solved ticket."""
    held, now = hold_unmerged(ticket), clock.now()
    if held.open:
        return held
    come_back(held, now)
    save(held)
    tell(held, "reopened", by=by)
    return held


def come_back(ticket: Ticket, now: datetime) -> None:
    """Undoes the solution: counted once more, the desk owes a word again, and no article was the answer after all."""
    search.unlearn(learnt_from(ticket))
    Resolution.objects.filter(ticket=ticket, undone_at=None).update(undone_at=now)
    ticket.resolved_at = ticket.merged_into = None
    ticket.reopened_count += 1
    ticket.state = Ticket.State.WORKING if ticket.first_replied_at else Ticket.State.NEW
    ours(ticket, since=now)


def _open_again_as_new(
    before: Ticket, text: str, *, by: Person | None, files: Sequence[File[Any]], channel: str, once: UUID | None,
    name: str,
) -> Ticket:  # fmt: skip
    ticket = open_ticket(
        desk=before.desk, by=by, requester=by, channel=channel, text=text, service=before.service, files=files,
        once=once, requester_words="" if by else line(name, 120),
    )  # fmt: skip
    Link.objects.create(ticket=ticket, other=before, kind=Link.Kind.RECURRENCE, by=by, at=clock.now())
    tell(ticket, "linked", by=by, internal=True, other=before.pk, link=Link.Kind.RECURRENCE)
    return ticket


def keep_promises(ticket: Ticket, now: datetime) -> None:
    """Any word of the desk keeps the promises that were open."""
    Promise.objects.filter(ticket=ticket, kept_at=None).update(kept_at=now)
