"""What somebody pressed in their program (a thumb up, an accepted invitation) joins quietly and is no matter."""

import pytest

from suketto.channels.email import marks
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail
from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.email.writing import a_letter, arrives, what_became

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Content-Type: text/plain; charset=utf-8\n\n{}\n"
REACTION = 'Content-Type: text/vnd.google.email-reaction+json\n\n{"emoji":"👍","version":1}\n'
ACCEPTED = (
    "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nSUMMARY:PC\n"
    "DTSTART:20261125T010000Z\nEND:VEVENT\nEND:VCALENDAR\n"
)
PRESSES = {
    "reaction": (WORDS.format("👍 リアクションしました"), REACTION),
    "calendar-answer": (WORDS.format(""), ACCEPTED),
}


def pressed(kind: str, by: Person, subject: str) -> bytes:
    parts = "".join(f"--b\n{part}" for part in PRESSES[kind])
    return (
        f"From: {by.email}\nTo: help@example.jp\nSubject: {subject}\nMessage-ID: <{kind}@example.jp>\n"
        f"Date: Fri, 20 Nov 2026 09:00:00 +0900\nContent-Type: multipart/alternative; boundary=b\n\n{parts}--b--\n"
    ).encode()


def a_solved_ticket(shibata: Person) -> Ticket:
    ticket = a_ticket(shibata)
    actions.resolve(ticket, by=a_member(), answer="直りました")
    run_waiting()
    return ticket


@pytest.mark.parametrize("kind", sorted(PRESSES))
def test_it_joins_the_ticket_and_wakes_nothing(kind: str) -> None:
    shibata = somebody()
    ticket = a_solved_ticket(shibata)
    sent = Mail.objects.count()

    letter = arrives(pressed(kind, shibata, marks.subject_sign(ticket.pk)), a_desk())
    run_waiting()

    ticket.refresh_from_db()
    assert (letter.outcome, letter.ticket, ticket.open) == ("joined", ticket, False)
    assert letter.message is not None
    assert [file.name for file in letter.message.attachments.all()] == ["invite.ics"] * (kind == "calendar-answer")
    assert Mail.objects.count() == sent


@pytest.mark.parametrize("kind", sorted(PRESSES))
def test_without_a_ticket_it_opens_none(kind: str) -> None:
    assert what_became(arrives(pressed(kind, somebody(), "PC"), a_desk())) == ("ignored", kind)
    assert Ticket.objects.count() == 0


def test_a_members_thumb_is_not_the_desks_answer() -> None:
    ticket = a_ticket(somebody())

    letter = arrives(pressed("reaction", a_member(), marks.subject_sign(ticket.pk)), a_desk())

    assert (what_became(letter), letter.ticket) == (("ignored", "reaction"), ticket)
    assert (ticket.messages.count(), ticket.notes.count()) == (1, 0)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("自動返信 Re: VPN [{}]", "ただいま外出しております。戻りましたらご連絡いたします。"),
        ("Re: VPN [{}]", "ただいま休暇をいただいております。\n\n※このメールは自動で返信しています。"),
    ],
)
def test_an_absence_that_only_its_words_give_away_wakes_nothing(subject: str, text: str) -> None:
    shibata = somebody()
    ticket = a_solved_ticket(shibata)

    letter = arrives(a_letter(text, by=shibata, subject=subject.format(marks.subject_sign(ticket.pk))))

    ticket.refresh_from_db()
    assert (what_became(letter), letter.ticket, ticket.open) == (("ignored", "absence"), ticket, False)


def test_words_with_a_declined_invitation_are_a_matter_that_no_machine_answers() -> None:
    raw = pressed("calendar-answer", somebody(), "PC").replace(
        b"\n\n\n--b", "\n\n午後に変えてください\n--b".encode(), 1
    )

    assert what_became(arrives(raw, a_desk())) == ("opened", "new")
    run_waiting()
    assert Mail.objects.count() == 0
