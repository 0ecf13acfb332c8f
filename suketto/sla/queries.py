"""Due when? For a desk and a priority."""

from datetime import datetime

from suketto.people.models import Desk
from suketto.sla import hours
from suketto.sla.hours import Hours
from suketto.sla.models import USUAL_TARGETS, BusinessCalendar, Target, parse_day, usual_week


def hours_of(desk: Desk | int) -> Hours:
    """The desk's hours; the usual ones (9-12, 13-17:30 on working days) until somebody sets them."""
    calendar = BusinessCalendar.objects.filter(desk=desk).first()
    if calendar is None:
        return _hours(BusinessCalendar(week=usual_week(), days_off=[]))
    return _hours(calendar)


def _hours(calendar: BusinessCalendar) -> Hours:
    week = tuple(tuple((int(start), int(end)) for start, end in calendar.week.get(str(day), [])) for day in range(7))
    return Hours(
        week=week,
        days_off=frozenset(parse_day(text) for text in calendar.days_off),
        national_holidays=calendar.national_holidays,
        zone=calendar.time_zone,
    )


def target_minutes(desk: Desk | int, priority: int) -> int:
    """Working minutes until a first human word is promised."""
    found = Target.objects.filter(desk=desk, priority=priority).values_list("respond_within_minutes", flat=True).first()
    return found if found is not None else USUAL_TARGETS[priority]


def respond_due(desk: Desk | int, priority: int, start: datetime) -> datetime:
    """When the promised word is due for something that arrived at `start`."""
    return hours.due(hours_of(desk), start, target_minutes(desk, priority))


def targets_of(desk: Desk) -> dict[int, int]:
    return USUAL_TARGETS | dict(desk.targets.values_list("priority", "respond_within_minutes"))
