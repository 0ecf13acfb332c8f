"""A call that nobody answered is a promise: somebody calls back, by a time that the desk's hours give."""

from datetime import datetime

from django.db import transaction

from suketto.channels.phone.models import Call, CallBack
from suketto.foundation import clock
from suketto.people.models import Person
from suketto.sla.hours import due
from suketto.sla.queries import hours_of
from suketto.trail.actions import record

WITHIN_MINUTES = 60  # of the desk's own hours
# Nobody waits for our call: it went on to somebody else, or was not wanted.
NOT_OWED = frozenset({"forwarded", "blocked"})


def settle(call: Call) -> None:
    """What this call, as it is known now, means for the promise to call its number back; the call is saved after."""
    if call.trial or not call.number or (call.ended_at is None and call.answered_at is None):
        return
    if call.direction == Call.Direction.OUT:
        _we_called(call)
    elif call.answered_at is not None:
        _they_reached_us(call)
    elif call.cause not in NOT_OWED:
        _they_did_not(call, call.ended_at or call.started_at)


def _open(call: Call) -> CallBack | None:
    found: CallBack | None = CallBack.objects.filter(desk_id=call.desk_id, number=call.number, done_at=None).first()
    return found


def _they_did_not(call: Call, at: datetime) -> None:
    if call.call_back_id is not None:
        return
    # Told late that they had called, after they had been called back: nothing is owed.
    later = Call.objects.filter(desk_id=call.desk_id, number=call.number, answered_at__gt=at)
    if later.exists():
        return
    call.call_back = _open(call) or CallBack.objects.create(
        desk_id=call.desk_id, number=call.number, made_at=at, due_at=due(hours_of(call.desk_id), at, WITHIN_MINUTES)
    )


def _they_reached_us(call: Call) -> None:
    """Whoever calls again and is answered needs no call any more; one that was answered after all never did."""
    promise, own = _open(call), call.call_back
    if own is not None and own.done_at is None and not own.tries and not own.calls.exclude(pk=call.pk).exists():
        call.call_back = None
        if call.pk:
            Call.objects.filter(pk=call.pk).update(call_back=None)
        own.delete()
        return
    if promise is not None and promise.made_at <= (call.answered_at or call.started_at):
        _done(promise, CallBack.How.CALLED_AGAIN, call.taken_by, call.answered_at)


def _we_called(call: Call) -> None:
    promise = _open(call)
    if promise is None or promise.made_at > call.started_at:
        return
    if call.answered_at is not None:
        _done(promise, CallBack.How.CALLED_BACK, call.taken_by, call.answered_at)
        call.call_back = promise
    elif call.call_back_id is None:
        _tried(promise, call.taken_by, call.ended_at)
        call.call_back = promise


def _done(promise: CallBack, how: str, by: Person | None, at: datetime | None) -> None:
    promise.done_at, promise.done_by, promise.how = at or clock.now(), by, how
    promise.save()


def _tried(promise: CallBack, by: Person | None, at: datetime | None) -> None:
    promise.tries, promise.tried_at, promise.tried_by = promise.tries + 1, at or clock.now(), by
    promise.save()


@transaction.atomic
def called_back(promise: CallBack, *, by: Person) -> CallBack:
    """「折り返しました」; pressed twice it is done once, by whoever was first."""
    held: CallBack = CallBack.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    if held.done_at is None:
        _done(held, CallBack.How.CALLED_BACK, by, clock.now())
        record("callback.done", held, by=by, desk_id=held.desk_id, internal=True)
    return held


@transaction.atomic
def nobody_answered(promise: CallBack, *, by: Person) -> CallBack:
    """「出ませんでした」: the promise stays, and everybody sees that it was tried."""
    held: CallBack = CallBack.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    if held.done_at is None:
        _tried(held, by, clock.now())
        record("callback.tried", held, by=by, desk_id=held.desk_id, internal=True, tries=held.tries)
    return held
