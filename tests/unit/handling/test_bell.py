"""What the bell says of notes and requests: in the reader's language, with the number, and as things stand now."""

import pytest
import time_machine
from lxml import html

from suketto.foundation import clock
from suketto.handling import actions
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Notification
from suketto.people.models import Person
from tests.unit.handling.conftest import Morning
from tests.unit.handling.makers import after, signed_in, written

pytestmark = pytest.mark.django_db


def rows(person: Person, language: str = "ja") -> list[str]:
    """The lines behind the bell as they are read."""
    client = signed_in(person)
    client.cookies["language"] = language
    page = html.fromstring(client.get("/notifications/").content.decode())
    return [" ".join(row.text_content().split()) for row in page.xpath("//li[contains(@class, 'notification')]")]


def test_a_leader_reads_which_ticket_and_afterwards_that_it_is_done(morning: Morning) -> None:
    note = written(morning.ticket, by=morning.mizuno)
    run_waiting()
    before = rows(morning.ishida)[0]

    actions.review(note.facts.get(), by=morning.ishida)
    run_waiting()
    leader, author, person = rows(morning.ishida)[0], rows(morning.mizuno)[0], rows(morning.kito)[0]

    assert morning.ticket.label in before
    assert "確かめてください。" in before
    assert "済み" not in before
    assert "済み" in leader
    assert "石田 典明さんが確かめました" in leader
    assert "確かめられ、ご本人に知らせました" in author
    assert "中身を読み、訂正や言い分を書けます" in person
    assert all(morning.ticket.label in row for row in (leader, author, person))


def test_it_is_said_in_the_language_of_whoever_reads_it(morning: Morning) -> None:
    note = written(morning.ticket, by=morning.mizuno)
    run_waiting()
    asked = rows(morning.ishida, "en")[0]
    actions.decline(note.facts.get(), by=morning.ishida)
    run_waiting()

    assert "Please review it" in asked
    assert "It is not kept, and is gone" in rows(morning.mizuno, "en")[0]
    assert "残さないことになり、消えました" in rows(morning.mizuno)[0]


def test_of_a_note_that_is_gone_the_bell_knows_no_number(morning: Morning) -> None:
    start = clock.now()
    written(morning.ticket, by=morning.mizuno)
    run_waiting()

    with after(90, start):
        left = rows(morning.ishida)[0]

    assert morning.ticket.label not in left
    assert "もう残っていません" in left
    assert not Notification.objects.filter(kind="handling").exclude(ticket=None, words="").exists()


def test_a_request_about_ones_record_rings_those_who_lead_the_desk(morning: Morning) -> None:
    with time_machine.travel(clock.now(), tick=False):
        signed_in(morning.kito).post("/my/record/requests/", {"kind": "disclosure", "desk": "it"})
        run_waiting()
    ticket = morning.kito.privacy_requests.get().ticket  # type: ignore[attr-defined]

    rung = Notification.objects.filter(kind="privacy")
    assert [(each.person, each.ticket) for each in rung] == [(morning.ishida, ticket)]
    assert ticket.label in rows(morning.ishida)[0]
    assert "までにお答えします" in rows(morning.ishida)[0]
    assert rows(morning.mizuno) == []
