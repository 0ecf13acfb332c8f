"""The order of work: S18, and that nobody's rank can enter it (S44)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suketto.tickets import actions
from suketto.tickets.order import priority_of, sort_key
from suketto.tickets.queries import Filter, work_list
from tests.people import a_desk, a_ticket, somebody

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")
MORNING = datetime(2026, 6, 8, 10, 0, tzinfo=TOKYO)


def order() -> list[str]:
    wanted = Filter(desk_ids=frozenset({a_desk().pk}))
    return [ticket.requester_name for ticket in work_list(wanted).tickets]


@pytest.mark.parametrize(
    ("impact", "urgency", "priority"), [(1, 1, 1), (1, 2, 2), (2, 1, 2), (2, 2, 3), (3, 2, 3), (1, 3, 3), (3, 3, 4)]
)
def test_the_matrix(impact: int, urgency: int, priority: int) -> None:
    assert priority_of(impact, urgency) == priority


def test_priority_then_the_earlier_of_promise_and_deadline_then_arrival() -> None:
    a_ticket(somebody("大場", "敬三", title="執行役員"), at=MORNING)
    a_ticket(somebody("柴田", title="新入社員"), at=MORNING + timedelta(minutes=20), impact=2, urgency=1)
    a_ticket(somebody("真田", "隆志"), at=MORNING + timedelta(minutes=30), deadline_at=MORNING + timedelta(hours=1))

    assert order() == ["柴田 葵", "真田 隆志", "大場 敬三"]


def test_waiting_beyond_the_promise_rises_above_newer_ones_and_is_marked() -> None:
    old = a_ticket(somebody("古田", "一"), at=MORNING - timedelta(days=4))
    a_ticket(somebody("新田", "二"), at=MORNING, impact=2, urgency=1)

    actions.mark_overdue(old, MORNING)

    old.refresh_from_db()
    assert (old.sort_priority, old.overdue_since) == (2, old.due_at)
    assert order() == ["古田 一", "新田 二"]


def test_what_stops_the_house_comes_before_whatever_waits_too_long() -> None:
    late = a_ticket(somebody("古田", "一"), at=MORNING - timedelta(days=4), impact=2, urgency=1)
    a_ticket(somebody("新田", "二"), at=MORNING, impact=1, urgency=1)

    actions.mark_overdue(late, MORNING)

    assert order() == ["新田 二", "古田 一"]


def test_marking_twice_changes_nothing_more() -> None:
    late = a_ticket(at=MORNING - timedelta(days=4))

    assert [actions.mark_overdue(late, MORNING), actions.mark_overdue(late, MORNING)] == [True, False]


def test_a_deadline_before_the_promise_is_warned_about() -> None:
    ticket = a_ticket(
        at=datetime(2026, 6, 10, 15, 10, tzinfo=TOKYO), deadline_at=datetime(2026, 6, 11, 9, 30, tzinfo=TOKYO)
    )

    assert ticket.due_at == datetime(2026, 6, 11, 10, 40, tzinfo=TOKYO)
    assert ticket.deadline_before_promise


@pytest.mark.slow
@given(
    st.integers(1, 4),
    st.booleans(),
    st.one_of(st.none(), st.datetimes()),
    st.one_of(st.none(), st.datetimes()),
    st.datetimes(),
)
def test_the_key_is_the_earlier_moment(
    priority: int,
    overdue: bool,  # noqa: FBT001  (hypothesis gives it by position)
    due: datetime | None,
    deadline: datetime | None,
    opened: datetime,
) -> None:
    raised, moment = sort_key(priority=priority, overdue=overdue, due_at=due, deadline_at=deadline, opened_at=opened)

    assert moment == min([each for each in (due, deadline) if each is not None], default=opened)
    assert raised == (priority - 1 if overdue and priority > 2 else priority)


TITLES = ["代表取締役社長", "執行役員", "部長", "課長", "係長", "担当", "新入社員", "派遣スタッフ"]


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.permutations(TITLES),
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 3), st.integers(1, 3)), min_size=8, max_size=8),
)
def test_order_and_promise_are_the_same_when_every_rank_is_permuted(
    db: None, titles: list[str], matters: list[tuple[int, int, int]]
) -> None:
    def replay(ranks: list[str]) -> list[tuple[int, datetime | None]]:
        with transaction.atomic(), time_machine.travel(MORNING, tick=False):
            people = [somebody(f"人{number}", "名", title=rank) for number, rank in enumerate(ranks)]
            for number, (minutes, impact, urgency) in enumerate(matters):
                at = MORNING + timedelta(minutes=minutes)
                a_ticket(people[number], f"件 {number}", at=at, impact=impact, urgency=urgency)
            listed = work_list(Filter(desk_ids=frozenset({a_desk().pk}))).tickets
            transaction.set_rollback(True)
        return [(int(ticket.subject.split()[1]), ticket.due_at) for ticket in listed]

    assert replay(TITLES) == replay(titles)
