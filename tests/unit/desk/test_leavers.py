"""Somebody left, or was taken out of the records: their matters go on, and nothing is sent into the void."""

import pytest
from django.test import Client

from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail
from suketto.people import actions as people
from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from suketto.trail.chain import verify
from tests.people import a_desk, a_member, a_ticket, an_administrator, somebody

pytestmark = pytest.mark.django_db


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def left() -> Ticket:
    """A question of somebody who has left."""
    ticket = a_ticket(somebody("柴田", "葵"))
    run_waiting()
    people.leave(Person.objects.get(pk=ticket.requester_id), by=None)
    return ticket


@pytest.fixture
def erased() -> Ticket:
    """A question of somebody whose record is gone."""
    ticket = a_ticket(somebody("柴田", "葵"))
    run_waiting()
    Person.objects.filter(pk=ticket.requester_id).delete()
    return Ticket.objects.get(pk=ticket.pk)


def test_the_desk_sees_that_whoever_asked_has_left(mizuno: Person, left: Ticket) -> None:
    page = browser_of(mizuno).get(f"/desk/tickets/{left.pk}/").content.decode()

    assert "退職のためメールは届きません" in page
    assert "柴田 葵" in browser_of(mizuno).get("/desk/").content.decode()


@pytest.mark.parametrize("whose", ["left", "erased"])
def test_it_is_answered_and_closed_without_a_mail(mizuno: Person, whose: str, request: pytest.FixtureRequest) -> None:
    ticket: Ticket = request.getfixturevalue(whose)
    before = Mail.objects.count()
    browser = browser_of(mizuno)

    replied = browser.post(f"/desk/tickets/{ticket.pk}/replies/", {"body": "引き継いで確かめました"})
    solved = browser.post(f"/desk/tickets/{ticket.pk}/replies/", {"body": "直しました", "act": "resolve"})
    run_waiting()

    assert (replied.status_code, solved.status_code) == (302, 302)
    assert Ticket.objects.get(pk=ticket.pk).state == "resolved"
    assert Mail.objects.count() == before


def test_of_whom_no_record_is_left_the_pages_say_so(mizuno: Person, erased: Ticket) -> None:
    browser = browser_of(mizuno)

    page = browser.get(f"/desk/tickets/{erased.pk}/").content.decode()

    assert "届け先がありません" in page
    assert "問い合わせた方の記録がありません" in page
    assert "柴田 葵" in page  # the conversation keeps the name under which it was written
    for address in ("/desk/", f"/desk/tickets/{erased.pk}/history/", "/api/v1/tickets"):
        assert browser.get(address).status_code in {200, 401}, address
    assert verify().broken_at is None


def test_another_question_can_be_given_a_requester_again(mizuno: Person, erased: Ticket) -> None:
    sanada = somebody("真田", "隆志")

    browser_of(mizuno).post(f"/desk/tickets/{erased.pk}/requester/", {"requester": str(sanada.pk)})

    assert Ticket.objects.get(pk=erased.pk).requester == sanada


def test_a_leaver_is_signed_out_at_once_and_sees_nothing(left: Ticket) -> None:
    person = Person.objects.get(pk=left.requester_id)
    browser = Client()
    browser.force_login(person)

    assert browser.get(f"/my/tickets/{left.pk}/").status_code == 302


def test_what_a_leaving_member_had_in_hand_goes_back_to_the_list(mizuno: Person) -> None:
    takase, ticket = a_member("高瀬"), a_ticket()
    actions.assign(ticket, takase, by=mizuno)

    people.leave(takase, by=mizuno)
    run_waiting()

    assert Ticket.objects.get(pk=ticket.pk).assignee is None


def test_who_may_record_a_leaving() -> None:
    leaver, administrator = somebody("久我"), an_administrator()
    address = f"/house/people/{leaver.pk}/leaving/"
    others = (leaver, a_member(), a_member("倉持", desk=a_desk("ga", "総務")))

    refused = [browser_of(person).post(address).status_code for person in others]
    browser_of(administrator).post(address)
    gone = Person.objects.get(pk=leaver.pk).is_active
    browser_of(administrator).post(address, {"undo": "1"})

    assert (refused, gone, Person.objects.get(pk=leaver.pk).is_active) == ([403] * 3, False, True)


def test_the_last_administrator_does_not_leave() -> None:
    administrator = an_administrator()

    browser_of(administrator).post(f"/house/people/{administrator.pk}/leaving/")

    assert Person.objects.get(pk=administrator.pk).is_active
