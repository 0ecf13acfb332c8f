"""From what a line says to calls and to the calls we owe."""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
import time_machine

from suketto.channels.phone import actions, queries
from suketto.channels.phone.adapters import Push
from suketto.channels.phone.lines import try_out
from suketto.channels.phone.memos import keep_memo
from suketto.channels.phone.models import Call, CallBack, CallEvent, Line
from suketto.channels.phone.queries import forget_raw
from suketto.channels.phone.storing import store
from suketto.channels.phone.understanding import understand, understand_waiting
from suketto.people.actions import add_number
from suketto.people.models import Person
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.phone.ringing import CALLER, MONDAY, NUMBER, a_call, a_line, missed, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_a_call_that_is_answered(line: Line, mizuno: Person, monday: time_machine.Traveller) -> None:
    tell(line, "newCall")
    monday.shift(5)
    tell(line, "answer", answeringNumber="4120")
    monday.shift(65)
    call = a_call(line, "hangup")

    assert (call.number, call.said, call.direction) == (NUMBER, CALLER, "in")
    assert (call.taken_by, call.seconds, call.missed) == (mizuno, 65, False)
    assert call.answered_at == MONDAY + timedelta(seconds=5)
    assert not CallBack.objects.exists()
    kinds = list(Event.objects.about("call", call.pk).order_by("id").values_list("kind", flat=True))
    assert kinds == ["call.rang", "call.answered", "call.ended"]


def test_told_three_times_heard_once(line: Line) -> None:
    for event in ("newCall", "newCall", "answer", "answer", "answer", "hangup", "hangup"):
        assert tell(line, event).status_code == 200

    outcomes = CallEvent.objects.order_by("id").values_list("outcome", flat=True)
    assert list(outcomes) == ["understood", "repeated", "understood", "repeated", "repeated", "understood", "repeated"]
    assert Call.objects.count() == 1
    assert Event.objects.filter(about_kind="call").count() == 3


@pytest.mark.parametrize("order", list(permutations(["newCall", "answer", "hangup"])), ids="-".join)
def test_in_any_order_it_is_the_same_call(line: Line, mizuno: Person, order: tuple[str, ...]) -> None:
    call = a_call(line, *order, answeringNumber="4120")

    assert (call.number, call.taken_by, call.answered_at, call.ended_at) == (NUMBER, mizuno, MONDAY, MONDAY)
    assert not CallBack.objects.exists()


def test_a_key_that_an_exchange_uses_again_is_another_call(line: Line, monday: time_machine.Traveller) -> None:
    lost = missed(line, "c0", **{"from": "03-1111-2222"})
    monday.shift(20)
    tell(line, "newCall", call="c0", **{"from": "2581"})
    again = a_call(line, "answer", call="c0", **{"from": "2581"})

    lost.refresh_from_db()
    assert (again.pk != lost.pk, again.number, lost.number, lost.missed) == (True, "2581", "+81311112222", True)
    assert CallBack.objects.get().number == "+81311112222"
    assert set(lost.events.values_list("key", flat=True)) == {lost.key} != {again.key}


def test_the_same_number_after_an_hour_is_another_call_and_a_late_repetition_is_not(
    line: Line, monday: time_machine.Traveller
) -> None:
    lost = missed(line, "c0")
    monday.shift(120)
    tell(line, "newCall", call="c0")
    assert Call.objects.get() == lost
    monday.shift(3600)
    tell(line, "newCall", call="c0")

    assert Call.objects.count() == 2
    assert Call.objects.get(key="c0").ended_at is None


def test_everybody_with_the_number_is_a_candidate_and_nobody_is_chosen(line: Line) -> None:
    people = [somebody("真田", "隆志", family_kana="サナダ"), somebody("久我", "直人", family_kana="クガ")]
    for person in people:
        add_number(person, CALLER, kind="mobile", by=None)
    somebody("大場", "敬三", extension="5678")

    call = a_call(line, "newCall")

    assert (sorted(call.candidates), call.person) == (sorted(person.pk for person in people), None)


def test_an_extension_is_a_caller_too(line: Line) -> None:
    sanada = somebody("真田", "隆志", extension="4121")
    call = a_call(line, "newCall", **{"from": "sip:4121@pbx.example.jp"})

    assert (call.number, call.candidates) == ("4121", [sanada.pk])


@pytest.mark.parametrize("user", ["4120", "水野 真理", "真理 水野", "SIP/mizuno", "sip:4120@pbx", "090-8765-4321"])
def test_who_answered_by_extension_name_number_or_as_the_administrator_said(
    line: Line, mizuno: Person, user: str
) -> None:
    a_member("高瀬", "亮", extension="4121")
    somebody("水野", "真理", extension="4120")  # no member of the desk
    add_number(mizuno, "090-8765-4321", kind="mobile", by=None)
    actions.add_user(line, "SIP/mizuno", mizuno, by=None)

    assert a_call(line, "newCall", "answer", user=user).taken_by == mizuno


def test_two_members_of_one_extension_are_nobody(line: Line, mizuno: Person) -> None:
    a_member("高瀬", "亮", extension="4120")

    assert a_call(line, "newCall", "answer", user="4120").taken_by is None


