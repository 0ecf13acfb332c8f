"""The demo's desk is open when somebody looks at it."""

from datetime import date, datetime

import pytest
import time_machine

from suketto.demo.scenes import open_today
from suketto.foundation import clock
from suketto.sla.models import BusinessCalendar
from suketto.sla.queries import hours_of
from tests.people import a_desk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("when", ["2026-11-22T18:20+09:00", "2026-11-23T11:00+09:00", "2026-11-24T10:00+09:00"])
def test_it_is_open_on_sundays_on_holidays_and_as_usual(when: str) -> None:
    desk = a_desk()
    BusinessCalendar.objects.update_or_create(desk=desk, defaults={"days_off": ["2026-11-24"]})
    with time_machine.travel(when):
        open_today(desk, clock.now())

        assert hours_of(desk).open_at(clock.now())
        assert not hours_of(desk).open_at(datetime.fromisoformat("2026-12-03T03:00+09:00"))
        weekend = {bool(hours_of(desk).spans(date(2026, 12, day))) for day in (5, 6)}
        assert len(weekend) == 1, "both days of a weekend look the same on the rota"


@pytest.mark.parametrize(
    ("when", "also"),
    [("2026-11-23T00:41+09:00", "2026-11-22T23:30+09:00"), ("2026-11-22T23:40+09:00", "2026-11-23T00:30+09:00")],
)
def test_around_midnight_the_date_closes_nothing(when: str, also: str) -> None:
    desk = a_desk()
    BusinessCalendar.objects.update_or_create(desk=desk)
    with time_machine.travel(when):
        assert not open_today(desk, clock.now())

    assert hours_of(desk).open_at(datetime.fromisoformat(also))
