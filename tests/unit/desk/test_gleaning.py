"""The words propose, a member takes; nothing is filled in by itself, and what is filled is not proposed again (S21)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from suketto.desk.gleaning import gleanings, heard
from suketto.foundation import clock
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db
WORDS = "14時から監査があります。PC-1024 で印刷できません。エラーコード: 0x80070005 です。"


def taken(ticket: Ticket, person: object, fact: str) -> int:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client.post(reverse("ticket_gleaning", args=[ticket.pk]), {"fact": fact}).status_code


def test_one_press_takes_one_fact() -> None:
    ticket = a_ticket(text=WORDS)
    proposed = {each.name for each in gleanings(ticket)}

    taken(ticket, a_member(), "device")

    ticket.refresh_from_db()
    assert proposed >= {"device", "stuck"}
    assert (ticket.device, ticket.deadline_at) == ("PC-1024", None)
    assert "device" not in {each.name for each in gleanings(ticket)}


def test_all_at_once() -> None:
    ticket = a_ticket(text=WORDS)

    taken(ticket, a_member(), "all")

    ticket.refresh_from_db()
    assert ticket.device == "PC-1024"
    assert "0x80070005" in ticket.stuck
    assert gleanings(ticket) == []


@pytest.mark.parametrize(
    ("words", "shown"), [("15時までに直してほしい", "明日 15:00"), ("今日中に直してほしい", "6/8(月) 23:59")]
)
def test_a_time_that_is_over_today_is_proposed_for_tomorrow_and_said_so(words: str, shown: str) -> None:
    with time_machine.travel(datetime(2026, 6, 8, 22, 37, tzinfo=ZoneInfo("Asia/Tokyo"))):
        found = heard(words, QueryDict(), clock.now())

    assert [each.shown for each in found] == [shown]


@time_machine.travel(datetime(2026, 6, 8, 14, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
def test_a_time_that_is_over_during_work_is_asked_and_only_a_press_that_names_it_takes_it() -> None:
    ticket, member = a_ticket(text="9時までに直してほしい"), a_member()
    asked = [each for each in gleanings(ticket) if each.asked]

    taken(ticket, member, "all")
    taken(ticket, member, "deadline_at")
    taken(ticket, member, "deadline_at@2026-06-30T09:00")
    ticket.refresh_from_db()
    untouched = ticket.deadline_at
    taken(ticket, member, asked[0].key)

    ticket.refresh_from_db()
    assert [(each.shown, each.words) for each in asked] == [("明日 09:00", "9時までに"), ("6/8(月) 21:00", "9時までに")]
    assert untouched is None
    assert ticket.deadline_at == datetime(2026, 6, 9, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


@time_machine.travel(datetime(2026, 6, 8, 14, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
def test_the_page_says_that_it_is_over_and_a_later_sure_word_ends_the_doubt() -> None:
    ticket, client = a_ticket(text="10時までに直してほしい"), Client()
    client.force_login(a_member())

    page = client.get(reverse("ticket", args=[ticket.pk]), {"known": "1"}).content.decode()
    actions.write(ticket, "すみません、16時までです。", by=somebody())

    assert "「10時までに」は今日はもう過ぎています" in page
    assert [each.shown for each in gleanings(ticket) if each.name == "deadline_at"] == ["6/8(月) 16:00"]


def test_what_was_not_proposed_cannot_be_sent_in() -> None:
    ticket = a_ticket(text="こんにちは、相談です")

    taken(ticket, a_member(), "device")

    ticket.refresh_from_db()
    assert ticket.device == ""


def test_only_a_member_of_the_desk_takes() -> None:
    shibata = somebody()
    ticket = a_ticket(shibata, text=WORDS)
    others = [shibata, somebody("久我"), a_member("倉持", desk=a_desk("ga", "総務"))]

    assert [taken(ticket, person, "all") for person in others] == [403, 403, 404]
    ticket.refresh_from_db()
    assert ticket.device == ""
