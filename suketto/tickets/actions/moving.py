"""Whose it is and what it is tied to: assign, watch, move, merge, split, link."""

import re
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from suketto.foundation import clock
from suketto.people import telephone
from suketto.people.models import Desk, Person, Role
from suketto.search import actions as search
from suketto.sla import queries as sla
from suketto.tickets.actions.changing import hold, hold_unmerged, ours, save, tell
from suketto.tickets.actions.indexing import index_ticket, learnt_from
from suketto.tickets.actions.resolving import end
from suketto.tickets.models import Attachment, Link, Message, Note, Resolution, Ticket, Watch
from suketto.tickets.queries import end_of
from suketto.tickets.refusals import (
    DifferentRequester,
    LinkedAlready,
    LinkedToItself,
    MergedInRing,
    MergedIntoThis,
    MergedOutOfReach,
    NobodyKnown,
    NothingChosen,
    NothingLeft,
    NotMember,
    ReasonMissing,
    SameTicket,
)

NO_NAME = {
    "不明",
    "未確認",
    "名前不明",
    "氏名不明",
    "不詳",
    "分からない",
    "わからない",
    "名乗らず",
    "聞けず",
    "匿名",
    "なし",
}


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
    """The words of `ticket` go on in `into`, or where `into` itself was merged; what was merged here follows them.

    Refused between different requesters, who would read each other.
    """
    held, target = _hold_both(ticket, into, by=by, seen=seen)
    if _asked_by(held) != _asked_by(target):
        raise DifferentRequester
    if held.requester_id is None and _nameless(held.requester_words):
        raise NobodyKnown
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
    Ticket.objects.filter(merged_into=held).update(merged_into=target)  # one step from any of them to the end
    index_ticket(held)
    index_ticket(target)
    tell(held, "merged", by=by, into=target.pk)
    tell(target, "absorbed", by=by, other=held.pk)
    return target


def _hold_both(ticket: Ticket, into: Ticket, *, by: Person, seen: int | None) -> tuple[Ticket, Ticket]:
    """Both rows, the lower number first, so that two who merge crosswise wait for each other and not in a ring."""
    if ticket.pk == into.pk:
        raise SameTicket
    end = end_of(into)
    first = {number: hold(Ticket(pk=number)) for number in sorted({ticket.pk, end.pk})}
    held, target = hold_unmerged(ticket, seen=seen, by=by), first[end.pk]
    if held.pk == target.pk:
        raise MergedIntoThis(label=into.label)
    if target.state == Ticket.State.MERGED:
        if end_of(target).state == Ticket.State.MERGED:
            raise MergedInRing(label=into.label)
        return _hold_both(ticket, target, by=by, seen=seen)  # somebody merged it while this waited
    if target.pk != into.pk and target.desk_id not in by.standing.desk_ids:
        raise MergedOutOfReach(label=into.label, end=target.label, desk=target.desk.name_here)
    return held, target


def _asked_by(ticket: Ticket) -> tuple[int | None, str]:
    """Two whom the house does not know are the same person only where the same was said of them."""
    return ticket.requester_id, "" if ticket.requester_id else ticket.requester_words


def _nameless(words: str) -> bool:
    """Words that many share and that say of nobody who they are: nothing, 「不明」, a hidden number."""
    bare = re.sub(r"[\s\W_]|さん$|様$", "", words)
    return not bare or bare in NO_NAME or bool(telephone.read(words).hidden)


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
