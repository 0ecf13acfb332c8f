"""Setting a desk's hours and targets. Promises already given stay as they are."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal
from suketto.people.models import Desk, Person
from suketto.sla.models import BusinessCalendar, Target, usual_week
from suketto.sla.queries import forget
from suketto.trail.actions import record


class HoursNotRead(Refusal):
    message = _("「%(text)s」を受付時間として読めません。09:00-12:00 13:00-17:30 のように書いてください。")


class DayNotRead(Refusal):
    message = _("「%(text)s」を日付として読めません。2026-12-29 のように一行に一日ずつ書いてください。")


class TargetNotSensible(Refusal):
    message = _("目安は 1 から 100000 までの分で入れてください。")


def read_spans(text: str) -> list[list[int]]:
    """`09:00-12:00 13:00-17:30` in minutes after midnight; an empty text is a closed day."""
    return [[_minute(edge, text) for edge in _edges(part, text)] for part in text.replace("、", " ").split()]


def _edges(part: str, text: str) -> tuple[str, str]:
    start, dash, end = part.replace("〜", "-").replace("～", "-").partition("-")
    if not dash:
        raise HoursNotRead(text=text)
    return start, end


def _minute(edge: str, text: str) -> int:
    hour, colon, minute = edge.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and len(edge) <= 5 and int(minute) < 60):
        raise HoursNotRead(text=text)
    return int(hour) * 60 + int(minute)


def write_spans(spans: list[list[int]]) -> str:
    """The way back, for the form."""
    return " ".join(f"{a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}" for a, b in spans)


def read_days(text: str) -> list[str]:
    """One day a line; refuses what is no day."""
    days = []
    for line in text.split():
        try:
            days.append(date.fromisoformat(line.replace("/", "-")).isoformat())
        except ValueError as error:
            raise DayNotRead(text=line) from error
    return sorted(set(days))


@transaction.atomic
def set_hours(desk: Desk, *, by: Person, week: list[str], days_off: str, national_holidays: bool) -> BusinessCalendar:
    """Seven texts, Monday first; refuses a week in which the desk never opens."""
    calendar = BusinessCalendar.objects.filter(desk=desk).first() or BusinessCalendar(desk=desk, week=usual_week())
    calendar.week = {str(day): sorted(read_spans(text)) for day, text in enumerate(week)}
    calendar.days_off, calendar.national_holidays = read_days(days_off), national_holidays
    try:
        calendar.clean()
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    calendar.save()
    forget(desk)
    transaction.on_commit(lambda: forget(desk))  # somebody may have read the old ones meanwhile
    record("desk.hours_set", desk, by=by, desk_id=desk.pk, internal=True, week=calendar.week)
    return calendar


@transaction.atomic
def set_targets(desk: Desk, *, by: Person, minutes: dict[int, int]) -> None:
    """Minutes of the desk's own hours until a first human word, per priority 1 to 4."""
    if any(not 1 <= value <= 100_000 for value in minutes.values()):
        raise TargetNotSensible
    for priority, value in minutes.items():
        Target.objects.update_or_create(desk=desk, priority=priority, defaults={"respond_within_minutes": value})
    forget(desk)
    transaction.on_commit(lambda: forget(desk))  # somebody may have read the old ones meanwhile
    record(
        "desk.targets_set", desk, by=by, desk_id=desk.pk, internal=True, minutes={str(k): v for k, v in minutes.items()}
    )
