"""The moments that are promised with one press, in the hours of the desk."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from suketto.desk.promising import proposed
from suketto.sla.hours import Hours

TOKYO = ZoneInfo("Asia/Tokyo")
WORKING = ((9 * 60, 12 * 60), (13 * 60, 17 * 60 + 30))
HOURS = Hours(week=(WORKING, WORKING, WORKING, WORKING, WORKING, (), ()), days_off=frozenset(), zone="Asia/Tokyo")


def at(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, second, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("now", "which", "promised"),
    [
        (at(8, 10, 0), "30", at(8, 10, 30)),
        (at(8, 10, 2, 10), "30", at(8, 10, 35)),
        (at(8, 11, 50), "30", at(8, 13, 20)),  # nobody is there at noon
        (at(8, 17, 10), "60", at(9, 9, 40)),
        (at(8, 10, 0), "60", at(8, 11, 0)),
        (at(8, 8, 0), "30", at(8, 9, 30)),
        (at(8, 10, 0), "morning", at(9, 9, 30)),
        (at(12, 10, 0), "morning", at(15, 9, 30)),  # a Friday
        (at(8, 0, 30), "morning", at(9, 9, 30)),
    ],
)
def test_a_promise_is_kept_while_somebody_is_there(now: datetime, which: str, promised: datetime) -> None:
    assert proposed(HOURS, now, which) == promised


@pytest.mark.parametrize("nonsense", ["", "31", "evening", "-30"])
def test_what_nobody_offered_is_no_moment(nonsense: str) -> None:
    assert proposed(HOURS, at(8, 10, 0), nonsense) is None


def test_it_is_never_earlier_than_was_said() -> None:
    for seconds in range(0, 3600, 37):
        now = at(8, 10, 0) + timedelta(seconds=seconds)
        moment = proposed(HOURS, now, "30")
        assert moment is not None
        assert timedelta(0) <= moment - now - timedelta(minutes=30) < timedelta(minutes=5)
        assert moment.minute % 5 == 0
        assert moment.second == 0
