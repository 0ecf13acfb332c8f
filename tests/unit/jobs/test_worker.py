"""Work is done at least once, tried again, and taken over from the dead."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from suketto.foundation import clock
from suketto.jobs import schedule
from suketto.jobs.again import try_again
from suketto.jobs.models import Heartbeat, Slot
from suketto.jobs.worker import ATTEMPTS, TOGETHER, Worker, run_waiting, take_back

pytestmark = pytest.mark.django_db(transaction=True)
done: list[int] = []


@task()
def remember(number: int) -> None:
    done.append(number)


@task()
def fail() -> None:
    raise RuntimeError("not today")


@task()
def odd(number: int) -> None:
    if number == 1:
        raise RuntimeError("not this one")
    done.append(number)


stop_it: list[Callable[[], None]] = []


@task()
def remember_and_stop(number: int) -> None:
    done.append(number)
    if stop_it:
        stop_it.pop()()


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()
    stop_it.clear()


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


def test_jobs_of_one_kind_are_taken_together_and_others_left() -> None:
    for number in range(TOGETHER + 1):
        remember.enqueue(number)
    fail.enqueue()

    assert (Worker().work_once(), len(done)) == (TOGETHER, TOGETHER)
    assert DBTaskResult.objects.filter(status="READY").count() == 2
    assert DBTaskResult.objects.successful().exclude(finished_at=None).count() == TOGETHER


def test_a_failing_job_does_not_hold_up_those_taken_with_it() -> None:
    jobs = [odd.enqueue(number) for number in range(3)]

    assert (run_waiting(), done) == (3, [0, 2])
    states = DBTaskResult.objects.in_bulk([job.id for job in jobs])
    assert sorted(job.status for job in states.values()) == ["READY", "SUCCESSFUL", "SUCCESSFUL"]


def test_a_worker_that_stops_gives_back_what_it_has_not_begun() -> None:
    worker = Worker()
    stop_it.append(worker.stop)
    for number in range(3):
        remember_and_stop.enqueue(number)

    assert (worker.work_once(), done) == (1, [0])
    assert list(DBTaskResult.objects.ready().values_list("worker_ids", flat=True)) == [[], []]
    assert (run_waiting(), done) == (2, [0, 1, 2])


def test_what_cannot_be_ticked_off_now_is_ticked_off_later_and_not_done_again() -> None:
    remember.enqueue(7)
    worker = Worker()

    with connection.execute_wrapper(locked_when_ticked_off), pytest.raises(OperationalError):
        worker.work_once()

    assert DBTaskResult.objects.get().status == "RUNNING"
    assert (worker.work_once(), done, DBTaskResult.objects.get().status) == (0, [7], "SUCCESSFUL")


def test_what_cannot_be_put_back_now_is_waiting_again_later() -> None:
    fail.enqueue()
    worker = Worker()

    with connection.execute_wrapper(locked_when_put_back), pytest.raises(OperationalError):
        worker.work_once()

    worker._settle()
    assert DBTaskResult.objects.get().status == "READY"


def locked_when_ticked_off(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
    if sql.startswith("UPDATE") and "SUCCESSFUL" in map(str, params):
        raise OperationalError("database is locked")
    return execute(sql, params, many, context)


def locked_when_put_back(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
    if sql.startswith("UPDATE") and "READY" in map(str, params):
        raise OperationalError("database is locked")
    return execute(sql, params, many, context)


def test_a_living_worker_keeps_its_job() -> None:
    remember.enqueue(7)
    alive = Worker()
    Heartbeat.objects.create(worker=alive.name, beat_at=clock.now())
    alive._claim()

    assert take_back(clock.now()) == 0


def test_two_workers_take_a_slot_once() -> None:
    first, second = Worker(), Worker()
    now = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))  # a Monday morning: what is due weekly is due too
    first.beat(now)
    queued = DBTaskResult.objects.count()
    second.beat(now)

    assert queued == DBTaskResult.objects.count() == Slot.objects.count() == len(schedule._entries)


def test_what_failed_for_good_is_tried_again_with_all_its_tries() -> None:
    odd.enqueue(1)
    job = DBTaskResult.objects.get()
    job.worker_ids = ["w"] * ATTEMPTS
    job.set_failed(RuntimeError("not this one"))
    remember.enqueue(9)

    again = [try_again(clock.now(), only=uuid4()), try_again(clock.now(), only=job.pk), try_again(clock.now())]

    job.refresh_from_db()
    assert again == [0, 1, 0]
    assert (job.status, job.worker_ids, job.exception_class_path) == ("READY", [], "")
    run_waiting()
    job.refresh_from_db()
    assert (len(job.worker_ids), job.status) == (1, "READY")
