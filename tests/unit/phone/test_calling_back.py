"""Calls that nobody answered: by when they are returned, and what settles them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from suketto.channels.phone import actions, queries
from suketto.channels.phone.adapters import Push
from suketto.channels.phone.models import Call, CallBack, Line
from suketto.channels.phone.storing import store
from suketto.channels.phone.understanding import understand
from suketto.channels.phone.unfinished import end_unfinished
from suketto.foundation import clock
from suketto.people.models import Person
from suketto.trail.models import Event
from tests.people import a_desk, a_member
from tests.unit.phone.ringing import CALLER, MONDAY, NUMBER, a_call, a_line, missed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_a_missed_call_becomes_a_promise_in_the_hours_of_the_desk(line: Line, monday: time_machine.Traveller) -> None:
    monday.move_to(MONDAY.replace(hour=8, minute=10))  # 17:10: twenty minutes before the desk closes
    call = missed(line)

    promise = CallBack.objects.get()
    assert (promise.number, promise.desk, call.call_back) == (NUMBER, line.desk, promise)
    assert promise.due_at == datetime(2026, 11, 17, 0, 40, tzinfo=UTC)  # 9:40 the next morning
    assert Event.objects.filter(kind="call.missed", about_id=call.pk).count() == 1


@pytest.mark.parametrize("cause", ["cancel", "busy", "noAnswer", "normalClearing", "voicemail", ""])
def test_whoever_was_not_answered_is_called_back_whatever_the_line_calls_it(line: Line, cause: str) -> None:
    missed(line, cause=cause)

    assert CallBack.objects.count() == 1


@pytest.mark.parametrize(
    "facts",
    [{"cause": "forwarded"}, {"cause": "blocked"}, {"from": "anonymous"}, {"from": "非通知"}, {"from": "公衆電話"},
     {"from": ""}],
)  # fmt: skip
def test_nobody_is_owed_a_call_that_cannot_or_need_not_be_made(line: Line, facts: dict[str, str]) -> None:
    call = missed(line, **facts)

    assert call.missed
    assert not CallBack.objects.exists()


def test_who_calls_three_times_in_vain_is_owed_one_call(line: Line) -> None:
    for name, number in (("m1", CALLER), ("m2", "+81 90-1234-5678"), ("m3", "sip:09012345678@pbx")):
        missed(line, name, **{"from": number})

    assert CallBack.objects.get().calls.count() == 3


def test_who_calls_again_and_is_answered_is_owed_nothing(
    line: Line, mizuno: Person, monday: time_machine.Traveller
) -> None:
    missed(line)
    monday.shift(600)
    a_call(line, "newCall", "answer", "hangup", call="c2", answeringNumber="4120")

    promise = CallBack.objects.get()
    assert (promise.how, promise.done_by, promise.done_at) == ("called_again", mizuno, MONDAY + timedelta(minutes=10))


def test_a_call_that_was_answered_after_all_was_never_missed(line: Line) -> None:
    call = missed(line)
    call = a_call(line, "answer", call=call.key)

    assert (call.missed, call.call_back, CallBack.objects.count()) == (False, None, 0)


def test_calling_back_by_telephone_keeps_the_promise_by_itself(
    line: Line, mizuno: Person, monday: time_machine.Traveller
) -> None:
    missed(line)
    monday.shift(300)
    facts = {"direction": "out", "from": "4120", "to": "09012345678", "user": "4120"}
    a_call(line, "newCall", "hangup", call="o1", cause="noAnswer", **facts)
    tried = CallBack.objects.get()
    monday.shift(300)
    a_call(line, "newCall", "answer", "hangup", call="o2", **facts)

    promise = CallBack.objects.get()
    assert (tried.tries, tried.tried_by, tried.done_at) == (1, mizuno, None)
    assert (promise.how, promise.done_by, promise.tries) == ("called_back", mizuno, 1)


def test_a_call_to_somebody_else_keeps_no_promise(line: Line) -> None:
    missed(line)
    a_call(line, "newCall", "answer", "hangup", call="o1", direction="out", **{"from": "4120", "to": "09099999999"})
    a_call(a_line(desk=a_desk("ga", "総務")), "newCall", "answer", call="x")

    assert CallBack.objects.get().done_at is None


def test_a_missed_call_told_of_late_is_not_owed_any_more(line: Line, monday: time_machine.Traveller) -> None:
    event = store(line, Push(b"event=hangup&callId=m1&from=09012345678&direction=in&cause=cancel"))
    monday.shift(600)
    a_call(line, "newCall", "answer", call="c2")
    understand(event.pk)

    assert Call.objects.get(key="m1").missed
    assert not CallBack.objects.exists()


def test_one_press_keeps_the_promise_and_the_first_who_pressed_counts(line: Line, mizuno: Person) -> None:
    missed(line)
    promise = CallBack.objects.get()
    actions.nobody_answered(promise, by=mizuno)
    actions.called_back(promise, by=mizuno)
    actions.called_back(promise, by=a_member("高瀬"))
    actions.nobody_answered(promise, by=mizuno)

    promise.refresh_from_db()
    assert (promise.done_by, promise.tries, promise.how) == (mizuno, 1, "called_back")
    kinds = Event.objects.about("callback", promise.pk).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["callback.tried", "callback.done"]


def test_after_a_kept_promise_the_next_missed_call_is_a_new_one(line: Line, mizuno: Person) -> None:
    missed(line)
    actions.called_back(CallBack.objects.get(), by=mizuno)
    missed(line, "m2")

    assert CallBack.objects.filter(done_at=None).count() == 1


def test_a_promise_is_late_when_its_hour_has_passed(line: Line, monday: time_machine.Traveller) -> None:
    missed(line)
    desks = frozenset({line.desk_id})
    before = queries.owed(desks, clock.now())
    monday.shift(3601)

    assert (before, queries.owed(desks, clock.now())) == ((1, 0), (1, 1))
    assert [each.late for each in queries.promised(desks, clock.now())] == [True]


def test_a_call_whose_end_nobody_told_is_missed_after_ten_minutes(line: Line) -> None:
    a_call(line, "newCall")
    with time_machine.travel(clock.now() + timedelta(minutes=9)):
        end_unfinished()
        assert Call.objects.get().ended_at is None
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        end_unfinished()
        end_unfinished()

    assert Call.objects.get().missed
    assert CallBack.objects.get().done_at is None


def test_who_takes_a_call_has_answered_it_whatever_the_line_says(line: Line) -> None:
    missed(line)
    promise, mizuno = CallBack.objects.get(), a_member()
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        call = a_call(line, "newCall", call="again")
        for _twice in range(2):
            actions.answer_by_hand(call, by=mizuno)

    promise.refresh_from_db()
    call.refresh_from_db()
    assert (promise.how, call.taken_by) == ("called_again", mizuno)
