"""The steps of a procedure as they are written down. No database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from suketto.foundation.text import clean, clip
from suketto.procedures.refusals import MinutesOutOfRange, StepEmpty, StepPointsNowhere, TooManySteps
from suketto.procedures.walking import GIVEN_UP, SOLVED, Oddities, oddities

STEPS_MAX = 60
MINUTES_MAX = 600


# As `Instruction.Manner`, which this file does not read: it knows no database.
MANNERS = ("act", "ask", "desk", "privileged")


@dataclass(frozen=True, slots=True)
class Line:
    """One step; `then` and `otherwise` are the numbers to go on with on できた and できない.

    Without one the next follows; 0 says on できた that the trouble is over, on できない that the way ends there.
    """

    text: str
    expect: str = ""
    minutes: int = 0
    otherwise: int | None = None
    then: int | None = None
    manner: str = "act"


def checked(lines: Sequence[Line]) -> list[Line]:
    """The steps as they may be stored; refuses an empty one, one that points nowhere or at itself, and odd minutes."""
    if len(lines) > STEPS_MAX:
        raise TooManySteps(limit=STEPS_MAX)
    kept = []
    for number, line in enumerate(lines, start=1):
        text, expect = clip(clean(line.text), 300), clip(clean(line.expect), 300)
        if not text:
            raise StepEmpty(number=number)
        elsewhere = set(range(1, len(lines) + 1)) - {number}
        if line.otherwise not in {None, GIVEN_UP, *elsewhere} or line.then not in {None, SOLVED, *elsewhere}:
            raise StepPointsNowhere(number=number)
        if not 0 <= line.minutes <= MINUTES_MAX:
            raise MinutesOutOfRange
        manner = line.manner if line.manner in MANNERS else "act"
        kept.append(replace(line, text=text, expect=expect, manner=manner))
    return kept


@dataclass(frozen=True, slots=True)
class Row:
    """One step as it stands in the form: exactly what was typed, whatever it is."""

    text: str = ""
    expect: str = ""
    minutes: str = ""
    otherwise: str = ""
    then: str = ""
    manner: str = ""

    @property
    def blank(self) -> bool:
        return not (self.text.strip() or self.expect.strip() or self.minutes.strip())


def arranged(rows: Sequence[Row], act: str) -> list[Row]:
    """The rows after "add", "add-2" (below the second), "up-2", "down-2" or "remove-2"; references move along."""
    what, _, typed = act.partition("-")
    at = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    order = list(range(1, len(rows) + 1))
    if what == "add":
        order.insert(at if 0 < at <= len(rows) else len(rows), 0)
    elif what in {"up", "down"} and at in order:
        other = at + (1 if what == "down" else -1)
        if other in order:
            order[at - 1], order[other - 1] = order[other - 1], order[at - 1]
    elif what == "remove" and at in order:
        order.remove(at)
    return _reordered(rows, order)


def without_blanks(rows: Sequence[Row]) -> list[Row]:
    """The rows that say something; references move along."""
    return _reordered(rows, [number for number, row in enumerate(rows, start=1) if not row.blank])


def _reordered(rows: Sequence[Row], order: Sequence[int]) -> list[Row]:
    """The rows in a new order of their old numbers (0: a new one); a reference to what is gone ends the way."""
    new = {str(old): str(number) for number, old in enumerate(order, start=1) if old}
    ends = {str(SOLVED): str(SOLVED)}
    moved = []
    for old in order:
        row = rows[old - 1] if old else Row()
        moved.append(replace(row, otherwise=(new | ends).get(row.otherwise, ""), then=(new | ends).get(row.then, "")))
    return moved


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """What the form says; refuses minutes that are no number."""
    return [
        Line(
            row.text, row.expect, _minutes(row.minutes), _number(row.otherwise), _number(row.then), row.manner or "act"
        )
        for row in rows
    ]


def oddities_of(rows: Sequence[Row]) -> Oddities:
    """What is odd about the ways of a form that may be half done; references to nowhere are told when it is saved."""
    bare = [replace(row, minutes="") for row in rows]
    known = {None, SOLVED, *range(1, len(bare) + 1)}
    lines = [line for line in lines_of(bare) if {line.then, line.otherwise} <= known]
    return oddities(lines) if len(lines) == len(bare) else Oddities()


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 4 else None


def _minutes(typed: str) -> int:
    text = typed.strip()
    if not text:
        return 0
    if not text.isdecimal() or len(text) > 3 or int(text) > MINUTES_MAX:
        raise MinutesOutOfRange
    return int(text)
