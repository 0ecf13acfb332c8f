"""When people ask: the curves of numbers.md 4.2 over the days and hours of a year."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from suketto.sla.hours import Hours

TOKYO = ZoneInfo("Asia/Tokyo")
PER_WORKING_DAY = 32.9
MONTH = {4: 1.35, 5: 1.05, 6: 0.92, 7: 0.95, 8: 0.78, 9: 0.98, 10: 1.12, 11: 0.92, 12: 0.90, 1: 1.02, 2: 0.88, 3: 1.13}
WEEKDAY = [1.22, 1.06, 0.98, 0.90, 0.84]
HOURS = list(range(9, 18))
HOUR = [0.18, 0.16, 0.12, 0.05, 0.14, 0.12, 0.10, 0.08, 0.05]


def arrivals(random: Random, hours: Hours, first: date, last: date) -> Iterator[datetime]:
    """Moments of arrival in order, on the working days from `first` up to but not including `last`."""
    day, rest, worked_in_april = first, 0, 0
    while day < last:
        if hours.spans(day):
            worked_in_april = worked_in_april + 1 if day.month == 4 else 0
            factor = MONTH[day.month] * WEEKDAY[min(day.weekday(), 4)]
            factor *= 1.25 if rest >= 4 else 1.0
            factor *= 1.25 if 0 < worked_in_april <= 10 else 1.0
            yield from sorted(_moment(random, day) for _ in range(_poisson(random, PER_WORKING_DAY * factor)))
            rest = 0
        else:
            rest += 1
        day += timedelta(days=1)


def _moment(random: Random, day: date) -> datetime:
    hour = random.choices(HOURS, weights=HOUR)[0]
    return datetime.combine(day, time(hour, random.randrange(60), random.randrange(60)), TOKYO)


def _poisson(random: Random, mean: float) -> int:
    """Normal approximation, good at these sizes."""
    return max(0, round(random.gauss(mean, mean**0.5)))
