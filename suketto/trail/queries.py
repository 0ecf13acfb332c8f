"""Reading the trail."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from suketto.trail.models import Event


def timeline(kind: str, number: int, *, with_internal: bool) -> "QuerySet[Event, Any]":
    """What happened to one record, oldest first; without the internal part for a requester."""
    events: QuerySet[Event] = Event.objects.about(kind, number).order_by("id")
    return events if with_internal else events.filter(internal=False)


def page(*, before: int | None, kind: str = "", actor_id: int | None = None, limit: int = 50) -> Sequence[Event]:
    """The whole house, newest first, by key; for an administrator."""
    events = Event.objects.order_by("-id")
    if before is not None:
        events = events.filter(id__lt=before)
    if kind:
        events = events.filter(kind__startswith=kind)
    if actor_id is not None:
        events = events.filter(actor_id=actor_id)
    return list(events[:limit])
