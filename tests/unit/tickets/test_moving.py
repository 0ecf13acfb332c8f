"""A ticket that goes to another desk takes the wait with it, and comes back as it went."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from suketto.catalog.models import Service
from suketto.people.models import Desk, Person
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
TOKYO = ZoneInfo("Asia/Tokyo")
MORNING = datetime(2026, 6, 10, 10, 0, tzinfo=TOKYO)


@pytest.fixture
def morning() -> "time_machine.Traveller":
    with time_machine.travel(MORNING, tick=False) as now:
        yield now


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def general() -> Desk:
    return a_desk("ga", "総務")


def moved(ticket: Ticket, *desks: Desk, by: Person) -> Ticket:
    for desk in desks:
        actions.move(ticket, desk, by=by, reason="こちらの件です")
    return Ticket.objects.get(pk=ticket.pk)


def test_there_and_back_it_is_as_late_as_before(mizuno: Person, general: Desk, morning: time_machine.Traveller) -> None:
    vpn = Service.objects.create(slug="vpn", name="VPN", desk=a_desk())
    ticket = a_ticket(service=vpn)
    morning.shift(timedelta(days=1))
    actions.mark_overdue(ticket, MORNING + timedelta(days=1))
    ticket.refresh_from_db()

    back = moved(ticket, general, a_desk(), by=mizuno)

    assert (back.due_at, back.overdue_since, back.service) == (ticket.due_at, ticket.overdue_since, vpn)
    assert back.sort_priority == ticket.sort_priority


def test_the_other_desk_has_no_service_of_this_one_and_counts_from_arrival(
    mizuno: Person, general: Desk, morning: time_machine.Traveller
) -> None:
    ticket = a_ticket(service=Service.objects.create(slug="vpn", name="VPN", desk=a_desk()))
    morning.shift(timedelta(hours=1))

    there = moved(ticket, general, by=mizuno)

    assert (there.service, there.due_at) == (None, a_ticket(desk=general, at=MORNING).due_at)


def test_a_time_that_was_told_stays(mizuno: Person, general: Desk) -> None:
    ticket = a_ticket()
    actions.reply(ticket, "午後に見ます。", by=mizuno, next_contact_at=MORNING + timedelta(hours=5))

    assert moved(ticket, general, by=mizuno).due_at == MORNING + timedelta(hours=5)


def test_whoever_asks_again_after_a_bare_word_is_owed_one(mizuno: Person, morning: time_machine.Traveller) -> None:
    shibata = somebody()
    ticket = a_ticket(shibata)
    actions.reply(ticket, "確認します。", by=mizuno)
    ticket.refresh_from_db()
    assert ticket.due_at is None
    morning.shift(timedelta(hours=1))

    actions.write(ticket, "まだですか。", by=shibata)
    first = Ticket.objects.get(pk=ticket.pk).due_at
    morning.shift(timedelta(minutes=5))
    actions.write(ticket, "お願いします。", by=shibata)

    assert first is not None
    assert first > MORNING + timedelta(hours=1)
    assert Ticket.objects.get(pk=ticket.pk).due_at == first