@pytest.mark.parametrize(
    ("body", "outcome"),
    [(b"", "unreadable"), (b"\x00\xff", "unreadable"), (b'{"event":"newCall"}', "unreadable"),
     (b"event=dtmf&callId=1&dtmf=5", "ignored"),
     (b'{"event":"newCall","callId":"\\u0000a","from":"\\ud800"}', "understood")],
    ids=range(5),
)  # fmt: skip
def test_whatever_comes_is_kept_and_judged(line: Line, body: bytes, outcome: str) -> None:
    event = store(line, Push(body))
    understand(event.pk)

    event.refresh_from_db()
    assert (event.outcome, bytes(event.body)) == (outcome, body)
    assert (event.understood_at is None, bool(event.reason)) == (False, outcome == "unreadable")


def test_what_a_killed_process_left_is_understood_by_the_schedule(line: Line) -> None:
    for event in ("newCall", "hangup"):
        store(line, Push(f"event={event}&callId=1&from={CALLER}&direction=in".encode()))

    assert (understand_waiting(), understand_waiting()) == (2, 0)
    assert Call.objects.get().missed


def test_words_are_forgotten_after_thirty_days_and_calls_are_not(line: Line, monday: time_machine.Traveller) -> None:
    missed(line)
    monday.shift(timedelta(days=31))
    tell(line, "newCall", "c9")

    assert forget_raw() == 2
    assert (CallEvent.objects.count(), Call.objects.count()) == (1, 2)


def test_an_exchange_with_a_wrong_clock_is_not_believed() -> None:
    line = a_line("threecx")
    body = b'{"Number":"0312345678","CallType":"Missed","CallStartTimeUTC":"1999-01-01 00:00:00"}'
    understand(store(line, Push(body)).pk)

    assert Call.objects.get().started_at == MONDAY


def test_a_call_that_no_line_tells_of_begins_and_ends_by_hand(mizuno: Person, monday: time_machine.Traveller) -> None:
    once, desk = uuid4(), a_desk()
    call = actions.begin_by_hand(desk=desk, by=mizuno, once=once)
    again = actions.begin_by_hand(desk=desk, by=mizuno, once=once)
    monday.shift(90)
    finished = actions.finish(call, by=mizuno)
    monday.shift(90)

    assert again == call
    assert (finished.seconds, actions.finish(call, by=mizuno).seconds) == (90, 90)
    assert (call.taken_by, call.line, call.missed) == (mizuno, None, False)


def test_a_call_is_tied_to_a_case_and_its_caller_is_who_asked(line: Line, mizuno: Person) -> None:
    call, sanada = a_call(line, "newCall", "answer"), somebody("真田")
    ticket = a_ticket(sanada, channel="phone")

    actions.tie(call, ticket, by=mizuno)
    actions.tie(call, ticket, by=mizuno)
    call.refresh_from_db()

    assert (call.ticket, call.person, call.taken_by) == (ticket, sanada, mizuno)
    assert queries.calls_of(ticket) == [call]
    assert Event.objects.filter(kind="call.tied").count() == 1


def test_a_trial_makes_a_call_and_no_promise(line: Line) -> None:
    for kind in ("new", "hangup"):
        try_out(line, kind=kind, key="t", number=CALLER, user="")

    assert (Call.objects.get().trial, CallBack.objects.count()) == (True, 0)


def test_taken_by_a_press_while_the_caller_gave_up_is_missed(line: Line, mizuno: Person) -> None:
    call = a_call(line, "newCall")
    actions.answer_by_hand(call, by=mizuno)
    tell(line, "hangup", cause="cancel")

    call.refresh_from_db()
    assert (call.missed, call.taken_by, CallBack.objects.get().number) == (True, None, NUMBER)


@pytest.mark.parametrize("wrote", [True, False])
def test_whoever_wrote_something_down_spoke_with_the_caller(line: Line, mizuno: Person, *, wrote: bool) -> None:
    call = actions.answer_by_hand(a_call(line, "newCall"), by=mizuno)
    keep_memo(call, {"text": "画面が青い" if wrote else "", "requester": "3"}, by=mizuno)
    tell(line, "hangup", cause="cancel")

    assert CallBack.objects.exists() is not wrote


def test_a_number_does_not_give_way_to_none(line: Line) -> None:
    call = a_call(line, "newCall")
    tell(line, "hangup", cause="cancel", **{"from": "unknown"})

    call.refresh_from_db()
    assert (call.number, call.hidden, CallBack.objects.get().number) == (NUMBER, "", NUMBER)


def test_a_group_is_told_of_telephone_by_telephone(line: Line, mizuno: Person) -> None:
    other = a_member("野口", extension="7002")
    for number in ("4120", "7002", "7002"):
        tell(line, "newCall", user=number)

    assert [len(queries.pops(person, MONDAY)) for person in (mizuno, other)] == [1, 1]
    assert Call.objects.get().rings == [mizuno.pk, other.pk]


def test_the_call_one_is_talking_on_comes_before_newer_ones(
    line: Line, mizuno: Person, monday: time_machine.Traveller
) -> None:
    own = a_call(line, "newCall", "answer", answeringNumber="4120")
    for number in range(3):
        monday.shift(5)
        tell(line, "newCall", f"later-{number}", **{"from": f"03-1111-000{number}"})

    found = queries.pops(mizuno, MONDAY + timedelta(seconds=20))
    assert (found[0].call, len(found), found[1].call.key) == (own, 3, "later-2")
