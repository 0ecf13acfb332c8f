"""`@every("*/5 * * * *")` on a task: it is queued once per slot, however many workers run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from croniter import croniter
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.base import Task

from suketto.jobs.models import Slot

Kind = TypeVar("Kind", bound=Task[Any, Any])


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    cron: str
    job: Task[Any, Any]


_entries: list[Entry] = []


def every(cron: str) -> Callable[[Kind], Kind]:
    """Schedules a task without arguments by a cron line in the house's time zone."""

    def register(job: Kind) -> Kind:
        _entries.append(Entry(name=job.module_path, cron=cron, job=job))
        return job

    return register


def queue_due(now: datetime) -> int:
    """Queues every scheduled job whose latest slot nobody has taken; a slot missed by more than a day is let go."""
    queued = 0
    local = timezone.localtime(now)
    for entry in _entries:
        slot = croniter(entry.cron, local + timedelta(seconds=1)).get_prev(datetime)
        if now - slot > timedelta(days=1) or Slot.objects.filter(name=entry.name, at=slot).exists():
            continue
        try:
            with transaction.atomic():
                Slot.objects.create(name=entry.name, at=slot)
                entry.job.enqueue()
        except IntegrityError:
            continue
        queued += 1
    Slot.objects.filter(at__lt=now - timedelta(days=3)).delete()
    return queued
