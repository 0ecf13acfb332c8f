"""Agency staff alone decide nothing about a colleague: one of the two is employed by the company itself."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from suketto.foundation import clock
from suketto.handling import actions
from suketto.handling.models import HandlingNote
from suketto.handling.queries import about
from suketto.handling.refusals import OneOfOurOwnMissing
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Notification
from suketto.people import actions as people
from suketto.people.models import Person
from tests.people import a_leader
from tests.unit.handling.conftest import Morning
from tests.unit.handling.makers import signed_in, written

pytestmark = pytest.mark.django_db


def notes_seen(morning: Morning) -> list[HandlingNote]:
    return list(about(morning.kito.pk, {morning.ticket.desk_id}, clock.now()).notes)


def employ(person: Person, kind: str) -> Person:
    people.change(person, by=None, employment=kind)
    return person


@pytest.mark.parametrize("kind", ["agency", "contractor"])
def test_people_of_another_employer_alone_decide_nothing(morning: Morning, kind: str) -> None:
    """By construction: refused when it is written, when it is looked at, and by the database."""
    employ(morning.mizuno, kind), employ(morning.ishida, "agency")
    with pytest.raises(OneOfOurOwnMissing):
        written(morning.ticket, by=morning.mizuno)
    own = a_leader("上野")
    note = written(morning.ticket, by=morning.mizuno)
    run_waiting()

    with pytest.raises(OneOfOurOwnMissing):
        actions.review(note.facts.get(), by=morning.ishida)
    with pytest.raises(IntegrityError), transaction.atomic():
        note.facts.update(reviewer_elsewhere=True)

    assert set(Notification.objects.filter(kind="handling").values_list("person", flat=True)) == {own.pk}
    assert actions.review(note.facts.get(), by=own) == note
    assert notes_seen(morning) == [note]


@pytest.mark.parametrize("author", ["employee", "other"])
def test_a_leader_from_an_agency_may_look_at_what_one_of_our_own_wrote(morning: Morning, author: str) -> None:
    employ(morning.mizuno, author), employ(morning.ishida, "agency")
    note = written(morning.ticket, by=morning.mizuno)

    actions.review(note.facts.get(), by=morning.ishida)
    employ(morning.mizuno, "agency")

    assert notes_seen(morning) == [note], "what somebody becomes later changes nothing about what was agreed"


def test_the_page_offers_to_agree_only_to_whoever_may(morning: Morning) -> None:
    employ(morning.mizuno, "agency"), employ(morning.ishida, "agency")
    own = a_leader("上野")
    written(morning.ticket, by=morning.mizuno)

    pages = [signed_in(each).get(reverse("handling_reviews")).content.decode() for each in (morning.ishida, own)]

    assert ['value="agree"' in page for page in pages] == [False, True]
    assert ["社員のリーダーの確認が要ります" in page for page in pages] == [True, False]
