"""The smallest questions, written out, answer as the long ones do."""

import pytest

from suketto.foundation.rows import newest_id, there_is
from suketto.notices.models import Notification
from suketto.tickets.models import Ticket, Watch
from suketto.trail.models import Event, Whisper
from tests.people import a_member, a_ticket

pytestmark = pytest.mark.django_db


def test_whether_there_is_a_row() -> None:
    ticket, mizuno = a_ticket(), a_member()
    assert not there_is(Watch, ticket_id=ticket.pk, person_id=mizuno.pk)
    Watch.objects.create(ticket=ticket, person=mizuno, at=ticket.opened_at)

    assert there_is(Watch, ticket_id=ticket.pk, person_id=mizuno.pk)
    assert not there_is(Watch, ticket_id=ticket.pk + 1, person_id=mizuno.pk)
    assert there_is(Ticket, assignee_id=None, id=ticket.pk)
    assert not there_is(Notification, person_id=mizuno.pk, read_at=None)


def test_a_column_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        there_is(Watch, nobody=1)


def test_the_highest_key() -> None:
    a_ticket()

    assert newest_id(Event) == Event.objects.order_by("-id").values_list("id", flat=True)[0]
    assert newest_id(Whisper) == 0
