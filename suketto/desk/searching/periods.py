"""期間: 今日, 先月, 2026-04, 2026-04-01..2026-04-30, 7日 - as a first and a last day."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import gettext_noop

DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?\Z")
RANGE = re.compile(r"\.\.+|~|〜")
LAST_DAYS = re.compile(r"(\d{1,4})(?:日間?|days?|d)\Z")

Span = tuple[date | None, date | None]


def _week(day: date) -> Span:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _month(day: date) -> Span:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _year(day: date) -> Span:
    return day.replace(month=1, day=1), day.replace(month=12, day=31)


NAMED: dict[str, tuple[str, Callable[[date], Span]]] = {
    "today": (gettext_noop("今日"), lambda day: (day, day)),
    "yesterday": (gettext_noop("昨日"), lambda day: (day - timedelta(days=1), day - timedelta(days=1))),
    "this-week": (gettext_noop("今週"), _week),
    "last-week": (gettext_noop("先週"), lambda day: _week(day - timedelta(days=7))),
    "this-month": (gettext_noop("今月"), _month),
    "last-month": (gettext_noop("先月"), lambda day: _month(day.replace(day=1) - timedelta(days=1))),
    "this-year": (gettext_noop("今年"), _year),
    "last-year": (gettext_noop("去年"), lambda day: _year(day.replace(month=1, day=1) - timedelta(days=1))),
}
ALSO = {"本日": "today", "きょう": "today", "きのう": "yesterday", "本年": "this-year", "昨年": "last-year"}


def read(value: str, today: date) -> Span | None:
    """First and last day, either open; None when it is no period. `value` is of one width."""
    text = value.strip().lower().replace(" ", "-")
    named = NAMED.get(ALSO.get(text, text)) or next((each for each in NAMED.values() if each[0] == text), None)
    if named is not None:
        return named[1](today)
    if days := LAST_DAYS.match(text):
        return (today - timedelta(days=max(0, int(days[1]) - 1)), today)
    if RANGE.search(text):
        return _between(*RANGE.split(text, maxsplit=1))
    return _calendar(text)


def _between(first: str, last: str) -> Span | None:
    begin, end = _calendar(first) if first else (None, None), _calendar(last) if last else (None, None)
    if begin is None or end is None or not (first or last):
        return None
    if begin[0] and end[1] and begin[0] > end[1]:
        return end[0], begin[1]
    return begin[0], end[1]


def _calendar(text: str) -> Span | None:
    """A year, a month or a day."""
    found = DAY.match(text)
    if found is None:
        return None
    year, month, day = (int(each) if each else None for each in found.groups())
    try:
        if year is not None and day and month:
            return date(year, month, day), date(year, month, day)
        if year is not None and month:
            return _month(date(year, month, 1))
        return _year(date(year or 0, 1, 1))
    except ValueError:
        return None
