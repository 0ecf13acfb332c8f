"""From what a line said to what we know of a call. Every event may come twice and in any order."""

from datetime import datetime, timedelta

import structlog
from django.db import Error, transaction

from suketto.channels.phone.adapters import ADAPTERS, Push, Told, Unreadable
from suketto.channels.phone.calling_back import settle
from suketto.channels.phone.models import Call, CallEvent, Line, Memo
from suketto.channels.phone.who import members_meant
from suketto.foundation import clock
from suketto.foundation.text import clean
from suketto.foundation.turns import hurry
from suketto.people import telephone
from suketto.people.queries import by_number
from suketto.trail.actions import record

log = structlog.get_logger("suketto.phone")
Outcome = CallEvent.Outcome
KINDS = {"new": "call.rang", "answer": "call.answered", "hangup": "call.ended"}
UNANSWERED = {"cancel", "noAnswer"}
SAID = ("text", "wanted", "tried", "stuck", "situation", "goal")  # what a member writes when somebody speaks
OFFERED = 8
# A clock of an exchange that is further off than this is not believed.
BELIEVED = timedelta(days=2)
SAME_UNTIL = timedelta(minutes=10)  # after its end; events come late, but hardly later
NEVER_ENDS_LATER = timedelta(hours=3)


def understand(number: int) -> None:
    """What one stored event means, done at once; whatever goes wrong is written on it for the administrator."""
    try:
        with hurry():
            _understand(number)
    except Error as error:
        # The database was not ready: the row waits, and the schedule comes back to it.
        log.warning("call event waits", event_id=number, error=type(error).__name__)
    except Exception as error:  # noqa: BLE001  (one odd push must not stop the next)
        log.error("call event not understood", event_id=number, error=repr(error)[:300])  # noqa: TRY400
        _give_up(number, type(error).__name__)


def understand_waiting() -> int:
    """Those that nobody came to, oldest first; gives the number."""
    waiting = list(CallEvent.objects.filter(outcome=Outcome.WAITING).order_by("id").values_list("pk", flat=True)[:500])
    for number in waiting:
        understand(number)
    return len(waiting)


@transaction.atomic
def _understand(number: int) -> None:
    event: CallEvent = CallEvent.objects.select_for_update(of=("self",)).get(pk=number)
    if event.outcome != Outcome.WAITING:
        return
    # Events of one line are understood one after the other: a repeated one then sees the first.
    line: Line = Line.objects.select_for_update(of=("self",)).get(pk=event.line_id)
    event.understood_at = clock.now()
    try:
        told = ADAPTERS[line.provider].read(Push(bytes(event.body), event.content_type))
    except Unreadable as error:
        event.outcome, event.reason = Outcome.UNREADABLE, str(error)[:200]
        event.save()
        return
    if not told:
        event.outcome = Outcome.IGNORED
        event.save()
        return
    event.key, event.kind = clean(told[-1].call), told[-1].kind
    _part_from_an_earlier_one(line, event, told[0])
    known = CallEvent.objects.filter(line=line, key=event.key, kind=event.kind, outcome=Outcome.UNDERSTOOD)
    if known.exists():
        event.outcome, event.call = Outcome.REPEATED, Call.objects.filter(line=line, key=event.key).first()
        event.save()
        if event.call is not None and told[0].kind == "new":
            _rings_there_too(event.call, line, told[0])
        return
    event.outcome, event.call = Outcome.UNDERSTOOD, _heard(line, event, told)
    event.save()


def _part_from_an_earlier_one(line: Line, event: CallEvent, told: Told) -> None:
    """Exchanges that count their calls begin again one day: a new call under the key of one that is over is another.

    The earlier one and its events give the key up. A `new` of the same number soon after the end is a late repetition.
    """
    begun = CallEvent.objects.filter(line=line, key=event.key, kind="new", outcome=Outcome.UNDERSTOOD)
    earlier = Call.objects.filter(line=line, key=event.key).first() if told.kind == "new" and begun.exists() else None
    if earlier is None:
        return
    over_at = earlier.ended_at or earlier.started_at + NEVER_ENDS_LATER
    said = telephone.read(clean(told.caller if told.direction != "out" else told.called))
    another = (said.callable, said.hidden) != (earlier.number, earlier.hidden)
    if (earlier.ended_at is not None and another) or _when(told, event) > over_at + SAME_UNTIL:
        former = f"{earlier.key[:200]} #{earlier.pk}"
        CallEvent.objects.filter(line=line, key=earlier.key).exclude(pk=event.pk).update(key=former)
        Call.objects.filter(pk=earlier.pk).update(key=former)


