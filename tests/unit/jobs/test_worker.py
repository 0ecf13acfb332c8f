"""Work is done at least once, tried again, and taken over from the dead."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from suketto.foundation import clock
from suketto.jobs import schedule
from suketto.jobs.models import Heartbeat, Slot
from suketto.jobs.worker import ATTEMPTS, Worker, run_waiting, take_back

pytestmark = pytest.mark.django_db(transaction=True)
done: list[int] = []


@task()
def remember(number: int) -> None:
    done.append(number)


@task()
def fail() -> None:
    raise RuntimeError("not today")


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


def test_jobs_run_once_in_order() -> None:
    for number in range(3):
        remember.enqueue(number)

    assert (run_waiting(), done) == (3, [0, 1, 2])


def test_a_failing_job_waits_before_its_next_try_and_is_visible_after_the_last() -> None:
    fail.enqueue()
    for _attempt in range(ATTEMPTS):
        DBTaskResult.objects.ready().exists()
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        assert run_waiting() == 1

    job = DBTaskResult.objects.get()
    assert (job.status, len(job.worker_ids)) == ("FAILED", ATTEMPTS)
    assert "not today" in job.traceback


def test_what_a_dead_worker_held_is_done_by_another() -> None:
    remember.enqueue(7)
    dead = Worker()
    Heartbeat.objects.create(worker=dead.name, beat_at=clock.now() - timedelta(minutes=5))
    dead._claim()

    assert take_back(clock.now()) == 1
    assert (run_waiting(), done) == (1, [7])


def test_a_living_worker_keeps_its_job() -> None:
    remember.enqueue(7)
    alive = Worker()
    Heartbeat.objects.create(worker=alive.name, beat_at=clock.now())
    alive._claim()

    assert take_back(clock.now()) == 0


def test_two_workers_take_a_slot_once() -> None:
    first, second = Worker(), Worker()
    now = clock.now()
    first.beat(now)
    queued = DBTaskResult.objects.count()
    second.beat(now)

    assert queued == DBTaskResult.objects.count() == Slot.objects.count() == len(schedule._entries)
