"""Who stood on the letter gets the answers too: seen by the member, off with one press, never a stranger unasked."""

import pytest
from django.test import Client
from django.urls import reverse

from suketto.channels.email import copies
from suketto.channels.email.models import Copy, Letter
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail
from suketto.people.actions import add_address, change_desk, leave
from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from suketto.trail.models import Event
from tests.pages import in_one_line
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.email.writing import a_bounce_of, a_letter, arrives

pytestmark = pytest.mark.django_db
STRANGER = "vendor@outside.example.net"


@pytest.fixture
def shibata() -> Person:
    return somebody()


@pytest.fixture
def boss() -> Person:
    return somebody("宮本", "武")


@pytest.fixture
def ticket(shibata: Person, boss: Person) -> Ticket:
    change_desk(a_desk(), by=None, email="help@example.jp")
    cc = f'"宮本 武" <{boss.email}>, {STRANGER}, help@example.jp, help+hd1-abc@example.jp, no-reply@scan.example.jp'
    letter = arrives(a_letter(by=shibata, Cc=cc), a_desk())
    run_waiting()
    assert letter.ticket is not None
    return letter.ticket


def got(ticket: Ticket) -> list[str]:
    return [copy.reached_at for copy in copies.copies_of(ticket)]


def answers() -> list[tuple[str, str, str]]:
    """To whom an answer went, and what stands on it."""
    mails = Mail.objects.exclude(message=None).order_by("id")
    return [(mail.to, mail.headers.get("To", ""), mail.headers.get("Cc", "")) for mail in mails]


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


# ── Who gets one ──


def test_a_colleague_on_cc_gets_the_answers_and_a_stranger_is_only_offered(ticket: Ticket, boss: Person) -> None:
    assert got(ticket) == [boss.email]
    assert [copy.address for copy in copies.offered_to(ticket)] == [STRANGER]
    assert Copy.objects.count() == 2


def test_every_reader_sees_the_others_and_gets_a_mail_of_their_own(
    ticket: Ticket, shibata: Person, boss: Person
) -> None:
    actions.reply(ticket, "再起動してください", by=a_member())

    run_waiting()

    assert [to for to, *_shown in answers()] == [shibata.email, boss.email]
    for _to, shown_to, shown_cc in answers():
        assert (shibata.email in shown_to, boss.email in shown_cc) == (True, True)
        assert STRANGER not in shown_to + shown_cc


def test_the_links_of_whoever_asked_are_theirs_alone(ticket: Ticket, boss: Person) -> None:
    actions.resolve(ticket, by=a_member(), answer="直りました")

    run_waiting()

    bodies = {mail.to: "/thanks/" in mail.body + mail.html for mail in Mail.objects.exclude(message=None)}
    assert bodies == {ticket.requester.email if ticket.requester else "": True, boss.email: False}


def test_an_internal_note_and_the_receipt_go_to_nobody_on_cc(ticket: Ticket, boss: Person) -> None:
    actions.note(ticket, "この方は詳しい", by=a_member())

    run_waiting()

    assert Mail.objects.filter(to=boss.email).count() == 0
    assert Mail.objects.count() == 1  # the receipt


def test_without_copies_nothing_of_a_mail_changes(shibata: Person) -> None:
    actions.reply(a_ticket(shibata), "再起動してください", by=a_member())

    run_waiting()

    assert answers() == [(shibata.email, "", "")]


def test_a_letter_that_nobody_can_vouch_for_puts_nobody_on(shibata: Person, boss: Person) -> None:
    forged = arrives(
        a_letter(by=shibata, Cc=boss.email, Authentication_Results="mx.example.jp; spf=fail; dmarc=fail"), a_desk()
    )
    by_a_machine = arrives(a_letter(by=shibata, Cc=boss.email, Auto_Submitted="auto-generated"), a_desk())

    assert [letter.outcome for letter in (forged, by_a_machine)] == ["opened"] * 2
    assert Copy.objects.count() == 0


def test_members_of_the_desk_have_the_ticket_and_get_no_copy(shibata: Person) -> None:
    mizuno = a_member()
    change_desk(a_desk(), by=None, email="help@example.jp")

    letter = arrives(a_letter(by=shibata, Cc=mizuno.email), a_desk())

    assert (letter.outcome, Copy.objects.count()) == ("opened", 0)


def test_whom_a_member_asks_by_an_internal_letter_is_not_put_on(ticket: Ticket, boss: Person) -> None:
    copies.remove(ticket, copies.copies_of(ticket)[0].pk, by=a_member())
    friend = somebody("千代", "香")
    first = Letter.objects.get(ticket=ticket)

    arrives(a_letter("ご意見は", by=a_member(), subject="Re", In_Reply_To=first.msgid, Cc=friend.email), a_desk())

    assert ticket.notes.count() == 1
    assert got(ticket) == []


def test_who_joins_later_is_put_on_and_who_left_the_house_is_not(ticket: Ticket, shibata: Person, boss: Person) -> None:
    friend, first = somebody("千代", "香"), Letter.objects.get(ticket=ticket)
    arrives(a_letter("追記です", by=shibata, subject="Re", In_Reply_To=first.msgid, Cc=friend.email), a_desk())
    leave(boss, by=None)

    assert got(ticket) == [friend.email]


