"""The bell wire: what a line says is kept as it came and acknowledged; what it means is found out right after."""

from contextlib import nullcontext
from functools import partial

from django.db import connection, transaction

from suketto.channels.phone.adapters import Push
from suketto.channels.phone.models import CallEvent, Line
from suketto.channels.phone.understanding import understand
from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.foundation.turns import hurry

LARGEST = 32 * 1024  # bytes; the longest push seen in documents has under two


def store(line: Line, push: Push, *, trial: bool = False) -> CallEvent:
    """One row, durable when this returns."""
    event = CallEvent(
        line=line, came_at=clock.now(), content_type=push.content_type[:100], body=push.body, trial=trial
    )  # fmt: skip
    # A single statement is a transaction; saying so costs PostgreSQL two more ways, and gives SQLite its turn.
    with hurry(), transaction.atomic() if connection.vendor == "sqlite" else nullcontext():
        event.save(force_insert=True)
    return event


def take(line: Line, push: Push, *, trial: bool = False) -> CallEvent:
    """Stores and has it understood a moment later, while the telephone system has its answer already.

    A process that is killed in between loses nothing: the stored row waits, and the schedule looks every minute.
    """
    event = store(line, push, trial=trial)
    the_later.soon(("call-event", event.pk), partial(understand, event.pk))
    return event
