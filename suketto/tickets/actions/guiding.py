"""手順案内: a procedure is walked through, by the desk on the telephone or by the colleague with a link."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.procedures.models import Instruction, Version
from suketto.procedures.walking import REFUSALS_MAX, follow
from suketto.tickets.actions.answering import reply
from suketto.tickets.actions.changing import already, hold, hold_unmerged, line, tell
from suketto.tickets.actions.inserting import insert_procedure
from suketto.tickets.actions.triaging import finish_step
from suketto.tickets.models import Attempt, Insertion, Message, Run, Step, Ticket
from suketto.tickets.refusals import AlreadyResolved, OnlyTheDesk, ReasonMissing, RunEnded, StepMoved

LONGEST_STEP = timedelta(minutes=30)  # beyond that somebody left the screen: no figure is better than a wrong one
LINK_GOOD_FOR = timedelta(days=7)


@transaction.atomic
def begin_run(ticket: Ticket, version: Version, *, by: Person) -> Run:
    """Begins at the first step; goes on with one that was begun or left, and takes one that stands there untouched."""
    held, now = hold_unmerged(ticket), clock.now()
    if not held.open:
        raise AlreadyResolved
    same = held.insertions.filter(version__procedure_id=version.procedure_id, undone_at=None)
    going: Run | None = Run.objects.filter(insertion__in=same, end__in=["", Run.End.LEFT]).last()
    if going is not None:
        return _resumed(going)
    untouched: Insertion | None = same.filter(run=None).exclude(steps__result__in=["done", "cannot", "will_not"]).last()
    insertion = untouched or insert_procedure(held, version, by=by)
    first = insertion.steps.first()
    run = Run.objects.create(insertion=insertion, step=first, since=now, begun_at=now, begun_by=by)
    tell(held, "run_begun", by=by, internal=True, run=run.pk, name=insertion.version.name)
    return run


def _open_ticket(run: Run) -> Ticket:
    """A matter that is done has no steps any more; it is reopened first."""
    ticket = hold(run.ticket)
    if not ticket.open:
        raise AlreadyResolved
    return ticket


def _resumed(run: Run) -> Run:
    if run.ended_at is not None:
        run.end, run.ended_at, run.since = "", None, clock.now()
        run.save(update_fields=["end", "ended_at", "since"])
    return run


@transaction.atomic
def record_result(
    run: Run, result: str, *, by: Person | None, step: int, reason_kind: str = "", reason: str = "",
    by_link: bool = False,
) -> Attempt:  # fmt: skip
    """What came of the present step, and on to the next; a second press of the same button does nothing more.

    「やれない」 wants one of the reasons; of a question it is no "no", and the next step follows. The desk's own steps
    are not for whoever has the link.
    """
    ticket, now = hold(run.ticket), clock.now()
    held: Run = Run.objects.select_for_update(of=("self",)).select_related("insertion__ticket", "step").get(pk=run.pk)
    if not ticket.open:
        raise AlreadyResolved
    if held.step_id != step:
        return _again(held, step, result)
    present = held.step
    if present is None or held.ended_at is not None:
        raise RunEnded
    if by_link and present.instruction is not None and present.instruction.by_desk:
        raise OnlyTheDesk
    if result == Step.Result.WILL_NOT and reason_kind not in Attempt.Reason.values:
        raise ReasonMissing
    told = line(reason) or (str(Attempt.Reason(reason_kind).label) if reason_kind else "")
    attempt = Attempt.objects.create(
        run=held, step=present, result=result, reason_kind=reason_kind, reason=told, by=by, by_link=by_link, at=now,
        seconds=_seconds(now - held.since),
    )  # fmt: skip
    finish_step(present, result, by=by, reason=told or _usual_reason(present, result), by_link=by_link)
    _go_on(held, present, result)
    _close_if_ended(held, ticket, by=by, by_link=by_link)
    return attempt


def _again(run: Run, step: int, result: str) -> Attempt:
    """The same result of the same step once more is a double click; another one comes too late."""
    last = run.attempts.filter(undone_at=None).last()
    if last is not None and (last.step_id, last.result) == (step, result):
        return last
    raise StepMoved


def _seconds(passed: timedelta) -> int | None:
    return max(0, int(passed.total_seconds())) if passed <= LONGEST_STEP else None


def _usual_reason(step: Step, result: str) -> str:
    """What a step that was not done says when nobody was asked for more, so as not to hold up the call."""
    if result != Step.Result.CANNOT:
        return ""
    return _("いいえ") if step.instruction is not None and step.instruction.asks else _("やってみたができなかった")


def _go_on(run: Run, present: Step, result: str) -> None:
    """To the step that the version names, or past those that were taken out of the ticket."""
    stops = list(run.insertion.version.instructions.all())
    steps = {step.instruction.number: step for step in _steps(run) if step.instruction is not None}
    number = present.instruction.number if present.instruction is not None else 0
    place = follow(stops, number, result)
    at = place.number
    while at is not None and at not in steps and at < len(stops):
        at += 1
    run.step, run.since, run.end = steps.get(at or 0), clock.now(), place.end
    if run.step is None and not run.end:
        run.end = Run.End.THROUGH
    run.ended_at = clock.now() if run.end else None


def _steps(run: Run) -> QuerySet[Step]:
    return run.insertion.steps.select_related("instruction")


def _close_if_ended(run: Run, ticket: Ticket, *, by: Person | None, by_link: bool = False) -> None:
    run.save(update_fields=["step", "since", "end", "ended_at"])
    if run.ended_at is not None:
        facts = {"run": run.pk, "end": run.end, "name": run.insertion.version.name, "by_link": by_link}
        tell(ticket, "run_ended", by=by, internal=True, **facts)


@transaction.atomic
def step_back(run: Run, *, by: Person) -> Run:
    """Takes the last result back; at the beginning it does nothing."""
    ticket = _open_ticket(run)
    held: Run = Run.objects.select_for_update(of=("self",)).select_related("insertion__ticket").get(pk=run.pk)
    last = held.attempts.filter(undone_at=None).select_related("step").last()
    if last is None:
        return held
    last.undone_at = clock.now()
    last.save(update_fields=["undone_at"])
    finish_step(last.step, Step.Result.OPEN, by=by)
    held.step, held.since, held.end, held.ended_at = last.step, clock.now(), "", None
    _close_if_ended(held, ticket, by=by)
    return held


@transaction.atomic
def leave_run(run: Run, *, by: Person) -> Run:
    """The way is given up in the middle; what came of its steps stays."""
    ticket = hold(run.ticket)
    held: Run = Run.objects.select_for_update(of=("self",)).select_related("insertion__version").get(pk=run.pk)
    if held.ended_at is None:
        held.end, held.ended_at = Run.End.LEFT, clock.now()
        _close_if_ended(held, ticket, by=by)
    return held


@transaction.atomic
def make_link(run: Run, *, by: Person) -> str:
    """The secret of a link with which the colleague goes on alone; one made before no longer opens anything."""
    ticket = _open_ticket(run)
    held: Run = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if held.ended_at is not None:
        raise RunEnded
    secret = secrets.token_urlsafe(24)
    held.link_hash, held.link_until, held.link_by = hashed(secret), clock.now() + LINK_GOOD_FOR, by
    held.save(update_fields=["link_hash", "link_until", "link_by"])
    tell(ticket, "guide_sent", by=by, run=held.pk, name=run.insertion.version.name)
    return secret


@transaction.atomic
def send_link(
    run: Run, *, by: Person, words: Callable[[str], str], once: UUID | None = None, confirmed: Sequence[str] = ()
) -> Message:
    """Makes the link and sends it in `words` of it, both or neither; sent twice under one `once` it is one link.

    It goes to whoever asked and to nobody who stands on copies: whoever has it can record results.
    """
    sent_before: Message | None = already(Message, once)
    if sent_before is not None:
        return sent_before
    secret = make_link(run, by=by)
    return reply(run.ticket, words(secret), by=by, once=once, private=True, confirmed=list(confirmed))


@transaction.atomic
def begin_alone(run: Run) -> None:
    """はじめる: the seconds of the first step count from here."""
    Run.objects.filter(pk=run.pk, ended_at=None).update(since=clock.now())


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def run_by_link(secret: str) -> Run | None:
    """The run that this link opens today: not one that is over time, nor of a matter that is done."""
    runs = Run.objects.select_related("insertion__version__procedure", "insertion__ticket", "step__instruction")
    found: Run | None = runs.filter(link_hash=hashed(secret), link_until__gt=clock.now()).first()
    return found if found is not None and found.ticket.open else None


def wants_another_way(run: Run) -> bool:
    """Two refusals, or a way that ended without success (R24)."""
    refused = run.attempts.filter(undone_at=None, result=Step.Result.WILL_NOT).count()
    return refused >= REFUSALS_MAX or run.end == Run.End.STUCK


def by_desk(step: Step | None) -> bool:
    instruction: Instruction | None = step.instruction if step is not None else None
    return instruction is not None and instruction.by_desk
