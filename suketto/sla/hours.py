"""Business time as arithmetic: given a week and its days off, when is it due, and how many minutes have passed?

No clock, no database. Every answer is found day by day and the search ends after ten years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONGEST_SEARCH = 3660


@dataclass(frozen=True, slots=True)
class Hours:
    """`week` has seven tuples of (start, end) minutes after midnight, Monday first."""

    week: tuple[tuple[tuple[int, int], ...], ...]
    days_off: frozenset[date] = frozenset()
    national_holidays: bool = True
    zone: str = "Asia/Tokyo"

    def spans(self, day: date) -> tuple[tuple[int, int], ...]:
        """The working spans of a day in minutes after midnight; none on days off and holidays."""
        if day in self.days_off or (self.national_holidays and day in japanese_holidays(day.year)):
            return ()
        return self.week[day.weekday()]

    def open_at(self, moment: datetime) -> bool:
        local = moment.astimezone(ZoneInfo(self.zone))
        minute = local.hour * 60 + local.minute
        return any(start <= minute < end for start, end in self.spans(local.date()))


@lru_cache(maxsize=32)
def japanese_holidays(year: int) -> frozenset[date]:
    """National holidays of a year with 振替休日 and 国民の休日."""
    return frozenset(holidays.country_holidays("JP", years=year))


def due(hours: Hours, start: datetime, minutes: int) -> datetime:
    """The moment when `minutes` of working time have passed since `start`; aware, in UTC terms of `start`'s instant."""
    left = timedelta(minutes=minutes)
    for begin, end in _spans_from(hours, start):
        if end - begin >= left:
            return begin + left
        left -= end - begin
    raise ValueError("no working time within ten years")


def next_opening(hours: Hours, moment: datetime) -> datetime:
    """`moment` itself while the desk is open, else when it opens next."""
    for begin, _end in _spans_from(hours, moment):
        return begin
    raise ValueError("no working time within ten years")


def minutes_between(hours: Hours, start: datetime, end: datetime) -> int:
    """Whole working minutes from `start` to `end`; 0 when `end` is not later."""
    total = timedelta()
    for begin, finish in _spans_from(hours, start):
        if begin >= end:
            break
        total += min(finish, end) - begin
    return int(total.total_seconds() // 60)


def stretches(hours: Hours, first_on: date, until_on: date) -> Iterator[tuple[datetime, datetime, bool]]:
    """From one midnight of the desk's zone to another without a gap: begin, end, and whether the desk is open."""
    zone = ZoneInfo(hours.zone)
    at, until = _at(first_on, 0, zone), _at(until_on, 0, zone)
    for ahead in range((until_on - first_on).days):
        day = first_on + timedelta(days=ahead)
        for first, last in sorted(hours.spans(day)):
            begin, end = max(at, _at(day, first, zone)), _at(day, last, zone)
            if begin < end:
                if at < begin:
                    yield at, begin, False
                yield begin, end, True
                at = end
    if at < until:
        yield at, until, False


def _spans_from(hours: Hours, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    zone = ZoneInfo(hours.zone)
    local = start.astimezone(zone)
    day = local.date()
    for _count in range(LONGEST_SEARCH):
        for first, last in hours.spans(day):
            begin = max(_at(day, first, zone), local)
            end = _at(day, last, zone)
            if begin < end:
                yield begin, end
        day += timedelta(days=1)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    midnight = datetime.combine(day, time(), zone)
    return midnight + timedelta(minutes=minute)