def _rings_there_too(call: Call, line: Line, told: Told) -> None:
    """A group is told of telephone by telephone; a call that named nobody rings for everybody already."""
    more = [person.pk for person in members_meant(line, told.users) if person.pk not in call.rings]
    if more and call.rings and call.direction == Call.Direction.IN and call.ended_at is None:
        call.rings = [*call.rings, *more]
        call.save(update_fields=["rings"])
        record("call.rang", call, by=None, desk_id=call.desk_id, internal=True)


def _heard(line: Line, event: CallEvent, told: list[Told]) -> Call:
    """The call as it is after this event, and one entry in the trail."""
    key = event.key
    call: Call = Call.objects.filter(line=line, key=key).first() or Call(
        line=line, desk_id=line.desk_id, key=key, started_at=_when(told[0], event), trial=event.trial
    )
    for one in told:
        _add(call, line, one, _when(one, event))
    settle(call)
    call.save()
    if line.heard_at is None or line.heard_at < event.came_at:
        Line.objects.filter(pk=line.pk).update(heard_at=event.came_at)
    kind = "call.missed" if event.kind == "hangup" and call.missed else KINDS[event.kind]
    record(kind, call, by=call.taken_by, desk_id=call.desk_id, internal=True)
    return call


def _when(told: Told, event: CallEvent) -> datetime:
    """When it happened: as told, where that can be, else when we heard of it."""
    return told.at if told.at is not None and abs(told.at - event.came_at) < BELIEVED else event.came_at


def _add(call: Call, line: Line, told: Told, at: datetime) -> None:
    """Facts only ever become more; the earliest start and answer hold."""
    call.direction = told.direction or call.direction
    call.caller_raw = _said_better(call.caller_raw, clean(told.caller)[:100])
    call.called_raw = _said_better(call.called_raw, clean(told.called)[:100])
    call.queue = clean(told.queue) or call.queue
    call.started_at = min(call.started_at, at)
    _other_end(call)
    meant = members_meant(line, told.users)
    if told.kind == "new" and call.direction == Call.Direction.IN:
        call.rings = [person.pk for person in meant]
    elif told.kind == "new" and meant:
        call.taken_by = meant[0]
    elif told.kind == "answer":
        call.answered_at = min(call.answered_at or at, at)
        call.taken_by = meant[0] if meant else call.taken_by
    elif told.kind == "hangup":
        call.ended_at, call.cause = max(call.ended_at or at, at), clean(told.cause)
        _nobody_spoke(call)
    if call.ended_at and call.answered_at and call.answered_at > call.ended_at:
        call.answered_at = call.ended_at


def _said_better(before: str, now: str) -> str:
    """A number that can be called back does not give way to one that cannot, as some exchanges say at the end."""
    worse = telephone.read(before).callable and not telephone.read(now).callable
    return before if worse else now or before


def _nobody_spoke(call: Call) -> None:
    """Taken by a press while it rang, and the caller gave up: the line says so and never told of an answer."""
    if call.cause not in UNANSWERED or call.answered_at is None or _written_down(call):
        return
    if not CallEvent.objects.filter(call=call, kind="answer", outcome=Outcome.UNDERSTOOD).exists():
        call.answered_at = call.taken_by = None


def _written_down(call: Call) -> bool:
    memo = Memo.objects.filter(call=call).first()
    if memo is None:
        return call.ticket_id is not None
    return memo.settled_at is not None or any(memo.words.get(name) for name in SAID)


def _other_end(call: Call) -> None:
    """Whoever is not us: the number in one form, and everybody who has it. Never a choice."""
    said = telephone.read(call.said)
    if (said.callable, said.hidden) != (call.number, call.hidden) or not call.pk:
        call.number, call.hidden = said.callable, said.hidden
        call.candidates = [person.pk for person in by_number(call.said)[:OFFERED]]


@transaction.atomic
def _give_up(number: int, reason: str) -> None:
    CallEvent.objects.filter(pk=number, outcome=Outcome.WAITING).update(
        outcome=Outcome.UNREADABLE, reason=reason[:200], understood_at=clock.now()
    )
