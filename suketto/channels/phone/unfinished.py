"""Calls whose end nobody told: nothing rings for ever, and whoever was not answered is owed a call all the same."""

from datetime import datetime, timedelta

from django.db import transaction

from suketto.channels.phone.calling_back import settle
from suketto.channels.phone.models import Call
from suketto.foundation import clock
from suketto.trail.actions import record

RINGS_AT_MOST = timedelta(minutes=10)
MANY = 200


def end_unfinished() -> None:
    """Calls that began more than ten minutes ago and were neither answered nor ended."""
    before = clock.now() - RINGS_AT_MOST
    calls = Call.objects.filter(line__isnull=False, answered_at=None, ended_at=None, started_at__lt=before)
    for number in list(calls.order_by("id").values_list("pk", flat=True)[:MANY]):
        _end(number, before)


@transaction.atomic
def _end(number: int, before: datetime) -> None:
    call: Call = Call.objects.select_for_update(of=("self",)).get(pk=number)
    if call.answered_at is not None or call.ended_at is not None or call.started_at >= before:
        return
    call.ended_at, call.cause = call.started_at + RINGS_AT_MOST, "untold"
    settle(call)
    call.save()
    record("call.missed" if call.missed else "call.ended", call, by=None, desk_id=call.desk_id, internal=True)
