"""The worker: takes a job, runs it, gives failed ones another try, and takes over what a dead worker left."""

import contextlib
import random
import threading
import time
import uuid
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from suketto.foundation import clock
from suketto.foundation.traffic import the_traffic
from suketto.jobs import nudge, schedule
from suketto.jobs.models import Heartbeat

Job = DBTaskResult[Any, Any]
log = structlog.get_logger("suketto.jobs")

BEAT_EVERY = 5.0
DEAD_AFTER = timedelta(seconds=30)
LOOK_EVERY = 1.0
ATTEMPTS = 5
KEEP_DONE_FOR = timedelta(days=3)
# Jobs of one kind are taken and ticked off together: each would otherwise wait twice for the disk. Once they have
# taken a second, what is left of them goes back, so that no job waits behind a slow one while another worker is free.
TOGETHER = 8
SLOW = 1.0


class Worker:
    """One thread that works and one that says it is alive. `stop()` lets the running job finish."""

    def __init__(self) -> None:
        self.name = f"worker-{uuid.uuid4().hex[:12]}"
        self.stopping = threading.Event()
        self.bell = nudge.bell()
        self.held: list[Job] = []  # claimed, not begun or not brought to an end
        self.done: list[Job] = []  # run, not yet ticked off

    def stop(self) -> None:
        self.stopping.set()
        self.bell.set()

    def run(self) -> None:
        """Works until stopped; a locked or lost database is waited for, not died of."""
        threading.Thread(target=self._beat_for_ever, name="heartbeat", daemon=True).start()
        while not self.stopping.is_set():
            close_old_connections()
            the_traffic.step_aside()
            try:
                worked = self.work_once()
            except OperationalError as error:
                log.warning("database not ready", error=type(error).__name__)
                worked = 0
            if not worked:
                self.bell.wait(LOOK_EVERY)
                self.bell.clear()
        with contextlib.suppress(OperationalError):
            Heartbeat.objects.filter(worker=self.name).delete()
        connection.close()

    def work_once(self) -> int:
        """Runs what waits first and a few of its kind; says how many jobs that were."""
        self._settle()
        self.held, worked, started = self._claim(), 0, time.monotonic()
        while self.held and not (worked and (self.stopping.is_set() or time.monotonic() - started > SLOW)):
            the_traffic.step_aside()
            if run(self.held[0]):
                self.done.append(self.held[0])
            self.held.pop(0)
            worked += 1
        self._settle()
        return worked

    def _settle(self) -> None:
        """Ticks off what is done, gives back what was not begun; where the database was locked, at the next call."""
        if self.done or self.held:
            with transaction.atomic():
                tick_off(self.done)
                give_back(self.held)
            self.done, self.held = [], []

    def _claim(self) -> list[Job]:
        waiting = ready()
        if not waiting.exists():
            return []
        with exclusive_transaction(waiting.db):
            first = waiting.select_for_update(skip_locked=True).first()
            if first is None:
                return []
            alike = waiting.filter(task_path=first.task_path).exclude(pk=first.pk)
            jobs = [first, *alike.select_for_update(skip_locked=True)[: TOGETHER - 1]]
            claim(jobs, self.name, clock.now())
        return jobs

    def _beat_for_ever(self) -> None:
        while not self.stopping.is_set():
            try:
                self.beat(clock.now())
            except OperationalError as error:
                log.warning("heartbeat missed", error=type(error).__name__)
            self.stopping.wait(BEAT_EVERY)
        connection.close()

    def beat(self, now: datetime) -> None:
        """Says "alive", takes back the jobs of the dead, and queues what the schedule owes."""
        Heartbeat.objects.update_or_create(worker=self.name, defaults={"beat_at": now})
        if take_back(now) + schedule.queue_due(now):
            self.bell.set()


def ready() -> "QuerySet[Job]":
    found: QuerySet[Job] = DBTaskResult.objects.ready()
    return found


def claim(jobs: list[Job], worker: str, now: datetime) -> None:
    """Marks rows that are held as this worker's; mostly they have the same history and take one statement."""
    for job in jobs:
        job.status, job.started_at, job.worker_ids = TaskResultStatus.RUNNING, now, [*job.worker_ids, worker]
    for history in {tuple(job.worker_ids) for job in jobs}:
        alike = [job.pk for job in jobs if tuple(job.worker_ids) == history]
        DBTaskResult.objects.filter(pk__in=alike).update(
            status=TaskResultStatus.RUNNING, started_at=now, worker_ids=list(history)
        )


def run(job: Job) -> bool:
    """Runs a claimed job; an error means another try later, and after the last one a visible failure."""
    started = time.monotonic()
    try:
        arguments = job.args_kwargs
        job.task.call(*arguments["args"], **arguments["kwargs"])
    except Exception as error:  # noqa: BLE001  (whatever a job dies of, the next one must run)
        attempts = len(job.worker_ids)
        log.warning("job failed", task=job.task_path, attempt=attempts, error=repr(error)[:300])
        if attempts >= ATTEMPTS:
            job.set_failed(error)
        else:
            put_back(job, after=timedelta(seconds=2**attempts + random.random()))  # noqa: S311
        return False
    log.debug("job done", task=job.task_path, seconds=round(time.monotonic() - started, 3))
    return True


def tick_off(jobs: list[Job]) -> None:
    """Done; nobody asks what a job answered."""
    if jobs:
        DBTaskResult.objects.filter(pk__in=[job.pk for job in jobs]).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=clock.now(), exception_class_path="", traceback=""
        )


def give_back(jobs: list[Job]) -> None:
    """Those not begun wait again, and it was no try."""
    for job in jobs:
        DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY, worker_ids=job.worker_ids[:-1])


def put_back(job: Job, *, after: timedelta) -> None:
    DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY, run_after=clock.now() + after)


def take_back(now: datetime) -> int:
    """Gives the running jobs of workers that fell silent back to the queue; two workers doing it at once do it once."""
    dead = Heartbeat.objects.filter(beat_at__lt=now - DEAD_AFTER)
    dead.delete()
    alive = set(Heartbeat.objects.values_list("worker", flat=True))
    taken = 0
    for job in DBTaskResult.objects.running().only("pk", "worker_ids", "started_at"):
        if job.worker_ids and job.worker_ids[-1] not in alive:
            with transaction.atomic():
                taken += DBTaskResult.objects.filter(
                    pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at
                ).update(status=TaskResultStatus.READY, run_after=now)
    return taken


def run_waiting(limit: int = 1000) -> int:
    """Runs what waits now, here, one after the other (tests, `suketto work --once`); gives the number."""
    worker, done = Worker(), 0
    while done < limit and (worked := worker.work_once()):
        done += worked
    return done
