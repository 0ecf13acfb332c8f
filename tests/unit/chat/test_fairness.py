"""The queue is in order of arrival, whoever asks; and the next contact goes to whoever is free."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suketto.channels.chat import actions
from suketto.channels.chat.models import ChatSession
from suketto.channels.chat.queries import figure, place_of, queue, whose_turn
from suketto.people.attendance import end_break, free_members, next_free, say_at_work, take_break
from suketto.people.models import Person
from suketto.tickets.models import Ticket
from suketto.trail.models import Event
from tests.people import a_desk, a_leader, a_member, somebody
from tests.unit.chat.talking import MONDAY

TITLES = ["", "新入社員", "課長", "執行役員", "代表取締役社長"]


WHO = st.tuples(st.sampled_from(TITLES), st.integers(1, 3), st.integers(1, 3), st.integers(0, 5))


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrivals=st.lists(WHO, min_size=1, max_size=6))
def test_the_order_of_the_queue_is_that_of_arrival_and_nothing_else(arrivals: list[tuple[str, int, int, int]]) -> None:
    ChatSession.objects.all().delete()
    desk, came = a_desk(), []
    with time_machine.travel(MONDAY, tick=False) as clock:
        for title, impact, urgency, seconds in arrivals:
            clock.shift(timedelta(seconds=seconds))
            session = actions.begin(desk=desk, person=somebody(title=title), text="印刷できません")
            Ticket.objects.filter(pk=session.pk).update(impact=impact, urgency=urgency, priority=impact)
            came.append(session.pk)

    assert [each.pk for each in queue([desk.pk])] == came
    assert [place_of(each) for each in queue([desk.pk])] == list(range(1, len(came) + 1))


@given(st.lists(st.timedeltas(timedelta(), timedelta(hours=2)), min_size=5), st.integers(1, 20))
def test_a_later_place_is_never_expected_sooner(waits: list[timedelta], place: int) -> None:
    sooner, later = figure(waits, place), figure(waits, place + 1)

    assert sooner is not None
    assert later is not None
    assert 1 <= sooner.usual <= later.usual
    assert sooner.usual <= sooner.long <= later.long


@given(st.lists(st.timedeltas(timedelta(), timedelta(hours=2)), max_size=4), st.integers(1, 20))
def test_too_little_measured_is_no_figure(waits: list[timedelta], place: int) -> None:
    assert figure(waits, place) is None


def at_work(*people: Person) -> None:
    for person in people:
        say_at_work(person)


@pytest.mark.django_db
def test_who_has_fewest_is_next_and_among_those_who_was_free_longest(monday: time_machine.Traveller) -> None:
    mizuno, takase, ishida = a_member(), a_member("高瀬"), a_leader()
    at_work(mizuno, takase, ishida)
    sessions = [actions.begin(desk=a_desk(), person=somebody(), text="印刷できません") for _each in range(3)]
    actions.take(sessions[0], by=mizuno)
    monday.shift(timedelta(seconds=10))
    actions.take(sessions[1], by=takase)
    monday.shift(timedelta(seconds=10))
    first = free_members(a_desk())
    actions.finish(sessions[1], by=takase)
    monday.shift(timedelta(seconds=10))
    actions.finish(sessions[0], by=mizuno)

    assert (first, free_members(a_desk())) == ([ishida, mizuno, takase], [ishida, takase, mizuno])


@pytest.mark.django_db
def test_a_break_passes_the_next_one_on_and_the_desk_is_told(monday: time_machine.Traveller) -> None:
    takase, mizuno = a_member("高瀬"), a_member()
    at_work(takase, mizuno)
    before = next_free(a_desk())
    take_break(takase)
    take_break(takase)
    during = next_free(a_desk())
    end_break(takase)
    back = next_free(a_desk())
    take_break(takase)
    monday.shift(timedelta(minutes=11))
    at_work(takase, mizuno)

    assert (before, during, back, takase in free_members(a_desk())) == (takase, mizuno, takase, True)
    told = Event.objects.filter(kind__in=["person.break_taken", "person.break_ended"]).order_by("id")
    assert [(event.kind, event.desk_id, event.internal) for event in told] == [
        ("person.break_taken", a_desk().pk, True), ("person.break_ended", a_desk().pk, True),
        ("person.break_taken", a_desk().pk, True),
    ]  # fmt: skip


@pytest.mark.django_db
def test_whose_pages_are_closed_is_not_asked(monday: time_machine.Traveller) -> None:
    at_work(a_member())
    monday.shift(timedelta(seconds=91))

    assert next_free(a_desk()) is None


@pytest.mark.django_db
def test_those_who_wait_are_shared_out_and_a_turn_not_taken_goes_on() -> None:
    mizuno, takase = a_member(), a_member("高瀬")
    at_work(mizuno, takase)
    waiting = [actions.begin(desk=a_desk(), person=somebody(), text="印刷できません") for _each in range(2)]

    now = whose_turn(a_desk(), waiting, MONDAY)
    a_minute_later = whose_turn(a_desk(), waiting, MONDAY + timedelta(seconds=61))

    assert ([now[each.pk] for each in waiting], [a_minute_later[each.pk] for each in waiting]) == (
        [mizuno, takase], [takase, mizuno],
    )  # fmt: skip
