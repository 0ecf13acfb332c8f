"""手段 as the ticket page shows it: the steps, those of a procedure under its name, in the ticket's own numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from suketto.tickets.models import Insertion, Step, Ticket

# "手順3へ", "手順 ３", "step 3"; not "FAQの手順3", which is somebody else's.
REFERENCE = re.compile(r"(?<!の)(手順|[Ss]teps?)(\s*)([0-9０-９]{1,2})(?![0-9０-９])")


@dataclass(frozen=True, slots=True)
class Shown:
    """A step at its place; `otherwise` is the place to go on at when it cannot be done.

    `heads` is the procedure that begins with it, `withdrawable` while nothing came of that one.
    """

    step: Step
    text: str
    expect: str
    otherwise: int | None = None
    heads: Insertion | None = None
    withdrawable: bool = False


def steps_of(ticket: Ticket) -> Sequence[Shown]:
    """A procedure counts its steps from one; here they stand after others, so what it says of numbers is told anew."""
    steps = list(ticket.steps.select_related("insertion__version", "instruction"))
    begun = {step.insertion_id for step in steps if step.result != Step.Result.OPEN}
    places: dict[int | None, dict[int, int]] = {}
    for place, step in enumerate(steps, start=1):
        if step.instruction is not None:
            places.setdefault(step.insertion_id, {})[step.instruction.number] = place
    shown, before = [], None
    for step in steps:
        own = places.get(step.insertion_id, {})
        begins = step.insertion_id is not None and step.insertion_id != before
        shown.append(
            Shown(
                step, _told(step.text, own), _told(step.expect, own),
                otherwise=own.get(step.instruction.otherwise or 0) if step.instruction else None,
                heads=step.insertion if begins else None, withdrawable=step.insertion_id not in begun,
            )
        )  # fmt: skip
        before = step.insertion_id
    return shown


def _told(text: str, places: Mapping[int, int]) -> str:
    """The numbers of a procedure's text as places in the ticket; a step that was taken out stays the procedure's."""

    def place(found: re.Match[str]) -> str:
        number = int(found[3])
        if number in places:
            return f"{found[1]}{found[2]}{places[number]}"
        return _("手順書の手順 %s") % number

    return REFERENCE.sub(place, text) if places else text


@dataclass(frozen=True, slots=True)
class Inserted:
    """Where the steps of a procedure stand in a ticket."""

    first: int
    last: int


def inserted_in(ticket: Ticket) -> dict[int, Inserted]:
    """The procedures that stand in 手段 now, by number; of one that stands there twice the later place."""
    found: dict[int, Inserted] = {}
    rows = ticket.steps.values_list("insertion__version__procedure_id", "insertion_id")
    at: dict[int, list[int]] = {}
    for place, (procedure, insertion) in enumerate(rows, start=1):
        if procedure is not None:
            at.setdefault(insertion, []).append(place)
            found[procedure] = Inserted(at[insertion][0], place)
    return found
