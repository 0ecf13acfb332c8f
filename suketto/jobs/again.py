"""Jobs that failed for good, when somebody has taken the cause away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from suketto.jobs import nudge


def try_again(now: datetime, *, only: UUID | None = None) -> int:
    """The failed ones, or one of them, wait once more with all their tries; gives the number."""
    failed = DBTaskResult.objects.failed()
    if only is not None:
        failed = failed.filter(pk=only)
    number: int = failed.update(
        status=TaskResultStatus.READY, worker_ids=[], run_after=now, started_at=None, finished_at=None,
        exception_class_path="", traceback="",
    )  # fmt: skip
    transaction.on_commit(nudge.everybody)
    return number
