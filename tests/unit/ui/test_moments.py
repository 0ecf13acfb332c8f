"""Moments as people read them: the year is said where it is another one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import translation

from suketto.ui.templatetags.ui import lasting, moment, remaining, span

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("language", "year", "expected"),
    [
        ("ja", 2026, "11/21(土) 14:30"),
        ("ja", 2025, "2025/11/21(金) 14:30"),
        ("en", 2026, "Sat 21 Nov 14:30"),
        ("en", 2025, "Fri 21 Nov 2025 14:30"),
    ],
)
def test_the_year_stands_where_it_is_not_this_one(language: str, year: int, expected: str) -> None:
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=TOKYO)), translation.override(language):
        assert moment(datetime(year, 11, 21, 14, 30, tzinfo=TOKYO)) == expected


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (59, "あと59分"), (60, "あと1時間"), (61, "あと1時間1分"), (115, "あと1時間55分"), (179, "あと2時間59分"),
        (180, "あと3時間"), (60 * 49, "あと2日"), (-1, "1分超過"), (-95, "1時間超過"),
    ],
)  # fmt: skip
def test_what_is_near_is_told_to_the_minute(minutes: int, told: str) -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
    with time_machine.travel(now, tick=False):
        assert remaining(now + timedelta(minutes=minutes)) == told


@pytest.mark.parametrize(("seconds", "told"), [(0, "たった今"), (59, "たった今"), (60, "1分前"), (7200, "2時間前")])
def test_what_was_said_within_a_minute_was_said_just_now(seconds: int, told: str) -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
    with time_machine.travel(now, tick=False):
        assert span(now - timedelta(seconds=seconds)) == told


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(0, "0分"), (59, "59分"), (60, "1時間"), (61, "1時間1分"), (1700, "28時間20分"), (2880, "48時間")],
)
def test_how_long_something_lasted_is_told_to_the_minute(minutes: int, told: str) -> None:
    assert lasting(minutes) == told
