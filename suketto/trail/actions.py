"""Writing the trail: one event per action, in the action's own transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, models, transaction

from suketto.foundation import clock
from suketto.trail import listening
from suketto.trail.chain import BEGINNING, digest, link
from suketto.trail.models import Event

# Any number that no other advisory lock of this database uses.
CHAIN_LOCK = 5_042_001


class Actor(Protocol):
    """Whoever acts: a person."""

    pk: Any

    @property
    def full_name(self) -> str: ...


THE_HOUSE = "助っ人"


def record(
    kind: str,
    about: models.Model,
    *,
    by: Actor | None,
    desk_id: int | None = None,
    person_id: int | None = None,
    internal: bool = False,
    at: datetime | None = None,
    **data: Any,
) -> Event:
    """Adds one event to the chain and asks the listeners to hear it after the commit; must run inside a transaction.

    `by=None` means the house itself acted (a schedule, an import). Call it last in the action: on PostgreSQL it
    queues the writers, so that ids, hashes and commits have one order and a reader of `id > last` misses nothing.
    """
    event = Event(
        kind=kind, about_kind=str(about._meta.model_name), about_id=about.pk, actor_id=by.pk if by else None,
        actor_name=by.full_name if by else THE_HOUSE, desk_id=desk_id, person_id=person_id, internal=internal,
        at=at or clock.now(), data=data, digest=digest(data),
    )  # fmt: skip
    append([event])
    listening.announce(event)
    return event


def append(events: Iterable[Event]) -> None:
    """Puts ready events at the end of the chain, in order, without telling anybody (imports and demo data)."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an event is recorded in the transaction of its action")
    before = _end_of_chain()
    chained = list(events)
    for event in chained:
        event.hash = before = link(event, before)
    if len(chained) == 1:
        chained[0].save(force_insert=True)
    else:
        Event.objects.bulk_create(chained, batch_size=500)


def _end_of_chain() -> str:
    """The last hash, after whoever is before us in the queue has committed: two statements, each with its own view."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        cursor.execute(f"SELECT hash FROM {Event._meta.db_table} ORDER BY id DESC LIMIT 1")  # noqa: S608
        row = cursor.fetchone()
    return str(row[0]) if row else BEGINNING
