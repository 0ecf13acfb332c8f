"""The same act on many tickets, and the way back. Each ticket has its own event, as if done one by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction

from suketto.foundation.refusals import Refusal
from suketto.people.models import Desk, Person
from suketto.tickets.actions import moving, triaging
from suketto.tickets.models import Ticket

SALT = "suketto.bulk"
UNDO_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Done:
    """How many were changed, what was refused with its reason, and the key that undoes it for ten minutes."""

    count: int
    refused: list[tuple[Ticket, str]]
    undo: str


def assign(tickets: Sequence[Ticket], to: Person | None, *, by: Person) -> Done:
    return _each(tickets, lambda ticket: moving.assign(ticket, to, by=by))


def prioritise(tickets: Sequence[Ticket], *, impact: int, urgency: int, by: Person) -> Done:
    return _each(tickets, lambda ticket: triaging.set_facts(ticket, by=by, impact=impact, urgency=urgency))


def move(tickets: Sequence[Ticket], to: Desk, *, reason: str, by: Person) -> Done:
    return _each(tickets, lambda ticket: moving.move(ticket, to, by=by, reason=reason))


def _each(tickets: Sequence[Ticket], act: Callable[[Ticket], Any]) -> Done:
    before: list[dict[str, int | None]] = []
    refused: list[tuple[Ticket, str]] = []
    for ticket in tickets:
        was = {
            "id": ticket.pk, "assignee": ticket.assignee_id, "impact": ticket.impact, "urgency": ticket.urgency,
            "desk": ticket.desk_id,
        }  # fmt: skip
        try:
            act(ticket)
        except Refusal as refusal:
            refused.append((ticket, str(refusal)))
            continue
        version = Ticket.objects.values_list("version", flat=True).get(pk=ticket.pk)
        before.append({**was, "version": version})
    return Done(len(before), refused, signing.dumps(before, salt=SALT))


def undo(key: str, *, by: Person) -> int:
    """Puts back what nobody has touched since; gives how many. Refuses a key that is old or not ours."""
    try:
        before = signing.loads(key, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise TooLateToUndo from error
    restored = 0
    for was in before:
        restored += _restore(was, by=by)
    return restored


@transaction.atomic
def _restore(was: dict[str, int], *, by: Person) -> bool:
    ticket = Ticket.objects.visible_to(by).filter(pk=was["id"], version=was["version"]).first()
    if ticket is None:
        return False
    if ticket.desk_id != was["desk"]:
        moving.move(ticket, Desk.objects.get(pk=was["desk"]), by=by, reason="元に戻す")
    triaging.set_facts(ticket, by=by, impact=was["impact"], urgency=was["urgency"])
    moving.assign(ticket, Person.objects.filter(pk=was["assignee"]).first(), by=by)
    return True


class TooLateToUndo(Refusal):
    message = "元に戻せるのは10分以内です。案件を開いて直してください。"
