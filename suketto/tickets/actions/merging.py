"""Two tickets that are one matter become one."""

import re
from datetime import datetime

from django.db import transaction

from suketto.people import telephone
from suketto.people.models import Person
from suketto.search import actions as search
from suketto.tickets.actions.changing import hold, hold_unmerged, save, tell
from suketto.tickets.actions.indexing import index_ticket, learnt_from
from suketto.tickets.actions.resolving import end
from suketto.tickets.models import Attachment, Insertion, Message, Note, Resolution, Step, Ticket, Triage, Watch
from suketto.tickets.queries import end_of
from suketto.tickets.refusals import (
    DifferentRequester,
    MergedInRing,
    MergedIntoThis,
    MergedOutOfReach,
    NobodyKnown,
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
BOXES = ("wanted", "tried", "stuck", "others", "working_place", "place", "device")
TRIAGE = ("situation", "unknowns", "goal")


@transaction.atomic
def merge(ticket: Ticket, into: Ticket, *, by: Person, seen: int | None = None) -> Ticket:
    """The words of `ticket` go on in `into`, or where `into` itself was merged; what was merged here follows them.

    What was found out goes with them (`_carry_over`). Refused between different requesters, who would read each other.
    """
    held, target = _hold_both(ticket, into, by=by, seen=seen)
    if _asked_by(held) != _asked_by(target):
        raise DifferentRequester
    if held.requester_id is None and _nameless(held.requester_words):
        raise NobodyKnown
    Message.objects.filter(ticket=held).update(ticket=target)
    Note.objects.filter(ticket=held).update(ticket=target)
    Attachment.objects.filter(ticket=held).update(ticket=target)
    _carry_over(held, target)
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


def _carry_over(held: Ticket, target: Ticket) -> None:
    """Boxes and triage fill what stands empty there, steps follow behind, whoever watches goes on watching.

    Of two open ones the stronger priority, the earlier deadline and the earlier promise hold; what is owed is owed.
    """
    for name in BOXES:
        setattr(target, name, getattr(target, name) or getattr(held, name))
    _triage_over(held, target)
    behind = target.steps.order_by("-number").values_list("number", flat=True).first() or 0
    for number, step in enumerate(held.steps.all(), behind + 1):
        Step.objects.filter(pk=step.pk).update(ticket=target, number=number)
    Insertion.objects.filter(ticket=held).update(ticket=target)
    for watch in Watch.objects.filter(ticket=held):
        Watch.objects.get_or_create(ticket=target, person_id=watch.person_id, defaults={"at": watch.at})
    if held.open and target.open:
        _weigh_together(held, target)


def _triage_over(held: Ticket, target: Ticket) -> None:
    found = Triage.objects.filter(ticket=held).first()
    if found is None:
        return
    there, made = Triage.objects.get_or_create(
        ticket=target, defaults={"by": found.by, "at": found.at} | {name: getattr(found, name) for name in TRIAGE}
    )
    if not made:
        for name in TRIAGE:
            setattr(there, name, getattr(there, name) or getattr(found, name))
        there.save()


def _weigh_together(held: Ticket, target: Ticket) -> None:
    if held.priority < target.priority:
        _take(target, held, "impact", "urgency", "priority", "priority_reason")
    if _sooner(held.deadline_at, target.deadline_at):
        _take(target, held, "deadline_at", "deadline_kind", "fallback_at")
    if held.desk_id == target.desk_id:
        target.assignee, target.service = target.assignee or held.assignee, target.service or held.service
    if held.turn == Ticket.Turn.OURS:
        if target.turn == Ticket.Turn.THEIRS:
            target.turn = Ticket.Turn.OURS
            target.state = Ticket.State.WORKING if target.first_replied_at else Ticket.State.NEW
        if _sooner(held.due_at, target.due_at):
            _take(target, held, "due_at", "overdue_since")


def _take(target: Ticket, held: Ticket, *names: str) -> None:
    for name in names:
        setattr(target, name, getattr(held, name))


def _sooner(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one < other)
