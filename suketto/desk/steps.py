"""手段 as the ticket page shows it: the steps, those of a procedure under its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from suketto.tickets.models import Insertion, Step, Ticket


@dataclass(frozen=True, slots=True)
class Shown:
    """A step; `heads` is the procedure that begins with it, `withdrawable` while nothing came of that one."""

    step: Step
    heads: Insertion | None = None
    withdrawable: bool = False


def steps_of(ticket: Ticket) -> Sequence[Shown]:
    steps = list(ticket.steps.select_related("insertion__version"))
    begun = {step.insertion_id for step in steps if step.result != Step.Result.OPEN}
    shown, before = [], None
    for step in steps:
        begins = step.insertion_id is not None and step.insertion_id != before
        shown.append(Shown(step, step.insertion if begins else None, step.insertion_id not in begun))
        before = step.insertion_id
    return shown
