"""Business time: the dates of S105, and what must hold for any calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suketto.sla import hours
from suketto.sla.hours import Hours

TOKYO = ZoneInfo("Asia/Tokyo")
USUAL = Hours(week=(((540, 720), (780, 1050)),) * 5 + ((), ()))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("received", "minutes", "due"),
    [
        ("2026-05-01 17:00", 240, "2026-05-07 13:30"),  # 5/4 to 5/6 are holidays (S105)
        ("2026-09-18 17:00", 240, "2026-09-24 13:30"),  # 9/22 is 国民の休日 (S105)
        ("2026-06-10 13:40", 30, "2026-06-10 14:10"),  # S21
        ("2026-06-10 15:10", 240, "2026-06-11 10:40"),  # S21
        ("2026-06-10 11:50", 30, "2026-06-10 13:20"),  # over lunch
        ("2026-06-13 03:00", 15, "2026-06-15 09:15"),  # received on a Saturday night
        ("2026-06-10 17:30", 1, "2026-06-11 09:01"),  # at the closing minute
    ],
)
def test_due(received: str, minutes: int, due: str) -> None:
    assert hours.due(USUAL, at(received), minutes) == at(due)


def test_company_days_off_count_as_closed() -> None:
    closed = Hours(week=USUAL.week, days_off=frozenset({date(2026, 12, 29), date(2026, 12, 30)}))

    assert hours.due(closed, at("2026-12-28 17:29"), 2) == at("2026-12-31 09:01")


def test_minutes_between_counts_only_open_minutes() -> None:
    assert hours.minutes_between(USUAL, at("2026-05-01 17:00"), at("2026-05-07 13:30")) == 240


def test_nothing_has_passed_backwards() -> None:
    assert hours.minutes_between(USUAL, at("2026-06-10 12:00"), at("2026-06-09 12:00")) == 0


def test_a_calendar_without_a_minute_ends_with_an_error_and_not_never() -> None:
    with pytest.raises(ValueError, match="no working time"):
        hours.due(Hours(week=((),) * 7), at("2026-06-10 09:00"), 1)


spans = st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(
    lambda edges: tuple(
        (start, end) for start, end in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False) if start < end
    )
)
calendars = st.lists(spans, min_size=7, max_size=7).filter(any).map(lambda week: Hours(week=tuple(week)))
moments = st.integers(0, 6 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.slow
@given(calendars, moments, st.integers(1, 2000))
def test_the_minutes_until_due_are_the_promised_ones(calendar: Hours, start: datetime, minutes: int) -> None:
    due = hours.due(calendar, start, minutes)

    assert hours.minutes_between(calendar, start, due) == minutes


@pytest.mark.slow
@given(calendars, moments, st.integers(1, 500))
def test_who_comes_later_is_never_due_earlier(calendar: Hours, start: datetime, minutes: int) -> None:
    assert hours.due(calendar, start, minutes) <= hours.due(calendar, start + timedelta(minutes=7), minutes)
