"""Work steps aside for people: not between two requests of a crowd, and not for ever."""

import time

import pytest

from suketto.foundation.traffic import LONGEST_POLITENESS, SETTLED, Traffic


def waited(traffic: Traffic) -> float:
    begun = time.monotonic()
    traffic.step_aside()
    return time.monotonic() - begun


def test_where_nobody_asks_nobody_waits() -> None:
    assert waited(Traffic()) < SETTLED


def test_the_gap_between_two_requests_is_not_yet_quiet() -> None:
    traffic = Traffic()
    with traffic.request():
        pass

    assert SETTLED * 0.9 <= waited(traffic) < LONGEST_POLITENESS
    assert waited(traffic) < SETTLED


@pytest.mark.slow
def test_under_any_load_work_goes_on() -> None:
    traffic = Traffic()

    with traffic.request():
        assert LONGEST_POLITENESS <= waited(traffic) < 4 * LONGEST_POLITENESS
