"""The same act on many tickets, and the way back. Each ticket has its own event, as if done one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suketto.foundation.refusals import Refusal
from suketto.people.models import Desk, Person, Role
from suketto.tickets.actions import moving, triaging
from suketto.tickets.actions.changing import hold, save, tell
from suketto.tickets.actions.indexing import index_ticket
from suketto.tickets.models import Ticket, Watch

SALT = "suketto.bulk"
UNDO_SECONDS = 600
# What these acts change, and what follows from it.
KEPT = ("desk_id", "assignee_id", "service_id", "impact", "urgency", "priority", "due_at", "overdue_since")
FACTS = ("impact", "urgency", "service_id")


@dataclass(frozen=True, slots=True)
class Done:
    """How many were changed, how many were so already, what was refused and why, and the key that undoes it."""

    count: int
    same: int
    refused: list[tuple[Ticket, str]]
    undo: str


def assign(tickets: Sequence[Ticket], to: Person | None, *, by: Person) -> Done:
    return _each(tickets, lambda ticket: moving.assign(ticket, to, by=by), by=by)


def prioritise(tickets: Sequence[Ticket], *, impact: int, urgency: int, by: Person) -> Done:
    return _each(tickets, lambda ticket: triaging.set_facts(ticket, by=by, impact=impact, urgency=urgency), by=by)


def move(tickets: Sequence[Ticket], to: Desk, *, reason: str, by: Person) -> Done:
    return _each(tickets, lambda ticket: moving.move(ticket, to, by=by, reason=reason), by=by)


def _each(tickets: Sequence[Ticket], act: Callable[[Ticket], Any], *, by: Person) -> Done:
    before: list[dict[str, Any]] = []
    refused: list[tuple[Ticket, str]] = []
    same = 0
    for ticket in tickets:
        try:
            was = _changed_by(act, ticket, by=by)
        except Refusal as refusal:
            refused.append((ticket, str(refusal)))
            continue
        if was is None:
            same += 1
        else:
            before.append(was)
    return Done(len(before), same, refused, signing.dumps(before, salt=SALT, compress=True))


@transaction.atomic
def _changed_by(act: Callable[[Ticket], Any], ticket: Ticket, *, by: Person) -> dict[str, Any] | None:
    """What stood there before the act, with the version that it left; None where nothing changed."""
    held = hold(ticket)
    was = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in _kept(held).items()}
    watched = Watch.objects.filter(ticket=held, person=by).exists()
    act(held)
    version: int = Ticket.objects.values_list("version", flat=True).get(pk=held.pk)
    return None if version == held.version else {"id": held.pk, "version": version, "watched": watched, "was": was}


def _kept(ticket: Ticket) -> dict[str, Any]:
    return {name: getattr(ticket, name) for name in KEPT}


def undo(key: str, *, by: Person) -> tuple[int, int]:
    """Puts back what nobody has touched since; gives how many, and how many had to be left. Refuses an old key."""
    try:
        before = signing.loads(key, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise TooLateToUndo from error
    restored = sum(_restore(each, by=by) for each in before)
    return restored, len(before) - restored


@transaction.atomic
def _restore(before: dict[str, Any], *, by: Person) -> bool:
    """The row as it stood, with its service and its promise; for members of the desk that it stood at."""
    was = before["was"]
    found = Ticket.objects.visible_to(by).filter(pk=before["id"]).first()
    if found is None or was["desk_id"] not in by.standing.desk_ids:
        return False
    held = hold(found)
    if held.version != before["version"]:
        return False
    now = _kept(held)
    for name, value in was.items():
        setattr(held, name, parse_datetime(value) if name in {"due_at", "overdue_since"} and value else value)
    roles = Role.objects.in_force().filter(person=held.assignee_id, desk=held.desk_id)
    if held.assignee_id is not None and not roles.exists():
        held.assignee = None
    save(held)
    if held.desk_id != now["desk_id"] and not before["watched"]:
        Watch.objects.filter(ticket=held, person=by).delete()
    _tell_what_came_back(held, now, by=by)
    return True


def _tell_what_came_back(held: Ticket, now: dict[str, Any], *, by: Person) -> None:
    if held.desk_id != now["desk_id"]:
        left = Desk.objects.get(pk=now["desk_id"])
        index_ticket(held)
        tell(held, "moved", by=by, before=left.name, to=held.desk.name, left=left.pk, reason=_("元に戻す"))
    changed = [name.removesuffix("_id") for name in FACTS if getattr(held, name) != now[name]]
    if changed:
        tell(held, "facts_changed", by=by, internal=True, changed=changed, priority=held.priority)
    if held.assignee_id != now["assignee_id"]:
        name = held.assignee.full_name if held.assignee else ""
        tell(held, "assigned", by=by, to=held.assignee_id, name=name)


class TooLateToUndo(Refusal):
    message = gettext_lazy("元に戻せるのは10分以内です。案件を開いて直してください。")
