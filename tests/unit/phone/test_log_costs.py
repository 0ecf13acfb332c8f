"""The log and the calls we owe cost the same in a house with many years of calls."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suketto.channels.phone import queries
from suketto.channels.phone.models import Call
from suketto.foundation import clock
from suketto.people.actions import add_number
from suketto.people.models import Desk, Person
from suketto.people.queries import by_number, by_numbers
from tests.people import a_member, somebody
from tests.plans import reads_little
from tests.unit.phone.ringing import CALLER, NUMBER, a_line, missed

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_small() -> frozenset[int]:
    """Two desks that got every hundredth of thousands of calls each; few were missed, few were the house's own."""
    desks = Desk.objects.bulk_create(Desk(slug=f"d{at}", name=f"窓口{at}") for at in range(3))
    then = clock.now()
    Call.objects.bulk_create(
        Call(
            desk=desks[min(at % 100, 2)], key=f"y{at}", started_at=then, ended_at=then, number=f"+8190{at:08d}",
            direction="out" if at % 41 == 0 else "in", answered_at=None if at % 37 == 0 else then,
        )
        for at in range(6000)
    )  # fmt: skip
    return frozenset(each.pk for each in desks[:2])


@pytest.mark.parametrize(("show", "index"), [("all", "call_log"), ("missed", "call_missed"), ("out", "call_out")])
def test_a_page_of_the_log_is_read_in_the_order_of_an_index(show: str, index: str, two_small: frozenset[int]) -> None:
    asked = queries.questions(two_small, show=show)

    assert [reads_little(calls.values_list("pk", flat=True)[:51], index, at_most=150) for calls in asked] == ["", ""]


def test_a_search_begins_with_the_people_and_their_numbers(two_small: frozenset[int]) -> None:
    sanada = somebody("真田", extension="4199")
    add_number(sanada, CALLER, kind="mobile", by=None)
    asked = queries.questions(two_small, words="真田")
    found = zip(asked, ("person", "taken", "call_number"), strict=True)

    assert [reads_little(calls.values_list("pk", flat=True)[:51], index, at_most=10) for calls, index in found] == [
        ""
    ] * 3


def owners() -> list[Person]:
    """Two who share a number, one with an extension, and one who has left."""
    sanada, kuga, left = somebody("真田", family_kana="サナダ"), somebody("久我", family_kana="クガ"), somebody("前田")
    for each in (sanada, kuga, left):
        add_number(each, CALLER, kind="mobile", by=None)
    Person.objects.filter(pk=left.pk).update(is_active=False)
    return [kuga, sanada, a_member(extension="4120")]


def test_many_numbers_are_looked_up_as_one_is() -> None:
    kuga, sanada, mizuno = owners()
    found = by_numbers([NUMBER, "4120", "+81431234567"])

    assert {number: list(people) for number, people in found.items()} == {NUMBER: [kuga, sanada], "4120": [mizuno]}
    assert all(list(by_number(number)) == list(people) for number, people in found.items())


def test_the_number_of_queries_does_not_grow_with_the_calls_we_owe() -> None:
    line, counts, shown = a_line(), [], []
    owners()
    missed(line)
    for more in (0, 12):
        for at in range(more):
            missed(line, f"p{at}", **{"from": f"043123{at:04d}"})
        with CaptureQueriesContext(connection) as asked:
            promised = queries.promised(frozenset({line.desk_id}), clock.now())
        counts.append(len(asked))
        shown.append((len(promised), [person.family_name for person in promised[0].callers]))

    assert counts[0] == counts[1]
    assert shown == [(1, ["久我", "真田"]), (13, ["久我", "真田"])]
