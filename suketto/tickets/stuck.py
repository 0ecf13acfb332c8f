"""Where people get stuck in a procedure: for whoever cares for it, about steps and never about people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db import transaction

from suketto.foundation import clock
from suketto.procedures.models import Instruction, Procedure, Version
from suketto.tickets.models import Attempt, Run, Step
from suketto.trail.actions import record

LOOKED_BACK = timedelta(days=90)
OFTEN = 3  # as many できない・やれない at one step are worth a word to the owner
ATTEMPTS_MAX = 20_000


@dataclass(slots=True)
class At:
    """One step of the version in use: how it went, in counts, and the median of its seconds (None: not measured)."""

    instruction: Instruction
    done: int = 0
    cannot: int = 0
    will_not: int = 0
    seconds: list[int] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def stuck(self) -> int:
        """A question answered with いいえ is a way on, not a place where one gets stuck."""
        return self.will_not + (0 if self.instruction.asks else self.cannot)

    @property
    def tried(self) -> int:
        return self.done + self.cannot + self.will_not

    @property
    def median_seconds(self) -> int | None:
        return round(median(self.seconds)) if self.seconds else None

    @property
    def often(self) -> bool:
        return self.stuck >= OFTEN

    @property
    def top_reasons(self) -> list[tuple[str, int]]:
        return self.reasons.most_common(3)


@dataclass(frozen=True, slots=True)
class Report:
    """The runs of the last 90 days through the version in use."""

    runs: int
    solved: int
    steps: Sequence[At]

    @property
    def worst(self) -> list[At]:
        return sorted((step for step in self.steps if step.often), key=lambda step: -step.stuck)


def report_of(version: Version, *, since: datetime | None = None) -> Report:
    """What came of it since then (90 days); tried steps only are counted, undone results never."""
    begun = since or clock.now() - LOOKED_BACK
    ends = list(Run.objects.filter(insertion__version=version, begun_at__gte=begun).values_list("end", flat=True))
    steps = {row.pk: At(row) for row in version.instructions.all()}
    attempts = Attempt.objects.filter(run__insertion__version=version, at__gte=begun, undone_at=None)
    for fact in attempts.values_list("step__instruction_id", "result", "reason", "seconds")[:ATTEMPTS_MAX]:
        if fact[0] in steps:
            _count(steps[fact[0]], *fact[1:])
    return Report(len(ends), ends.count(Run.End.SOLVED), list(steps.values()))


def _count(step: At, result: str, reason: str, seconds: int | None) -> None:
    if result == Step.Result.OPEN:
        return
    setattr(step, result, getattr(step, result) + 1)
    if seconds is not None:
        step.seconds.append(seconds)
    if reason and result != Step.Result.DONE:
        step.reasons[reason] += 1


@transaction.atomic
def tell_of_trouble(since: datetime) -> None:
    """One event for each procedure at which people got stuck since then; its owner's bell hears it."""
    for procedure, report in procedures_with_trouble(since):
        worst = [step.instruction.number for step in report.worst]
        record("procedure.stuck", procedure, by=None, desk_id=procedure.desk_id, internal=True, steps=worst)


def procedures_with_trouble(since: datetime) -> Iterable[tuple[Procedure, Report]]:
    """Procedures in use at which somebody got stuck since then, with what is to be told of them."""
    versions = Attempt.objects.filter(at__gte=since, undone_at=None, result__in=["cannot", "will_not"])
    numbers = versions.values_list("run__insertion__version_id", flat=True).distinct()
    for procedure in (
        Procedure.objects.in_use().filter(published__in=list(numbers)).select_related("published", "owner")
    ):
        if procedure.published is not None:
            report = report_of(procedure.published)
            if report.worst:
                yield procedure, report
