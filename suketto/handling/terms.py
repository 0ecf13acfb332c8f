"""How long things last here, as arithmetic on given moments: no clock, no database."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from suketto.sla.hours import Hours

GOOD_FOR = timedelta(days=90)  # of one reviewed fact
NEVER_LONGER_THAN = timedelta(days=180)  # of a note, renewed or not
REVIEWED_WITHIN_DAYS = 2
ANSWERED_WITHIN_DAYS = 10
FRESH_FOR = timedelta(days=30)  # a fact older than this says nothing about the next contact
LONGEST_LOOK = 400


def end_of_working_day(hours: Hours, start: datetime, days: int) -> datetime:
    """When the working day ends that is so many working days after the day of `start`."""
    zone = ZoneInfo(hours.zone)
    day = start.astimezone(zone).date()
    for _ahead in range(LONGEST_LOOK):
        day += timedelta(days=1)
        spans = hours.spans(day)
        days -= bool(spans)
        if spans and days == 0:
            return datetime.combine(day, time(), zone) + timedelta(minutes=spans[-1][1])
    raise ValueError("hardly a working day in more than a year")
