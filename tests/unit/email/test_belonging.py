"""An answer finds its ticket by signs nobody can guess, and says by which one; a forged one opens a new ticket."""

import pytest

from suketto.channels.email import marks
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.email.writing import a_letter, arrives

pytestmark = pytest.mark.django_db


def test_by_the_message_id_of_our_mail_whoever_answers() -> None:
    ticket, manager = a_ticket(), somebody("課長")
    ours = marks.message_id(ticket.pk, "m7", "example.jp")

    letter = arrives(a_letter("CCで見ました", by=manager, subject="Re: 別の件名", References=f"<x@y> {ours}"))

    assert (letter.outcome, letter.matched_by, letter.ticket) == ("joined", "message-id", ticket)
    assert ticket.messages.get(body="CCで見ました").author == manager


def test_our_sign_is_found_at_the_end_of_a_long_thread() -> None:
    ticket = a_ticket()
    thread = " ".join(f"<{number}@thread.example>" for number in range(260))
    ours = marks.message_id(ticket.pk, "m7", "example.jp")

    raw = a_letter(by=somebody(), subject="Re: 続き").replace(
        b"\nTo:", f"\nReferences: {thread} {ours}\nTo:".encode(), 1
    )

    assert arrives(raw).ticket == ticket


def test_by_the_plus_address() -> None:
    ticket = a_ticket()

    letter = arrives(a_letter(by=somebody(), To=marks.plus_address("help@example.jp", ticket.pk)))

    assert (letter.matched_by, letter.ticket) == ("plus-address", ticket)


@pytest.mark.parametrize("around", ["Re: VPN [{}]", "返信：【{}】ＶＰＮ", "{}", "Re: {} (fwd)"])
def test_by_the_sign_in_the_subject(around: str) -> None:
    ticket = a_ticket()

    letter = arrives(a_letter(by="stranger@example.net", subject=around.format(marks.subject_sign(ticket.pk))))

    assert (letter.matched_by, letter.ticket) == ("subject", ticket)


def test_a_forged_sign_opens_a_new_ticket() -> None:
    ticket = a_ticket()
    forged = [
        a_letter(by=somebody(), subject=f"Re: [HD-{ticket.pk:05d}-aaaaaa]"),
        a_letter(by=somebody(), To=f"help+hd{ticket.pk}-aaaaaaaaaaaa@example.jp"),
        a_letter(by=somebody(), In_Reply_To=f"<hd{ticket.pk}.m1.aaaaaaaaaaaaaaaa@example.jp>"),
    ]

    outcomes = [arrives(raw).outcome for raw in forged]

    assert outcomes == ["opened"] * 3
    assert ticket.messages.count() == 1


def test_a_bare_number_counts_for_whoever_asked_and_for_nobody_else() -> None:
    shibata = somebody()
    ticket = a_ticket(shibata)

    theirs = arrives(a_letter(by=shibata, subject=f"{ticket.label}の件"))
    others = arrives(a_letter(by=somebody(), subject=f"{ticket.label}の件"))
    strangers = arrives(a_letter(subject=f"{ticket.label}の件"))

    assert (theirs.matched_by, theirs.ticket) == ("number", ticket)
    assert [others.outcome, strangers.outcome] == ["opened", "opened"]


def test_an_answer_to_a_letter_that_came_before_joins_it() -> None:
    first = arrives(a_letter(by=somebody(), Message_ID="<q@example.jp>", Cc="boss@example.net"))

    cc = arrives(a_letter("CCから", by="boss@example.net", In_Reply_To="<q@example.jp>"))
    stranger = arrives(a_letter("よそから", by="thief@example.org", In_Reply_To="<q@example.jp>"))

    assert (cc.outcome, cc.matched_by, cc.ticket) == ("joined", "letter", first.ticket)
    assert stranger.outcome == "opened"


def test_a_sender_whose_checks_failed_is_not_believed_by_name_alone() -> None:
    shibata = somebody()
    ticket = a_ticket(shibata)

    letter = arrives(
        a_letter(by=shibata, subject=ticket.label, Authentication_Results="mx.example.jp; dmarc=fail; spf=fail")
    )

    assert letter.outcome == "opened"
    assert letter.warnings[:1] == ["not-authentic"]


def test_words_for_a_merged_ticket_go_where_it_went() -> None:
    mizuno = a_member()
    shibata = somebody()
    gone, stays = a_ticket(shibata), a_ticket(shibata)
    actions.merge(gone, into=stays, by=mizuno)

    letter = arrives(a_letter(by=somebody(), subject=marks.subject_sign(gone.pk)))

    assert letter.ticket == stays


def test_a_number_no_database_can_hold_is_no_ticket() -> None:
    assert arrives(a_letter(by=somebody(), subject="HD-999999999999")).outcome == "opened"


def test_signs_do_not_stay_in_the_subject() -> None:
    sign = marks.subject_sign(5)

    assert marks.without_signs(f"Re: RE: FW: 返信： VPNの件 [{sign}]") == "VPNの件"


def test_the_desk_of_the_mailbox_gets_the_ticket() -> None:
    desk = a_desk("ga", "総務")

    letter = arrives(a_letter(by=somebody()), desk)

    assert Ticket.objects.get(pk=letter.ticket_id).desk == desk


def test_a_letter_to_two_desks_is_a_matter_of_each_and_once_at_each() -> None:
    shibata, desks = somebody(), [a_desk("it"), a_desk("ga", "総務")]
    raw = a_letter("PCと椅子が壊れました。", by=shibata, To="help@example.jp, soumu@example.jp")
    by_another_way = b"Delivered-To: soumu@example.jp\n" + raw

    first, second, again, third = [
        arrives(raw, desks[0]), arrives(raw, desks[1]), arrives(raw, desks[1]), arrives(by_another_way, desks[1]),
    ]  # fmt: skip

    assert [first.outcome, second.outcome, (third.outcome, third.reason)] == ["opened", "opened", IGNORED_TWIN]
    assert again == second
    assert [ticket.desk for ticket in Ticket.objects.order_by("pk")] == desks


def test_an_answer_to_two_desks_is_in_its_ticket_once() -> None:
    ticket = a_ticket(shibata := somebody())
    raw = a_letter("追加です。", by=shibata, subject=f"Re: [{marks.subject_sign(ticket.pk)}]")

    first, second = arrives(raw, a_desk()), arrives(b"Delivered-To: soumu@example.jp\n" + raw, a_desk("ga", "総務"))

    assert (first.outcome, (second.outcome, second.reason), second.ticket) == ("joined", IGNORED_TWIN, ticket)
    assert ticket.messages.filter(body="追加です。").count() == 1


def test_an_answer_to_the_letter_that_two_desks_got_joins_the_matter_of_each() -> None:
    shibata, desks = somebody(), [a_desk("it"), a_desk("ga", "総務")]
    raw = a_letter(by=shibata, Message_ID="<both@example.jp>")
    answer = a_letter("追加です。", by=shibata, In_Reply_To="<both@example.jp>")

    opened = [arrives(raw, desk) for desk in desks]
    joined = [arrives(answer, desk) for desk in desks]

    assert [letter.outcome for letter in joined] == ["joined", "joined"]
    assert [letter.ticket.desk for letter in joined if letter.ticket] == desks
    assert [letter.ticket for letter in joined] == [letter.ticket for letter in opened]


IGNORED_TWIN = ("ignored", "duplicate")
