"""The same act on many tickets: what really changed is counted, and undone as it stood."""

from datetime import timedelta

import pytest

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.jobs.worker import run_waiting
from suketto.people import actions as people
from suketto.people.models import Person, Role
from suketto.tickets import actions
from suketto.tickets.actions import bulk
from suketto.tickets.models import Ticket, Watch
from tests.people import a_desk, a_member, a_ticket

pytestmark = pytest.mark.django_db
KEPT = ("desk", "assignee", "service", "priority", "impact", "urgency", "due_at", "overdue_since", "state", "turn")


@pytest.fixture
def mizuno() -> Person:
    return a_member()


def fresh(ticket: Ticket) -> Ticket:
    found: Ticket = Ticket.objects.get(pk=ticket.pk)
    return found


def stands(ticket: Ticket) -> dict[str, object]:
    return {name: getattr(fresh(ticket), name) for name in KEPT}


def an_overdue_one(by: Person) -> Ticket:
    service = Service.objects.create(desk=a_desk(), name="VPN", slug="vpn")
    ticket = a_ticket(service=service)
    actions.assign(ticket, by, by=by)
    hour_ago = clock.now() - timedelta(hours=1)
    Ticket.objects.filter(pk=ticket.pk).update(due_at=hour_ago, overdue_since=hour_ago)
    return fresh(ticket)


def test_a_move_is_undone_with_service_promise_and_delay(mizuno: Person) -> None:
    ticket = an_overdue_one(mizuno)
    before = stands(ticket)

    done = bulk.move([ticket], a_desk("ga", "総務"), reason="備品", by=mizuno)
    moved = fresh(ticket)
    put_back = bulk.undo(done.undo, by=mizuno)

    assert (moved.desk, moved.service, moved.overdue_since, put_back) == (a_desk("ga"), None, None, (1, 0))
    assert stands(ticket) == before
    assert not Watch.objects.filter(ticket=ticket, person=mizuno).exists()


def test_a_priority_is_undone_with_the_promise_that_it_moved(mizuno: Person) -> None:
    ticket = an_overdue_one(mizuno)
    before = stands(ticket)

    done = bulk.prioritise([ticket], impact=1, urgency=1, by=mizuno)

    assert (fresh(ticket).priority, bulk.undo(done.undo, by=mizuno)) == (1, (1, 0))
    assert stands(ticket) == before


def test_only_what_changed_is_counted(mizuno: Person) -> None:
    one, other = a_ticket(), a_ticket()
    actions.assign(one, mizuno, by=mizuno)

    assigned = bulk.assign([one, other], mizuno, by=mizuno)
    moved = bulk.move([one, other], a_desk(), reason="", by=mizuno)

    assert [(done.count, done.same) for done in (assigned, moved)] == [(1, 1), (0, 2)]


def test_a_desk_that_one_does_not_work_at_gets_nothing_back(mizuno: Person) -> None:
    ticket, affairs = a_ticket(), a_desk("ga", "総務")
    done = bulk.move([ticket], affairs, reason="備品", by=mizuno)

    others = [bulk.undo(done.undo, by=who) for who in (ticket.requester, a_member("倉持", desk=affairs))]

    assert others == [(0, 1)] * 2
    assert fresh(ticket).desk == affairs


def test_who_left_the_desk_meanwhile_gets_nothing_back_in_hand(mizuno: Person) -> None:
    ticket, takase = a_ticket(), a_member("高瀬")
    actions.assign(ticket, takase, by=mizuno)
    done = bulk.assign([fresh(ticket)], mizuno, by=mizuno)
    people.end_role(Role.objects.get(person=takase), by=None)

    assert bulk.undo(done.undo, by=mizuno) == (1, 0)
    assert fresh(ticket).assignee is None


def in_hand_of(person: Person, by: Person) -> Ticket:
    ticket = a_ticket()
    actions.assign(ticket, person, by=by)
    run_waiting()
    return ticket


def test_what_somebody_had_in_hand_goes_back_when_their_role_ends(mizuno: Person) -> None:
    takase = a_member("高瀬")
    ticket = in_hand_of(takase, mizuno)

    people.end_role(Role.objects.get(person=takase), by=mizuno)
    run_waiting()

    assert fresh(ticket).assignee is None


def test_who_was_made_leader_keeps_the_work(mizuno: Person) -> None:
    takase = a_member("高瀬")
    ticket = in_hand_of(takase, mizuno)

    people.give_role(takase, "leader", by=None, desk=a_desk())
    people.end_role(Role.objects.get(person=takase, kind="member"), by=mizuno)
    run_waiting()

    assert fresh(ticket).assignee == takase


def test_a_role_at_another_desk_does_not_keep_it(mizuno: Person) -> None:
    takase = a_member("高瀬")
    people.give_role(takase, "member", by=None, desk=a_desk("ga", "総務"))
    people.give_role(takase, "key_person", by=None)
    ticket = in_hand_of(takase, mizuno)

    people.end_role(Role.objects.get(person=takase, desk=a_desk()), by=mizuno)
    run_waiting()

    assert fresh(ticket).assignee is None


def test_a_leaving_that_is_taken_back_at_once_leaves_nothing_behind(mizuno: Person) -> None:
    takase = a_member("高瀬")
    ticket = in_hand_of(takase, mizuno)

    people.leave(takase, by=mizuno)
    people.come_back(takase, by=mizuno)
    run_waiting()

    assert fresh(ticket).assignee is None
