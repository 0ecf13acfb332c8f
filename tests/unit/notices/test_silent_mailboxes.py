"""A mailbox that cannot be read rings the leaders' bells: once for each silence, and once when it is well."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from suketto.channels.email import silence
from suketto.channels.email.actions import connect
from suketto.channels.email.models import Mailbox
from suketto.channels.email.postman import fell, read_well
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Notification
from suketto.people.models import Person
from suketto.people.queries import leaders_of
from tests.people import a_desk, a_leader, a_member, an_administrator

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture
def mailbox() -> Mailbox:
    with time_machine.travel(NOON - timedelta(hours=1), tick=False):
        made = connect(by=None, desk=a_desk(), address="help@example.jp", host="mail.example.jp", password="x")
        read_well(made)
    return made


def looks(begin: datetime, minutes: int) -> None:
    """A look each minute, as the schedule has it, and the bells that follow."""
    for minute in range(minutes):
        with time_machine.travel(begin + timedelta(minutes=minute), tick=False):
            silence.watch(begin + timedelta(minutes=minute))
    run_waiting()


def bells(person: Person) -> list[tuple[str, str]]:
    return [(each.kind, each.words) for each in Notification.objects.filter(person=person).order_by("id")]


def test_leaders_hear_once_of_a_silence_and_once_of_its_end(mailbox: Mailbox) -> None:
    ishida, mizuno, elsewhere = a_leader(), a_member(), a_leader("堀内", a_desk("ga", "総務"))

    looks(NOON, 60)
    rung = bells(ishida)
    read_well(Mailbox.objects.get(), NOON + timedelta(hours=1))
    looks(NOON + timedelta(hours=1), 3)

    assert [kind for kind, _words in rung] == ["silent"]
    assert "help@example.jp だれも読みに行っていません。" in rung[0][1]
    assert bells(ishida)[1:] == [("well", "help@example.jp")]
    assert bells(mizuno) == bells(elsewhere) == []


def test_the_next_silence_is_told_again(mailbox: Mailbox) -> None:
    ishida = a_leader()
    looks(NOON, 5)
    read_well(Mailbox.objects.get(), NOON + timedelta(minutes=5))
    looks(NOON + timedelta(minutes=5), 40)

    assert [kind for kind, _words in bells(ishida)] == ["silent", "well", "silent"]


def test_a_refused_password_is_told_without_waiting_for_the_silence(mailbox: Mailbox) -> None:
    ishida = a_leader()
    read_well(mailbox, NOON)
    with time_machine.travel(NOON, tick=False):
        fell(Mailbox.objects.get(), "sign-in", "no")

    looks(NOON, 6)

    assert [(kind, "サインインできません" in words) for kind, words in bells(ishida)] == [("silent", True)]


@pytest.mark.parametrize("cause", ["lost", "timeout", "refused"])
def test_what_heals_by_itself_is_given_its_minutes(mailbox: Mailbox, cause: str) -> None:
    ishida = a_leader()
    read_well(mailbox, NOON)
    with time_machine.travel(NOON, tick=False):
        fell(Mailbox.objects.get(), cause, "")

    looks(NOON, 10)
    early = bells(ishida)
    looks(NOON + timedelta(minutes=10), 10)

    assert (early, len(bells(ishida))) == ([], 1)


def test_a_house_that_slept_is_no_silence(mailbox: Mailbox) -> None:
    ishida = a_leader()
    looks(NOON, 1)  # the last look before the house was stopped
    morning = NOON + timedelta(hours=8)
    looks(morning, 1)  # the first one, before anybody has read
    read_well(Mailbox.objects.get(), morning + timedelta(seconds=20))
    looks(morning + timedelta(minutes=1), 3)

    assert bells(ishida) == []


def test_a_mailbox_that_is_switched_off_is_silent_on_purpose(mailbox: Mailbox) -> None:
    ishida = a_leader()
    Mailbox.objects.update(active=False)

    looks(NOON, 10)

    assert bells(ishida) == []


def test_a_desk_without_a_leader_has_its_members_and_one_without_any_the_administrators() -> None:
    kishimoto = an_administrator()
    asked = [leaders_of(a_desk())]
    mizuno = a_member()
    asked.append(leaders_of(a_desk()))
    ishida = a_leader()
    asked.append(leaders_of(a_desk()))

    assert asked == [[kishimoto], [mizuno], [ishida]]


def test_the_line_behind_the_bell_leads_to_the_letters(mailbox: Mailbox) -> None:
    ishida, browser = a_leader(), Client()
    browser.force_login(ishida)
    looks(NOON, 5)

    page = browser.get(reverse("notifications")).content.decode()

    assert f'<a href="{reverse("letters")}"><b>メールボックスを読めません</b></a>' in page
