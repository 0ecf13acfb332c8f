"""Work steps aside for people: not between two requests of a crowd, and not for ever."""

import pytest

from suketto.foundation import traffic
from suketto.foundation.traffic import LONGEST_POLITENESS, SETTLED, Traffic


class Hours:
    """A clock that only waiting moves on."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    hours = Hours()
    monkeypatch.setattr(traffic, "time", hours)
    return hours


def waited(hours: Hours, the_traffic: Traffic) -> float:
    def quiet_within(seconds: float) -> bool:
        if not the_traffic.quiet.is_set():
            hours.sleep(seconds)
        return the_traffic.quiet.is_set()

    the_traffic.quiet.wait = quiet_within  # type: ignore[assignment, method-assign]
    begun = hours.now
    the_traffic.step_aside()
    return hours.now - begun


def test_where_nobody_asks_nobody_waits(hours: Hours) -> None:
    assert waited(hours, Traffic()) == 0


def test_the_gap_between_two_requests_is_not_yet_quiet(hours: Hours) -> None:
    the_traffic = Traffic()
    with the_traffic.request():
        pass

    assert waited(hours, the_traffic) == pytest.approx(SETTLED)
    assert waited(hours, the_traffic) == 0


def test_under_any_load_work_goes_on(hours: Hours) -> None:
    the_traffic = Traffic()

    with the_traffic.request():
        assert waited(hours, the_traffic) == pytest.approx(LONGEST_POLITENESS)
