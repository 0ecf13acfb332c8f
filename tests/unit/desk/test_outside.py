"""What the database adds up outside the hours is what one gets by looking at each contact, in any zone (S14)."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from suketto.channels.phone.models import Call
from suketto.desk import outside
from suketto.desk.outside import MISSED, ZONE, Contact
from suketto.people.models import Desk, Person
from suketto.sla.hours import stretches
from suketto.sla.models import BusinessCalendar
from suketto.sla.queries import hours_of_many
from suketto.tickets.models import Ticket
from tests.people import a_desk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 13, 3, 30, tzinfo=UTC)  # a Wednesday after the holidays of May; clocks changed in March
WEEKS = 13
PLACES = [
    "", "", "本社 5階", "シンガポール（+08 19:30）", "シンガポール（+08 04:05）", "Singapore（+08 19:30）",
    "会議室（A 12:34）", "ドバイ（+04 ab:cd）", "（+08 19:30）", "火星（MTC 01:02）",
    "中国（A（B 10:00）", "中国（CST 10:00）です",
]  # fmt: skip
ZONES = ["Asia/Tokyo", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "UTC"]


def desk_in(zone: str, dice: random.Random) -> Desk:
    """With a week and days off of its own; some never close on a day, some do not know national holidays."""
    desk = a_desk(zone.rpartition("/")[2].lower(), zone)
    edges = lambda: sorted(dice.sample([0, *range(300, 1441, 15)], dice.choice([0, 2, 4, 6])))  # noqa: E731
    week = {str(day): [[a, b] for a, b in list(pairwise(edges()))[::2]] for day in range(7)} | {"2": [[540, 1020]]}
    days_off = [str(date(2026, 2, 1) + timedelta(days=dice.randrange(100))) for _each in range(5)]
    BusinessCalendar.objects.create(
        desk=desk, week=week, days_off=days_off, national_holidays=dice.random() < 0.7, time_zone=zone
    )
    return desk


def moments(dice: random.Random, many: int) -> Iterator[datetime]:
    """At any second of half a year, many of them just at the edges of hours and weeks."""
    for _each in range(many):
        at = NOW + timedelta(seconds=dice.randrange(-170 * 86400, 3600))
        yield dice.choice([at, at.replace(minute=dice.choice([0, 15, 30, 45]), second=0)]) + timedelta(
            microseconds=dice.choice([0, 0, 1, 999_999])
        )


def fill(desks: list[Desk], dice: random.Random) -> None:
    places = [*Person.WorkingPlace.values, ""]
    Ticket.objects.bulk_create(
        Ticket(
            desk=dice.choice(desks), subject="—", channel=dice.choice(Ticket.Channel.values), opened_at=at,
            changed_at=at, sort_at=at, working_place=dice.choice(places), place=dice.choice(PLACES),
        )
        for at in moments(dice, 1500)
    )  # fmt: skip
    some = Ticket.objects.first()
    Call.objects.bulk_create(
        Call(
            desk=dice.choice(desks), started_at=at, ended_at=dice.choice([at, at, None]), trial=dice.random() < 0.2,
            answered_at=dice.choice([at, None, None]), direction=dice.choice(["in", "in", "out"]),
            ticket=dice.choice([some, None, None]),
        )
        for at in moments(dice, 600)
    )  # fmt: skip


def one_by_one(desks: list[Desk], monday: date) -> tuple[int, Counter[Contact]]:
    """The slow way: each contact is read and held against the hours of its desk."""
    asked, cells, hours = 0, Counter[Contact](), hours_of_many([desk.pk for desk in desks])
    zones = outside._zones()
    missed = Call.objects.missed().filter(ticket=None, trial=False)
    contacts: list[Any] = [
        *Ticket.objects.values_list("desk_id", "opened_at", "channel", "working_place", "place"),
        *((desk, at, MISSED, "", "") for desk, at in missed.values_list("desk_id", "started_at")),
    ]
    for desk, at, channel, working_place, place in contacts:
        if desk not in hours:
            continue
        day = at.astimezone(ZoneInfo(hours[desk].zone)).date()
        week_on = day - timedelta(days=day.weekday())
        if not monday <= week_on <= monday + timedelta(weeks=WEEKS):
            continue
        asked += 1
        if not hours[desk].open_at(at):
            named = ZONE.fullmatch(place)
            zone = zones.get(named["name"], named["name"]) if named else ""
            cells[Contact(week_on, channel, working_place, zone)] += 1
    return asked, cells


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_it_adds_up_what_looking_at_each_contact_would_find(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    desks = [desk_in(zone, dice) for zone in ZONES]
    fill([*desks, a_desk("other", "総務")], dice)

    with time_machine.travel(NOW, tick=False):
        found = outside.report(frozenset(desk.pk for desk in desks), WEEKS, NOW)

    assert (found.asked, Counter(found.cells)) == one_by_one(desks, date(2026, 2, 9))
    total = sum(week.total for week in found.weeks)
    assert (found.total, sum(number for _way, number in found.channels), total > 500) == (total, total, True)
    assert {"Asia/Singapore", "会議室", "火星"} <= {each.zone for each in found.cells}


@pytest.mark.slow
def test_the_house_is_asked_as_often_for_one_desk_as_for_six(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    dice = random.Random(1)  # noqa: S311
    desks = [desk_in(zone, dice) for zone in ZONES]
    fill(desks, dice)

    for ids in ({desks[0].pk}, {desk.pk for desk in desks}):
        with django_assert_num_queries(3):
            outside.report(frozenset(ids), 52, NOW)


def test_a_year_is_found_by_the_times_and_never_by_walking_through_a_desk() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the other planner has figures of its own tables")
    desk, plans = a_desk(), Plans()

    with connection.execute_wrapper(plans):
        outside.report(frozenset({desk.pk}), 52, NOW)

    assert [("ticket_opened" in plan, "call_started" in plan) for plan in plans.seen] == [(True, False), (False, True)]


class Plans:
    """Keeps how SQLite goes about what is asked of it."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        if "MATERIALIZED" in sql and not sql.startswith("EXPLAIN"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                self.seen.append(" ".join(str(row[-1]) for row in cursor.fetchall()))
        return execute(sql, params, *rest)


@pytest.mark.parametrize("zone", ZONES)
def test_stretches_leave_no_gap_and_are_open_when_the_desk_is(zone: str) -> None:
    dice = random.Random(zone)  # noqa: S311
    hours = hours_of_many([desk_in(zone, dice).pk]).popitem()[1]
    parts = list(stretches(hours, date(2026, 3, 2), date(2026, 5, 11)))

    assert all(first[1] == second[0] for first, second in pairwise(parts))
    assert (parts[0][0].date(), parts[-1][1].date()) == (date(2026, 3, 2), date(2026, 5, 11))
    assert {hours.open_at(begin) == is_open for begin, _end, is_open in parts} == {True}
    assert {hours.open_at(end - timedelta(seconds=1)) == is_open for _begin, end, is_open in parts} == {True}
