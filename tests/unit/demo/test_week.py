"""The demo's week behind: enough for an honest waiting time, a log, and a month of small requests."""

from datetime import timedelta
from random import Random

import pytest
import time_machine

from suketto.channels.chat.queries import expected, in_hand, queue
from suketto.channels.phone.models import Call
from suketto.demo.company import Company, found
from suketto.demo.telephone import CALLS, ring
from suketto.demo.week import asked_in_passing, chats_of_week
from suketto.desk.small import month_before, month_list
from suketto.foundation import clock
from suketto.tickets import actions

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def a_week(company: Company) -> None:
    """Two solved cases of each kind on each of the last five days."""
    mizuno, now = company.named["水野"], clock.now()
    for days in range(5, 0, -1):
        for channel in ("chat", "phone", "walk_in") * 2:
            with time_machine.travel(now - timedelta(days=days), tick=False):
                asked = {"by": mizuno, "requester": company.colleagues[days], "text": "印刷できません"}
                ticket = actions.open_ticket(desk=company.desks["it"], channel=channel, assignee=mizuno, **asked)
            with time_machine.travel(now - timedelta(days=days) + timedelta(minutes=20), tick=False):
                actions.spend(ticket, 5, by=mizuno)
                actions.resolve(ticket, by=mizuno, answer="直しました")


@time_machine.travel("2026-06-08T10:00+09:00", tick=False)
def test_the_week_behind_is_known_and_leaves_nothing_waiting() -> None:
    random = Random(1)  # noqa: S311  (the same company every time)
    company, now = found(random), clock.now()
    a_week(company)

    made = chats_of_week(company, random, now), ring(company, random, now), asked_in_passing(company, now)

    desk = company.desks["it"]
    assert made == (10, 10 + 4 + len(CALLS), 10)
    assert expected(desk, 1, now) is not None
    assert (list(queue([desk.pk])), list(in_hand(company.named["水野"]))) == ([], [])
    assert Call.objects.filter(key__startswith="week-", ticket__isnull=False).count() == 10
    assert list(Call.objects.filter(key__startswith="week-").order_by("id").values_list("started_at", flat=True)) == (
        sorted(Call.objects.filter(key__startswith="week-").values_list("started_at", flat=True))
    )
    months = [month_list(desk, month).total.count for month in (month_before(clock.today()), clock.today())]
    assert months == [0, 10]
