"""Whose it is and what it is tied to: assign, watch, move, split, link."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.people.models import Desk, Person, Role
from suketto.sla import queries as sla
from suketto.tickets.actions.changing import hold, hold_unmerged, ours, save, tell
from suketto.tickets.actions.indexing import index_ticket
from suketto.tickets.models import Attachment, Link, Message, Ticket, Watch
from suketto.tickets.refusals import (
    LinkedAlready,
    LinkedToItself,
    NothingChosen,
    NothingLeft,
    NotMember,
    ReasonMissing,
)
from suketto.trail.models import Event


@transaction.atomic
def assign(ticket: Ticket, to: Person | None, *, by: Person | None, seen: int | None = None) -> Ticket:
    """Gives the ticket to a member of its desk, or back to the common list (None)."""
    held = hold_unmerged(ticket, seen=seen, by=by)
    if to is not None and not Role.objects.in_force().filter(person=to, desk=held.desk_id).exists():
        raise NotMember(who=to.full_name)
    if held.assignee_id == (to.pk if to else None):
        return held
    held.assignee = to
    save(held)
    tell(held, "assigned", by=by, to=to.pk if to else None, name=to.full_name if to else "")
    return held


@transaction.atomic
def watch(ticket: Ticket, *, by: Person, on: bool = True) -> None:
    if on:
        Watch.objects.get_or_create(ticket=ticket, person=by, defaults={"at": clock.now()})
    else:
        Watch.objects.filter(ticket=ticket, person=by).delete()
    tell(ticket, "watched" if on else "unwatched", by=by, internal=True)


@transaction.atomic
def move(ticket: Ticket, to: Desk, *, by: Person, reason: str, seen: int | None = None) -> Ticket:
    """Passes it to another desk with the reason; notes stay with the desk that wrote them; the mover keeps watching."""
    held = hold_unmerged(ticket, seen=seen, by=by)
    if held.desk_id == to.pk:
        return held
    if not reason.strip():
        raise ReasonMissing
    before, service = held.desk, held.service_id
    Watch.objects.get_or_create(ticket=held, person=by, defaults={"at": clock.now()})
    held.desk, held.assignee, held.service_id = to, None, _service_there_before(held, to)
    if held.turn == Ticket.Turn.OURS:
        _promise_again(held, clock.now())
    save(held)
    index_ticket(held)
    tell(
        held, "moved", by=by, before=before.name, to=to.name, left=before.pk, reason=reason.strip()[:200],
        service=service,
    )  # fmt: skip
    return held


def _promise_again(ticket: Ticket, now: datetime) -> None:
    """By the hours and targets of the desk that has it now, from when the person began to wait: way and back give
    nothing away. A time that was told in an answer stays.
    """
    if ticket.first_replied_at is None or ticket.due_at is None:
        since = now if ticket.first_replied_at else ticket.opened_at
        ticket.due_at = sla.respond_due(ticket.desk, ticket.priority, since)
    if ticket.due_at > now:
        ticket.overdue_since = None


def _service_there_before(ticket: Ticket, to: Desk) -> int | None:
    """Which of the desk's services it was about when it left there, if it ever was there."""
    for event in Event.objects.about("ticket", ticket.pk).filter(kind="ticket.moved").order_by("-id"):
        if event.data.get("left") == to.pk:
            known = Service.objects.filter(pk=event.data.get("service") or 0, desk=to).first()
            return known.pk if known else None
    return None


@transaction.atomic
def split(ticket: Ticket, messages: Sequence[Message], *, by: Person, subject: str) -> Ticket:
    """Takes messages of the requester out into a matter of their own, tied to the old one."""
    held, now = hold_unmerged(ticket), clock.now()
    ids = [message.pk for message in messages if message.ticket_id == held.pk]
    if not ids:
        raise NothingChosen
    if not held.messages.filter(side=Message.Side.REQUESTER).exclude(pk__in=ids).exists():
        raise NothingLeft
    part = Ticket(
        desk=held.desk,
        requester=held.requester,
        requester_words=held.requester_words,
        opened_by=by,
        channel=held.channel,
        service=held.service,
        subject=subject.strip()[:200] or held.subject,
        kind=held.kind,
        opened_at=now,
        changed_at=now,
        impact=held.impact,
        urgency=held.urgency,
        priority=held.priority,
        working_place=held.working_place,
    )
    ours(part, since=now)
    part.sort_at = now
    save(part)
    Message.objects.filter(pk__in=ids).update(ticket=part)
    Attachment.objects.filter(message__in=ids).update(ticket=part)
    Link.objects.create(ticket=part, other=held, kind=Link.Kind.SPLIT, by=by, at=now)
    index_ticket(part)
    index_ticket(held)
    save(held)
    tell(part, "split_from", by=by, other=held.pk)
    tell(held, "split", by=by, other=part.pk)
    return part


@transaction.atomic
def link(ticket: Ticket, other: Ticket, *, by: Person) -> None:
    if ticket.pk == other.pk:
        raise LinkedToItself
    held = hold(ticket)  # two at once are one after the other
    if _links(held, other).exists():
        raise LinkedAlready(label=other.label)
    Link.objects.create(ticket=held, other=other, kind=Link.Kind.RELATED, by=by, at=clock.now())
    tell(held, "linked", by=by, internal=True, other=other.pk, link=Link.Kind.RELATED)


@transaction.atomic
def unlink(ticket: Ticket, other: Ticket, *, by: Person) -> None:
    if _links(ticket, other).delete()[0]:
        tell(ticket, "unlinked", by=by, internal=True, other=other.pk)


def _links(one: Ticket, other: Ticket) -> Any:
    """From whichever side they were tied."""
    return Link.objects.filter(Q(ticket=one, other=other) | Q(ticket=other, other=one))
