"""The history proves itself."""

import pytest
from django.db import transaction

from suketto.trail.actions import record
from suketto.trail.chain import BEGINNING, verify
from suketto.trail.hub import may_know
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


def test_an_untouched_history_is_whole() -> None:
    a_ticket()

    verdict = verify()

    assert (verdict.broken_at, verdict.events) == (None, Event.objects.count())


def test_an_empty_history_is_whole() -> None:
    assert verify().head == BEGINNING


def test_a_changed_event_shows() -> None:
    ticket = a_ticket()
    opened = Event.objects.about("ticket", ticket.pk).get()
    Event.objects.filter(pk=opened.pk).update(data={"channel": "phone"})

    assert (verify().broken_at, verify().reason) == (opened.pk, "data")


def test_a_changed_name_shows() -> None:
    ticket = a_ticket()
    opened = Event.objects.about("ticket", ticket.pk).get()
    Event.objects.filter(pk=opened.pk).update(actor_name="別人")

    assert verify().reason == "link"


def test_a_removed_event_shows() -> None:
    a_ticket()
    a_ticket()
    Event.objects.filter(pk=Event.objects.order_by("id")[1].pk).delete()

    assert verify().broken_at is not None


def test_a_cut_off_end_shows_to_who_noted_the_head() -> None:
    a_ticket()
    head = verify().head
    Event.objects.order_by("-id")[0].delete()

    assert (verify().broken_at, verify(head).reason) == (None, "head")


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_the_transaction_of_its_action_is_a_mistake() -> None:
    person = somebody()

    with pytest.raises(transaction.TransactionManagementError):
        record("person.changed", person, by=None)


def test_who_is_told_of_what() -> None:
    owner, mizuno = somebody(), a_member()
    colleague, kuramochi = somebody("久我"), a_member("倉持", desk=a_desk("ga", "総務"))
    ticket = a_ticket(owner)
    public = Event(kind="ticket.replied", desk_id=ticket.desk_id, person_id=owner.pk)
    internal = Event(kind="ticket.noted", desk_id=ticket.desk_id, person_id=owner.pk, internal=True)

    people = (owner, mizuno, colleague, kuramochi)
    assert [may_know(person.viewer(), public) for person in people] == [True, True, False, False]
    assert [may_know(person.viewer(), internal) for person in people] == [False, True, False, False]
