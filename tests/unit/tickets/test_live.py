"""Who hears of a ticket's changes: everybody who may open it, and nobody else."""

import pytest

from suketto.people import actions as people
from suketto.people.models import Person
from suketto.portal import helpers
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from suketto.trail.hub import missed, newest
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


def a_key_person() -> Person:
    person = somebody("川辺", "幸江")
    people.give_role(person, "key_person", by=None)
    return person


def told(person: Person, since: int) -> list[tuple[str, ...]]:
    return [signal.topics for signal in missed(person.viewer(), since)]


def test_a_key_person_who_was_asked_hears_the_answer_and_not_the_note() -> None:
    owner, mizuno, kawabe, colleague = somebody(), a_member(), a_key_person(), somebody("久我")
    ticket = a_ticket(owner)
    before_asking = newest()
    helpers.ask(ticket, kawabe, by=owner)
    since = newest()
    actions.note(ticket, "極秘", by=mizuno)
    actions.reply(ticket, "こちらで見ます", by=mizuno)

    topic = f"ticket-{ticket.pk}"
    assert told(kawabe, before_asking)[0] == (topic, f"person-{kawabe.pk}")
    assert told(kawabe, since) == [(topic, f"person-{kawabe.pk}")]
    assert told(owner, since) == [(topic, f"person-{owner.pk}")]
    assert told(mizuno, since) == [(topic, f"desk-{ticket.desk_id}")] * 2
    assert told(colleague, since) == []


def test_a_key_person_who_was_not_asked_hears_nothing() -> None:
    since = newest()
    a_ticket()

    assert told(a_key_person(), since) == []


def test_whoever_stops_watching_hears_no_more() -> None:
    ticket, takase = a_ticket(), a_member("高瀬", desk=a_desk("ga", "総務"))
    actions.watch(ticket, by=takase)
    since = newest()
    actions.triage(ticket, by=a_member(), situation="朝から")
    heard = told(takase, since)
    actions.watch(ticket, by=takase, on=False)

    assert (heard, told(takase, since)) == ([(f"ticket-{ticket.pk}", f"person-{takase.pk}")], [])


def moved(ticket: Ticket, by: Person) -> int:
    """The last event before the move."""
    since = newest()
    actions.move(ticket, a_desk("ga", "総務"), by=by, reason="総務の件")
    return since


def test_both_desks_hear_of_a_move_and_each_only_of_its_own_list() -> None:
    mizuno, kuramochi = a_member(), a_member("倉持", desk=a_desk("ga", "総務"))
    takase, third = a_member("高瀬"), a_member("辻", desk=a_desk("hr", "人事"))
    ticket = a_ticket()
    it, since = ticket.desk_id, moved(ticket, mizuno)

    topic = f"ticket-{ticket.pk}"
    assert told(takase, since) == [(topic, f"desk-{it}")]
    assert told(kuramochi, since) == [(topic, f"desk-{a_desk('ga').pk}")]
    assert told(mizuno, since) == [(topic, f"desk-{it}", f"person-{mizuno.pk}")]
    assert told(third, since) == []
