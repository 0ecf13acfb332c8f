"""四点整理 and what moves with it: state, priority, deadline, steps."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.sla import queries as sla
from suketto.tickets.actions.changing import hold, hold_open, hold_unmerged, line, ours, save, tell, theirs, written
from suketto.tickets.actions.indexing import index_ticket
from suketto.tickets.actions.proving import refuse_unproved_step
from suketto.tickets.models import Step, Ticket, Triage
from suketto.tickets.order import priority_of
from suketto.tickets.refusals import ReasonMissing, SituationMissing

TOLD = 80  # letters of a step that its history repeats
SETTABLE = {
    "kind", "service", "impact", "urgency", "priority_reason", "deadline_at", "deadline_kind", "fallback_at",
    "working_place", "place", "device", "subject", "requester", "wanted", "tried", "stuck", "others",
}  # fmt: skip
BOXES = {"wanted", "tried", "stuck", "others"}


@transaction.atomic
def triage(
    ticket: Ticket,
    *,
    by: Person,
    situation: str,
    unknowns: str = "",
    goal: str = "",
    seen: int | None = None,
    **facts: Any,
) -> Triage:
    """Saves the four parts at once; a new ticket whose situation is known is 対応中 from here on."""
    held, now = hold_unmerged(ticket, seen=seen, by=by), clock.now()
    panel, _new = Triage.objects.update_or_create(
        ticket=held,
        defaults={
            "situation": written(situation, field="situation"), "unknowns": written(unknowns, field="unknowns"),
            "goal": written(goal, field="goal"), "by": by, "at": now,
        },
    )  # fmt: skip
    changed = set_held(held, facts)
    if held.state == Ticket.State.NEW and panel.situation:
        held.state, held.assignee = Ticket.State.WORKING, held.assignee or by
    save(held)
    tell(held, "triaged", by=by, internal=True, changed=changed, priority=held.priority)
    return panel


@transaction.atomic
def set_facts(ticket: Ticket, *, by: Person, seen: int | None = None, **facts: Any) -> list[str]:
    """Changes single facts (kind, service, impact, deadline, place …); gives the names that changed."""
    held = hold_unmerged(ticket, seen=seen, by=by)
    changed = set_held(held, facts)
    if changed:
        save(held)
        if BOXES & set(changed):
            index_ticket(held)
        tell(held, "facts_changed", by=by, internal=True, changed=changed, priority=held.priority)
    return changed


def set_held(ticket: Ticket, facts: dict[str, Any]) -> list[str]:
    """Changes facts of a held ticket, and what follows for its priority; the caller saves and tells."""
    unknown = set(facts) - SETTABLE
    if unknown:
        raise TypeError(f"not facts of a ticket: {sorted(unknown)}")
    changed = sorted(name for name, value in facts.items() if getattr(ticket, name) != value)
    for name in changed:
        value = written(facts[name], field=name) if name in BOXES else facts[name]
        setattr(ticket, name, line(value) if name in {"subject", "priority_reason", "place", "device"} else value)
    priority = priority_of(ticket.impact, ticket.urgency)
    if priority != ticket.priority:
        ticket.priority = priority
        _promise_anew(ticket)
    return changed


def _promise_anew(ticket: Ticket) -> None:
    """A new priority moves the promise, counted from when the matter arrived; a word already given by time stays."""
    if ticket.turn == Ticket.Turn.OURS and ticket.first_replied_at is None:
        ticket.due_at = sla.respond_due(ticket.desk_id, ticket.priority, ticket.opened_at)
        ticket.overdue_since = None


@transaction.atomic
def begin(ticket: Ticket, *, by: Person, seen: int | None = None) -> Ticket:
    """対応中; refused while 切り分け is empty (S16)."""
    held = hold_open(ticket, seen=seen, by=by)
    if not Triage.objects.filter(ticket=held).exclude(situation="").exists():
        raise SituationMissing
    held.state, held.assignee = Ticket.State.WORKING, held.assignee or by
    if held.turn != Ticket.Turn.OURS:
        ours(held, since=clock.now())
    save(held)
    tell(held, "begun", by=by)
    return held


@transaction.atomic
def wait(ticket: Ticket, *, by: Person | None, state: str, reason: str, seen: int | None = None) -> Ticket:
    """Hands the turn to the requester or the vendor; a pause without a reason is refused."""
    held = hold_open(ticket, seen=seen, by=by)
    if not reason.strip():
        raise ReasonMissing
    theirs(held, state)
    save(held)
    tell(held, "waiting", by=by, state=state, reason=line(reason))
    return held


@transaction.atomic
def add_step(
    ticket: Ticket, text: str, *, by: Person, owner: Person | None = None, due_at: datetime | None = None
) -> Step:
    """Puts a numbered step at the end of the way."""
    held = hold_unmerged(ticket)
    last = held.steps.order_by("-number").values_list("number", flat=True).first() or 0
    whose = owner or by
    step = Step.objects.create(
        ticket=held, number=last + 1, text=line(text, 300), owner=whose, owner_name=whose.full_name, due_at=due_at
    )
    tell(held, "step_added", by=by, internal=True, step=step.pk, text=step.text[:TOLD])
    return step


@transaction.atomic
def finish_step(step: Step, result: str, *, by: Person | None, reason: str = "", by_link: bool = False) -> Step:
    """Writes what came of a step; できない and やれない say why, and privileged work wants to know who asks (S35)."""
    if result in {Step.Result.CANNOT, Step.Result.WILL_NOT} and not reason.strip():
        raise ReasonMissing
    ticket = hold(step.ticket)
    if result == Step.Result.DONE:
        refuse_unproved_step(ticket, step)
    step.result, step.reason, step.result_at = result, line(reason), clock.now()
    step.save(update_fields=["result", "reason", "result_at"])
    place = ticket.steps.filter(Q(number__lt=step.number) | Q(number=step.number, pk__lte=step.pk)).count()
    tell(
        ticket, "step_done", by=by, internal=True, step=step.pk, result=result, place=place, text=step.text[:TOLD],
        reason=step.reason, **({"by_link": True} if by_link else {}),
    )  # fmt: skip
    return step


@transaction.atomic
def remove_step(step: Step, *, by: Person) -> None:
    ticket = hold(step.ticket)
    tell(ticket, "step_removed", by=by, internal=True, text=step.text)
    step.delete()


@transaction.atomic
def spend(ticket: Ticket, minutes: int, *, by: Person) -> Ticket:
    """Adds minutes of work to the time box."""
    held = hold(ticket)
    held.minutes_spent += max(0, min(minutes, 600))
    held.save(update_fields=["minutes_spent"])
    tell(held, "time_spent", by=by, internal=True, minutes=minutes)
    return held


@transaction.atomic
def mark_overdue(ticket: Ticket, now: datetime) -> bool:
    """The promise passed: 待ち超過, and one priority higher in the list (S18). Says whether it was so."""
    held = hold(ticket)
    if held.turn != Ticket.Turn.OURS or held.due_at is None or held.due_at > now or held.overdue_since is not None:
        return False
    held.overdue_since = held.due_at
    save(held)
    tell(held, "overdue", by=None, internal=True)
    return True
