"""Who may be called while the demo's desk is closed."""

from random import Random

import pytest
import time_machine

from suketto.demo.company import found
from suketto.demo.rota import WEEKS, take_turns
from suketto.demo.scenes import open_today
from suketto.foundation import clock
from suketto.sla.rota.models import StandbyRule
from suketto.sla.rota.queries import closed_now

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_three_weeks_have_somebody_and_the_common_telephone_can_be_called() -> None:
    company = found(Random(1))  # noqa: S311  (the same company every time)

    assert take_turns(company) == len([name for name in WEEKS if name])
    assert all(rule.phone.startswith("+81") for rule in StandbyRule.objects.all())


@time_machine.travel("2026-11-22T02:10+09:00", tick=False)
def test_in_the_middle_of_the_night_one_desk_is_closed_and_has_somebody() -> None:
    company = found(Random(1))  # noqa: S311  (the same company every time)
    take_turns(company)
    open_today(company.desks["it"], clock.now())

    closed = closed_now(clock.now())

    assert [(each.desk.slug, each.duty and each.duty.person.family_name) for each in closed] == [("ga", "倉持")]
