"""Whose it is and what it is tied to: assign, watch, move, merge, split, link."""

from collections.abc import Sequence

from django.db import transaction

from suketto.foundation import clock
from suketto.people.models import Desk, Person, Role
from suketto.search import actions as search
from suketto.sla import queries as sla
from suketto.tickets.actions.changing import hold, ours, save, tell
from suketto.tickets.actions.indexing import index_ticket, learnt_from
from suketto.tickets.actions.resolving import end
from suketto.tickets.models import Attachment, Link, Message, Note, Resolution, Ticket, Watch
from suketto.tickets.refusals import (
    AlreadyResolved,
    DifferentRequester,
    NothingChosen,
    NotMember,
    ReasonMissing,
    SameTicket,
)


@transaction.atomic
def assign(ticket: Ticket, to: Person | None, *, by: Person | None, seen: int | None = None) -> Ticket:
    """Gives the ticket to a member of its desk, or back to the common list (None)."""
    held = hold(ticket, seen=seen, by=by)
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
    held = hold(ticket, seen=seen, by=by)
    if held.desk_id == to.pk:
        return held
    if not reason.strip():
        raise ReasonMissing
    before = held.desk
    Watch.objects.get_or_create(ticket=held, person=by, defaults={"at": clock.now()})
    held.desk, held.assignee, held.service = to, None, None
    if held.turn == Ticket.Turn.OURS:
        held.due_at = sla.respond_due(to, held.priority, clock.now())
        held.overdue_since = None
    save(held)
    index_ticket(held)
    tell(held, "moved", by=by, before=before.name, to=to.name, left=before.pk, reason=reason.strip()[:200])
    return held


@transaction.atomic
def merge(ticket: Ticket, into: Ticket, *, by: Person, seen: int | None = None) -> Ticket:
    """The words of `ticket` go on in `into`; refused between different requesters, who would read each other."""
    if ticket.pk == into.pk:
        raise SameTicket
    held, target = hold(ticket, seen=seen, by=by), hold(into)
    if held.requester_id != target.requester_id:
        raise DifferentRequester
    if held.state == Ticket.State.MERGED:
        raise AlreadyResolved
    Message.objects.filter(ticket=held).update(ticket=target)
    Note.objects.filter(ticket=held).update(ticket=target)
    Attachment.objects.filter(ticket=held).update(ticket=target)
    if held.open:
        end(held, how=Resolution.How.MERGED, by=by)
    if target.open:
        search.unlearn(learnt_from(held))  # the matter goes on there: what answered it is not known yet
    held.state, held.merged_into = Ticket.State.MERGED, target
    save(held)
    save(target)
    index_ticket(held)
    index_ticket(target)
    tell(held, "merged", by=by, into=target.pk)
    tell(target, "absorbed", by=by, other=held.pk)
    return target


@transaction.atomic
def split(ticket: Ticket, messages: Sequence[Message], *, by: Person, subject: str) -> Ticket:
    """Takes messages of the requester out into a matter of their own, tied to the old one."""
    held, now = hold(ticket), clock.now()
    ids = [message.pk for message in messages if message.ticket_id == held.pk]
    if not ids:
        raise NothingChosen
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
    tell(held, "split", by=by, internal=True, other=part.pk)
    return part


@transaction.atomic
def link(ticket: Ticket, other: Ticket, *, by: Person) -> None:
    if ticket.pk == other.pk:
        raise SameTicket
    if not Link.objects.filter(ticket=other, other=ticket).exists():
        Link.objects.get_or_create(
            ticket=ticket, other=other, defaults={"kind": Link.Kind.RELATED, "by": by, "at": clock.now()}
        )
    tell(ticket, "linked", by=by, internal=True, other=other.pk, link=Link.Kind.RELATED)


@transaction.atomic
def unlink(ticket: Ticket, other: Ticket, *, by: Person) -> None:
    Link.objects.filter(ticket=ticket, other=other).delete()
    Link.objects.filter(ticket=other, other=ticket).delete()
    tell(ticket, "unlinked", by=by, internal=True, other=other.pk)
