"""Due when? For a desk and a priority."""

from collections.abc import Collection
from datetime import datetime

from django.core.cache import caches

from suketto.people.models import Desk
from suketto.sla import hours
from suketto.sla.hours import Hours
from suketto.sla.models import USUAL_TARGETS, BusinessCalendar, Target, parse_day, usual_week

# Hours and targets change a few times a year and are asked for with every ticket; another process may see a change
# this much later.
REMEMBERED_SECONDS = 10
here = caches["here"]


def hours_of(desk: Desk | int) -> Hours:
    """The desk's hours; the usual ones (9-12, 13-17:30 on working days) until somebody sets them."""
    number = desk.pk if isinstance(desk, Desk) else desk
    known: Hours | None = here.get(f"hours-{number}")
    if known is None:
        calendar = BusinessCalendar.objects.filter(desk=number).first()
        known = _hours(calendar or BusinessCalendar(week=usual_week(), days_off=[]))
        here.set(f"hours-{number}", known, REMEMBERED_SECONDS)
    return known


def hours_of_many(desk_ids: Collection[int]) -> dict[int, Hours]:
    """By desk, as they are written now; one query."""
    written = {each.desk_id: each for each in BusinessCalendar.objects.filter(desk_id__in=desk_ids)}
    usual = BusinessCalendar(week=usual_week(), days_off=[])
    return {number: _hours(written.get(number, usual)) for number in desk_ids}


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
    number = desk.pk if isinstance(desk, Desk) else desk
    known: dict[int, int] | None = here.get(f"targets-{number}")
    if known is None:
        rows = Target.objects.filter(desk=number).values_list("priority", "respond_within_minutes")
        known = USUAL_TARGETS | dict(rows)
        here.set(f"targets-{number}", known, REMEMBERED_SECONDS)
    return known[priority]


def forget(desk: Desk) -> None:
    """To be called when hours or targets were set."""
    here.delete_many([f"hours-{desk.pk}", f"targets-{desk.pk}"])


def respond_due(desk: Desk | int, priority: int, start: datetime) -> datetime:
    """When the promised word is due for something that arrived at `start`."""
    return hours.due(hours_of(desk), start, target_minutes(desk, priority))


def targets_of(desk: Desk) -> dict[int, int]:
    return USUAL_TARGETS | dict(desk.targets.values_list("priority", "respond_within_minutes"))
