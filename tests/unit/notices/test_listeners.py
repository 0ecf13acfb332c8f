"""What the house does by itself: acknowledges, sends answers, rings bells; never lets a note out (S05, S34)."""

import pytest

from suketto.jobs.worker import run_waiting
from suketto.notices.listeners import send_answer
from suketto.notices.models import Mail, Notification
from suketto.tickets import actions
from suketto.trail.models import Event
from tests.people import a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_acknowledgement_with_number_and_expected_time() -> None:
    shibata = somebody()
    ticket = a_ticket(shibata)
    run_waiting()
    run_waiting()

    mail = Mail.objects.get()
    assert (mail.to, ticket.label in mail.subject) == (shibata.email, True)
    assert "受付時間で数えて" in mail.body
    assert mail.headers["Auto-Submitted"] == "auto-replied"


def test_no_outgoing_mail_contains_a_note() -> None:
    mizuno, ishida = a_member(), a_member("石田", "典明")
    ticket = a_ticket()
    actions.note(ticket, "@石田 見てください。極秘", by=mizuno)
    actions.reply(ticket, "確認しています", by=mizuno)
    run_waiting()

    assert [mail for mail in Mail.objects.all() if "極秘" in mail.body + mail.subject] == []
    assert Notification.objects.get(person=ishida).kind == Notification.Kind.MENTIONED


def test_an_answer_leaves_once_even_if_the_listener_runs_twice() -> None:
    ticket, mizuno = a_ticket(), a_member()
    actions.reply(ticket, "確認しています", by=mizuno)
    run_waiting()
    send_answer(Event.objects.get(kind="ticket.replied"))
    run_waiting()

    assert Mail.objects.filter(message__isnull=False).count() == 1


def test_the_language_of_the_mail_is_the_readers() -> None:
    a_ticket(somebody(language="en"))
    run_waiting()

    assert "HD-" in Mail.objects.get().subject


def test_the_member_hears_of_thanks() -> None:
    shibata, mizuno = somebody(), a_member()
    ticket = a_ticket(shibata)
    actions.resolve(ticket, by=mizuno, answer="直りました")
    actions.thank(ticket, by=shibata, words="締めに間に合いました")
    run_waiting()

    assert Notification.objects.filter(person=mizuno, kind="thanked", words="締めに間に合いました").exists()
