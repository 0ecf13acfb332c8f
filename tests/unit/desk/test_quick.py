"""ひとことメモ: a corridor request and a call from abroad, written down in passing (S14, S79)."""

from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from suketto.people.models import Person
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_leader, a_member, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def ishida() -> Person:
    return a_leader("石田")


@pytest.fixture
def pocket(ishida: Person) -> Client:
    client = Client(headers={"HX-Request": "true"})
    client.force_login(ishida)
    return client


def test_a_call_from_abroad_at_night_says_what_time_it_was_there(pocket: Client) -> None:
    narumi = somebody("鳴海", "遼")
    with time_machine.travel("2026-06-08T20:30+09:00", tick=False):
        answer = pocket.post(
            reverse("quick"),
            {
                "text": "明日の資料が開けない",
                "requester": narumi.pk,
                "channel": "phone",
                "zone": "Asia/Singapore",
                "minutes": 6,
            },
        )

    ticket = Ticket.objects.get()
    assert (answer.status_code, ticket.label in answer.content.decode()) == (201, True)
    assert (ticket.place, ticket.working_place, ticket.channel) == ("シンガポール（+08 19:30）", "abroad", "phone")
    assert ticket.minutes_spent == 6
    page = pocket.get(reverse("ticket", args=[ticket.pk]), {"part": "side"}).content.decode()
    assert "時間外" in page
    assert "海外・シンガポール（+08 19:30）" in page


def test_sent_late_it_has_the_time_it_was_written_and_sent_twice_it_is_one(pocket: Client) -> None:
    memo = {"text": "アイコンを大きく", "channel": "walk_in", "once": str(uuid4()), "at": "2026-06-08T01:00:00.000Z"}
    with time_machine.travel("2026-06-08T15:00+09:00", tick=False):
        answers = [pocket.post(reverse("quick"), memo).status_code for _twice in range(2)]

    assert answers == [201, 201]
    assert Ticket.objects.get().opened_at.isoformat() == "2026-06-08T01:00:00+00:00"


@pytest.mark.parametrize("at", ["2026-06-09T01:00:00Z", "2026-05-01T01:00:00Z", ""])
def test_a_clock_that_is_wrong_is_not_believed(pocket: Client, at: str) -> None:
    with time_machine.travel("2026-06-08T15:00+09:00", tick=False):
        pocket.post(reverse("quick"), {"text": "アイコンを大きく", "channel": "walk_in", "at": at})

    assert Ticket.objects.get().opened_at.isoformat() == "2026-06-08T06:00:00+00:00"


def test_done_on_the_spot_it_is_solved_and_of_an_unknown_person_it_stays_open(pocket: Client) -> None:
    for requester in (somebody("堀内", "社長").pk, ""):
        said = {"text": "アイコンを大きく", "channel": "walk_in", "requester": requester, "solved": "1"}
        assert pocket.post(reverse("quick"), said).status_code == 201

    assert list(Ticket.objects.order_by("id").values_list("state", flat=True)) == ["resolved", "new"]


def test_nothing_written_is_refused_in_words(pocket: Client) -> None:
    answer = pocket.post(reverse("quick"), {"text": " ", "channel": "walk_in"})

    assert (answer.status_code, Ticket.objects.count()) == (422, 0)
    assert answer.content.decode() != ""


def test_without_scripts_it_is_a_page_and_for_members_alone(ishida: Person) -> None:
    clients = []
    for person in (somebody(), a_member(), a_leader("宮田", a_desk("soumu", "総務"))):
        client = Client()
        client.force_login(person)
        clients.append(client)
    seen = [client.post(reverse("quick"), {"text": "電球", "channel": "walk_in"}).status_code for client in clients]

    assert seen == [403, 302, 302]
    assert sorted(Ticket.objects.values_list("desk__slug", flat=True)) == ["it", "soumu"]


def test_an_answer_that_could_not_end_it_stays_as_a_note(pocket: Client) -> None:
    said = {"text": "アイコンを大きく", "channel": "walk_in", "solved": "1", "answer": "表示を125％にしました"}
    pocket.post(reverse("quick"), said)

    ticket = Ticket.objects.get()
    assert ticket.open
    assert "表示を125％にしました" in ticket.notes.get().body


def test_a_call_of_last_night_that_is_written_down_in_the_morning_counts_as_of_last_night(pocket: Client) -> None:
    memo = {"text": "資料が開けない", "channel": "phone", "zone": "Asia/Singapore", "when": "2026-06-08T20:30"}
    with time_machine.travel("2026-06-09T09:05+09:00", tick=False):
        pocket.post(reverse("quick"), memo | {"at": "2026-06-09T00:05:00Z"})

    ticket = Ticket.objects.get()
    assert (ticket.opened_at.isoformat(), ticket.place) == ("2026-06-08T11:30:00+00:00", "シンガポール（+08 19:30）")
    assert "時間外" in pocket.get(reverse("ticket", args=[ticket.pk]), {"part": "side"}).content.decode()


@pytest.mark.parametrize("when", ["2026-06-09T09:06", "2026-06-01T09:00"])
def test_a_moment_to_come_or_long_ago_is_asked_about(pocket: Client, when: str) -> None:
    with time_machine.travel("2026-06-09T09:05+09:00", tick=False):
        answer = pocket.post(reverse("quick"), {"text": "資料が開けない", "channel": "phone", "when": when})

    assert (answer.status_code, "7日の中から" in answer.content.decode()) == (422, True)
    assert not Ticket.objects.exists()
