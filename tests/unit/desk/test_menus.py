"""What the menus of a ticket offer is forgotten when it changes, and costs an import nothing."""

import pytest
from django_tasks_db.models import DBTaskResult

from suketto.desk.menus import menus_of
from suketto.jobs.worker import run_waiting
from suketto.people import actions
from tests.people import a_desk, a_member, somebody

pytestmark = pytest.mark.django_db


def test_facts_of_a_person_queue_nothing() -> None:
    people = [somebody() for _number in range(3)]
    before = DBTaskResult.objects.count()

    for person in people:
        actions.change(person, by=None, extension="4111")

    assert DBTaskResult.objects.count() == before


def test_whoever_becomes_a_member_is_offered_at_once() -> None:
    menus_of(a_desk())
    mizuno = a_member()

    run_waiting()

    assert menus_of(a_desk()).members == [mizuno]