def test_a_colleague_is_reached_at_their_own_address(shibata: Person, boss: Person) -> None:
    add_address(boss, "miyamoto@old.example.jp", by=a_member())

    letter = arrives(a_letter(by=shibata, Cc="Miyamoto@old.example.jp"), a_desk())

    assert letter.ticket is not None
    assert got(letter.ticket) == [boss.email]


# ── A member decides ──


def test_taken_off_stays_off_whatever_later_letters_say(ticket: Ticket, shibata: Person, boss: Person) -> None:
    mizuno, first = a_member(), Letter.objects.get(ticket=ticket)
    page = as_(mizuno).get(reverse("ticket", args=[ticket.pk])).content.decode()
    answer = as_(mizuno).post(
        reverse("ticket_copies", args=[ticket.pk]),
        {"off": copies.copies_of(ticket)[0].pk},
        headers={"HX-Request": "1"},
    )
    arrives(a_letter("追記です", by=shibata, subject="Re", In_Reply_To=first.msgid, Cc=boss.email), a_desk())
    actions.reply(ticket, "再起動してください", by=mizuno)
    run_waiting()

    assert ("宮本 武 さん" in page, "宮本 武 さん" in answer.content.decode()) == (True, False)
    assert [to for to, *_shown in answers()] == [shibata.email]
    event = Event.objects.get(kind="ticket.copy_removed", about_id=ticket.pk)
    assert (event.actor_id, event.internal, event.data["name"]) == (mizuno.pk, True, "宮本 武")


@pytest.mark.parametrize("typed", [STRANGER, f"　{STRANGER.upper()} "])
def test_a_stranger_gets_one_when_a_member_says_so(ticket: Ticket, boss: Person, typed: str) -> None:
    as_(a_member()).post(reverse("ticket_copies", args=[ticket.pk]), {"add": typed})

    assert (got(ticket), copies.offered_to(ticket)) == ([boss.email, STRANGER], [])


def test_a_colleague_is_added_by_name(ticket: Ticket, boss: Person) -> None:
    friend = somebody("千代", "香")

    copies.add(ticket, "千代 香", by=a_member())

    assert got(ticket) == [boss.email, friend.email]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "見つかりません"), ("だれもいない", "見つかりません"), ("a@", "見つかりません"),
        ("a b@c.example", "見つかりません"),
        ("鈴木 一郎", "何人かいます"), ("help@example.jp", "写しがなくても届きます"),
    ],
)  # fmt: skip
def test_what_is_nobody_is_refused_in_words_and_stays_typed(ticket: Ticket, typed: str, words: str) -> None:
    for _each in range(2):
        somebody("鈴木", "一郎")

    answer = as_(a_member()).post(
        reverse("ticket_copies", args=[ticket.pk]), {"add": typed}, headers={"HX-Request": "1"}
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'name="add" value="{typed}"' in answer.content.decode()


def test_whoever_asked_needs_no_copy(ticket: Ticket, shibata: Person) -> None:
    with pytest.raises(copies.GetsItAnyway):
        copies.add(ticket, shibata.email, by=a_member())


def test_only_members_of_the_desk_decide(ticket: Ticket, shibata: Person, boss: Person) -> None:
    readers = [shibata, somebody(), a_member(desk=a_desk("ga", "総務"))]
    address = reverse("ticket_copies", args=[ticket.pk])

    answers = [as_(person).post(address, {"add": "x@outside.example.net"}).status_code for person in readers]

    assert answers == [403, 403, 404]
    assert got(ticket) == [boss.email]


# ── What becomes of it ──


def test_a_copy_that_bounces_is_taken_off_and_the_answer_stands(ticket: Ticket, boss: Person) -> None:
    actions.reply(ticket, "再起動してください", by=a_member(), waiting=True)
    run_waiting()
    mail = Mail.objects.get(to=boss.email)

    letter = arrives(a_bounce_of(mail.msgid, to=boss.email))
    run_waiting()

    ticket.refresh_from_db()
    states = dict(Mail.objects.exclude(message=None).values_list("to", "state"))
    assert states == {ticket.requester.email if ticket.requester else "": "sent", boss.email: "bounced"}
    assert (letter.outcome, letter.reason, letter.ticket) == ("joined", "bounce", ticket)
    assert (got(ticket), ticket.turn, ticket.bounces.count()) == ([], Ticket.Turn.THEIRS, 0)
    assert Event.objects.filter(kind="ticket.copy_bounced", about_id=ticket.pk).count() == 1


def test_the_answer_of_who_got_a_copy_joins_the_ticket(ticket: Ticket, boss: Person) -> None:
    actions.reply(ticket, "再起動してください", by=a_member())
    run_waiting()
    mail = Mail.objects.get(to=boss.email)

    letter = arrives(a_letter("助かります", by=boss, subject="Re", In_Reply_To=mail.msgid), a_desk())

    assert (letter.outcome, letter.ticket) == ("joined", ticket)


def test_the_page_says_whom_the_answer_went_to(ticket: Ticket, shibata: Person, boss: Person) -> None:
    mizuno = a_member()
    actions.reply(ticket, "再起動してください", by=mizuno)
    run_waiting()

    page = in_one_line(as_(mizuno).get(reverse("ticket", args=[ticket.pk])))

    assert page.count(f"写し: {boss.email}") == 1
