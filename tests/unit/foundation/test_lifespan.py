"""What works beside the pages begins and ends with the process that serves them."""

import asyncio
import threading
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as house

from suketto.foundation import lifespan


class Bell:
    def __init__(self) -> None:
        self.stopping, self.seen = threading.Event(), list[str]()

    def run(self) -> None:
        self.seen.append(threading.current_thread().name)
        self.stopping.wait(5)
        self.seen.append("stopped")

    def stop(self) -> None:
        self.stopping.set()


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifespan, "starting", [])
    monkeypatch.setattr(lifespan, "stopping", [])


def a_days_work() -> None:
    async def whole() -> None:
        for hook in [*lifespan.starting, *lifespan.stopping]:
            await hook()

    asyncio.run(whole())


@pytest.mark.parametrize(("worker", "seen"), [(True, ["bell", "stopped"]), (False, [])])
def test_it_works_on_a_thread_of_its_own_where_this_process_works(
    hooks: None, settings: Any, *, worker: bool, seen: list[str]
) -> None:
    bell = Bell()
    settings.ENVIRONMENT = replace(house.ENVIRONMENT, worker=worker)
    lifespan.run_beside("bell", lambda: bell)

    a_days_work()

    assert bell.seen == seen


def test_started_twice_one_after_the_other_each_is_a_new_one(hooks: None, settings: Any) -> None:
    bells: list[Bell] = []
    settings.ENVIRONMENT = replace(house.ENVIRONMENT, worker=True)

    def make() -> Bell:
        bells.append(Bell())
        return bells[-1]

    lifespan.run_beside("bell", make)
    a_days_work()
    a_days_work()

    assert [bell.seen for bell in bells] == [["bell", "stopped"]] * 2
