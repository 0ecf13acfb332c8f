"""A call at the desk: one key, a number at once, nothing lost, closed in the same breath (S02, S04)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from suketto.assets.actions import register
from suketto.channels.phone.models import Call, Memo
from suketto.desk.calling import settle_left_calls, take
from suketto.foundation import clock
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail
from suketto.people.models import Person
from suketto.tickets.models import Ticket
from tests.pages import in_one_line
from tests.people import a_desk, a_leader, a_member, somebody
from tests.unit.phone.ringing import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def desk_client(mizuno: Person) -> Client:
    client = Client()
    client.force_login(mizuno)
    return client


def taken(client: Client, **posted: object) -> Call:
    client.post(reverse("take_call"), posted)
    found: Call = Call.objects.latest("id")
    return found


def settled(client: Client, call: Call, **words: object) -> int:
    return client.post(reverse("call_settlement", args=[call.pk]), words).status_code


def test_one_key_gives_a_number_to_tell_and_pressed_twice_it_is_one_call(desk_client: Client) -> None:
    once = str(uuid4())

    first = desk_client.post(reverse("take_call"), {"once": once})
    second = desk_client.post(reverse("take_call"), {"once": once})

    call = Call.objects.get()
    assert first["Location"] == second["Location"] == reverse("call", args=[call.pk])
    assert Ticket.objects.get().pk == call.ticket_id
    page = desk_client.get(first["Location"]).content.decode()
    assert call.ticket is not None
    assert call.ticket.label in page
    run_waiting()
    assert Mail.objects.count() == 0


def test_its_address_typed_by_hand_leads_to_the_log(desk_client: Client) -> None:
    assert desk_client.get(reverse("take_call"))["Location"] == reverse("calls")


def test_everything_goes_into_the_case_at_once_and_whoever_called_is_told(desk_client: Client, mizuno: Person) -> None:
    sanada = somebody("真田", "隆志")
    call = taken(desk_client)

    assert settled(
        desk_client, call, act="keep", requester=sanada.pk, text="2階の複合機から出ません", stuck="オフライン",
        situation="9時から。隣の席は出る", goal="10時の会議の資料が手に入る", impact=2, urgency=1, device="CB-0412",
    ) == 302  # fmt: skip

    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.subject, ticket.state, ticket.assignee) == (
        sanada, "2階の複合機から出ません", "working", mizuno,
    )  # fmt: skip
    assert ticket.messages.get().body == "2階の複合機から出ません"
    assert (ticket.triage.goal, ticket.device, ticket.priority) == ("10時の会議の資料が手に入る", "CB-0412", 2)
    call.refresh_from_db()
    assert (call.person, call.ended_at is not None) == (sanada, True)
    run_waiting()
    assert Mail.objects.get().to == sanada.email


def test_an_unknown_caller_is_kept_with_candidates_and_cannot_be_closed_unknown(desk_client: Client) -> None:
    names = (("山田", "ヤマダ"), ("山本", "ヤマモト"), ("山口", "ヤマグチ"), ("久我", "クガ"))
    people = [somebody(name, "一", family_kana=kana) for name, kana in names]
    call = taken(desk_client)

    assert (
        settled(desk_client, call, act="solve", requester_words="ヤマ…不明", text="音が出ない", answer="消音でした")
        == 422
    )
    assert Ticket.objects.get().open
    assert settled(desk_client, call, act="keep", requester_words="ヤマ…不明", text="音が出ない") == 302

    ticket = Ticket.objects.get()
    page = desk_client.get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert [person.full_name in page for person in people] == [True, True, True, False]


def test_solved_on_the_telephone_it_is_closed_in_the_same_breath(desk_client: Client) -> None:
    sanada = somebody("真田", "隆志")
    call = taken(desk_client, person=sanada.pk)

    with time_machine.travel(clock.now() + timedelta(minutes=4)):
        settled(desk_client, call, act="solve", requester=sanada.pk, text="音が出ない", answer="消音を外しました")

    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.minutes_spent) == ("resolved", 4)
    run_waiting()
    assert [mail.subject.startswith("受け付けました") for mail in Mail.objects.all()] == [False]


def test_an_answer_told_on_the_telephone_is_not_lost_where_the_case_stays_open(desk_client: Client) -> None:
    call, sanada = taken(desk_client), somebody("真田", "隆志")
    told = {"act": "keep", "text": "印刷できない", "answer": "再起動をお伝えした", "requester": sanada.pk}

    settled(desk_client, call, **told)

    assert call.ticket is not None
    assert [note.body for note in call.ticket.notes.all()] == ["電話で伝えた答え: 再起動をお伝えした"]


def test_what_is_typed_is_kept_at_the_house_and_comes_back(desk_client: Client) -> None:
    call = taken(desk_client)
    address = reverse("call_memo", args=[call.pk])

    answer = desk_client.post(address, {"text": "モニターが映らない", "stuck": "信号な"})

    assert "に保存しました" in answer.content.decode()
    page = desk_client.get(reverse("call", args=[call.pk])).content.decode()
    assert "モニターが映らない" in page
    settled(desk_client, call, act="keep", text="モニターが映らない", stuck="信号なし")
    assert "もう受け付けてあります" in desk_client.post(address, {"text": "遅れて届いた"}).content.decode()
    assert Ticket.objects.get().stuck == "信号なし"


@pytest.mark.parametrize(
    ("words", "kept_as"),
    [({"text": "画面が固まる"}, "message"), ({"text": "画面が固まる", "deadline_at": "2001-01-01T10:00"}, "note")],
)
def test_left_half_written_it_becomes_the_case_by_itself(
    desk_client: Client, words: dict[str, str], kept_as: str
) -> None:
    call = taken(desk_client)
    desk_client.post(reverse("call_memo", args=[call.pk]), words)

    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        settle_left_calls()
        settle_left_calls()

    ticket = Ticket.objects.get()
    found = ticket.messages.get().body if kept_as == "message" else ticket.notes.get().body
    assert "画面が固まる" in found
    assert Memo.objects.get().settled_at is not None


def test_a_wrong_number_is_closed_without_anybody(desk_client: Client) -> None:
    assert settled(desk_client, taken(desk_client), act="nothing") == 302

    assert Ticket.objects.get().resolutions.get().how == "nothing"


def test_a_refused_memo_keeps_every_word(desk_client: Client) -> None:
    call = taken(desk_client)

    answer = desk_client.post(
        reverse("call_settlement", args=[call.pk]),
        {"act": "keep", "text": "あした使う", "goal": "会議に出る", "deadline_at": "2001-01-01T10:00"},
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "これからの時刻を入れてください" in page
    assert "あした使う" in page
    assert "会議に出る" in page


def test_a_call_is_for_its_desk_alone(desk_client: Client) -> None:
    call = taken(desk_client)
    for person, expected in ((somebody(), 403), (a_leader("宮田", a_desk("soumu", "総務")), 404)):
        other = Client()
        other.force_login(person)
        assert other.get(reverse("call", args=[call.pk])).status_code == expected
        assert settled(other, call, act="nothing") == expected
        assert other.post(reverse("call_memo", args=[call.pk]), {"text": "x"}).status_code == expected


def test_the_caller_is_found_by_the_number_of_the_pc(desk_client: Client) -> None:
    sanada = somebody("真田", "隆志")
    register("CB-0412", by=None, person=sanada)

    for typed in ("CB-0412", "ｃｂ０４１２", "0412"):
        assert "真田 隆志" in desk_client.get(reverse("callers"), {"caller": typed}).content.decode()


def test_two_members_who_take_one_call_tell_one_number(desk_client: Client, mizuno: Person) -> None:
    call = taken(desk_client)
    stale = Call.objects.get(pk=call.pk)
    stale.ticket_id = None

    again = take(by=a_member("高瀬", "陽"), desk=a_desk(), once=None, call=stale)

    assert (again.ticket_id, Ticket.objects.count()) == (call.ticket_id, 1)


def test_sent_twice_it_is_done_once_and_other_words_stay_as_a_note(desk_client: Client) -> None:
    sanada = somebody("真田", "隆志")
    call = taken(desk_client)
    said = {"act": "keep", "requester": sanada.pk, "text": "画面が固まる"}
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        assert [settled(desk_client, call, **said) for _twice in range(2)] == [302, 302]
        assert settled(desk_client, call, **said | {"text": "もう一つの画面で書いたこと"}) == 302

    ticket = Ticket.objects.get()
    assert (ticket.minutes_spent, ticket.messages.get().body) == (5, "画面が固まる")
    assert "もう一つの画面で書いたこと" in ticket.notes.get().body


def test_whoever_writes_on_after_half_an_hour_loses_nothing(desk_client: Client) -> None:
    call = taken(desk_client)
    desk_client.post(reverse("call_memo", args=[call.pk]), {"text": "画面が固まる"})
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        settle_left_calls()
        kept = desk_client.post(reverse("call_memo", args=[call.pk]), {"text": "画面が固まる。青くなった"})
        assert "に保存しました" in kept.content.decode()
        assert settled(desk_client, call, act="keep", text="画面が固まる。青くなった", stuck="0x1234") == 302

    ticket = Ticket.objects.get()
    assert (ticket.messages.get().body, ticket.stuck) == ("画面が固まる。青くなった", "0x1234")


def test_an_empty_memo_waits_as_it_is(desk_client: Client) -> None:
    call = taken(desk_client)
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        settle_left_calls()
        assert settled(desk_client, call, act="keep", text="長い話のあとで書いた") == 302

    assert Ticket.objects.get().messages.get().body == "長い話のあとで書いた"


@pytest.mark.parametrize(
    ("words", "chip"),
    [
        ("15時までに見積を送りたい。PC-1024 です", "2026-11-16T15:00"),
        ("今日中にお願いします", "2026-11-16T17:30"),
        ("明日の10時から会議です", "2026-11-17T10:00"),
        ("昨日の15時から動きません", ""),
        ("印刷できません", ""),
    ],
)
def test_a_deadline_that_the_caller_names_is_offered_until_the_box_is_filled(
    desk_client: Client, words: str, chip: str
) -> None:
    with time_machine.travel(MONDAY):
        address = reverse("call_beside", args=[taken(desk_client).pk])
        offered = in_one_line(desk_client.post(address, {"text": words}))
        filled = in_one_line(desk_client.post(address, {"text": words, "deadline_at": "2026-11-16T12:00"}))

    assert re.findall(r'data-fills="deadline_at" value="([^"]*)"', offered + filled) == ([chip] if chip else [])
    assert ('data-fills="device" value="PC-1024"' in offered) == ("PC-1024" in words)


def test_what_kind_of_deadline_it_is_goes_into_the_case_with_it(desk_client: Client) -> None:
    for deadline, kind in (("2026-11-16T15:00", "customer"), ("2026-11-16T16:00", "")):
        with time_machine.travel(MONDAY):
            words = {"text": "15時までに見積を得意先に送りたい", "deadline_at": deadline}
            assert settled(desk_client, taken(desk_client), act="keep", requester_words="山田", **words) == 302

        assert Ticket.objects.latest("id").deadline_kind == kind


def test_a_call_from_abroad_shows_what_time_it_is_there_and_keeps_it(desk_client: Client) -> None:
    with time_machine.travel("2026-06-08T20:30+09:00", tick=False):
        call = taken(desk_client)
        beside = desk_client.post(reverse("call_beside", args=[call.pk]), {"zone": "Europe/Berlin"}).content.decode()
        settled(desk_client, call, text="資料が開けない", requester_words="久我", zone="Europe/Berlin")

    ticket = Ticket.objects.get()
    assert "ドイツ（CEST 13:30）" in beside
    assert (ticket.place, ticket.working_place) == ("ドイツ（CEST 13:30）", "abroad")
