"""Machines: answered never, waking nothing; a bounce says that the answer did not arrive (RFC 3834, 3464)."""

import pytest

from suketto.channels.email import marks
from suketto.channels.email.judging import MACHINE_AN_HOUR
from suketto.jobs.worker import run_waiting
from suketto.notices.actions import AUTOMATIC_AN_HOUR
from suketto.notices.models import Mail, Notification
from suketto.people.actions import change_desk
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.email.writing import a_bounce_of, a_letter, arrives, what_became

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "auto-reply"),
        ({"X_Autoreply": "yes"}, "auto-reply"),
        ({"Precedence": "bulk"}, "bulk"),
        ({"List_Id": "<news.example.net>"}, "list"),
        ({"Return_Path": "<>"}, "null-sender"),
    ],
)
def test_a_machine_makes_no_ticket(headers: dict[str, str], reason: str) -> None:
    assert what_became(arrives(a_letter(**headers))) == ("ignored", reason)
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize(
    "subject", ["不在：代理の権限がありません", "自動応答：設定のしかた", "休暇中: メールの転送をしたい"]
)
def test_a_colleague_who_only_sounds_like_a_machine_is_heard_and_not_answered_by_one(subject: str) -> None:
    shibata = somebody()

    letter = arrives(a_letter("代理の人に権限を渡したいです。", by=shibata, subject=subject))
    run_waiting()

    assert letter.ticket is not None
    assert (what_became(letter), letter.ticket.requester) == (("opened", "new"), shibata)
    assert letter.warnings == ["automatic-by-subject"]
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-generated"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}, {"X_Autoreply": "yes"}],
)
def test_where_anything_else_speaks_of_a_machine_it_is_one(headers: dict[str, str]) -> None:
    assert arrives(a_letter(by=somebody(), subject="不在：田中", **headers)).outcome == "ignored"


def test_the_absence_of_a_stranger_and_one_that_answers_a_ticket_open_nothing() -> None:
    shibata = somebody()
    ticket = a_ticket(shibata)
    ours = marks.message_id(ticket.pk, "ack", "example.jp")

    answers = [arrives(a_letter(subject="不在：田中")),
               arrives(a_letter(by=shibata, subject="不在: VPN", In_Reply_To=ours))]  # fmt: skip

    assert [what_became(letter) for letter in answers] == [("ignored", "absence")] * 2
    assert Ticket.objects.count() == 1


def test_an_absence_mail_reopens_nothing() -> None:
    shibata, mizuno = somebody(), a_member()
    ticket = a_ticket(shibata)
    actions.resolve(ticket, by=mizuno, answer="直りました")
    ours = marks.message_id(ticket.pk, "m1", "example.jp")

    letter = arrives(
        a_letter("休暇中です", by=shibata, subject="自動応答: VPN", In_Reply_To=ours, Auto_Submitted="auto-replied")
    )

    ticket.refresh_from_db()
    assert (letter.outcome, letter.ticket, ticket.state) == ("ignored", ticket, "resolved")


def test_a_colleague_on_an_internal_list_is_heard_but_not_answered_by_a_machine() -> None:
    letter = arrives(a_letter(by=somebody(), List_Id="<help.example.jp>"))
    run_waiting()

    assert letter.outcome == "opened"
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"List_Id": "<help.example.jp>", "Precedence": "list"},
        {"List_Post": "<https://groups.example/help>, <mailto:Help@example.jp>"},
    ],
)
def test_who_writes_to_a_desk_whose_address_is_a_list_is_answered(headers: dict[str, str]) -> None:
    change_desk(a_desk(), by=None, email="help@example.jp")
    shibata = somebody()

    known = arrives(a_letter(by=shibata, **headers))
    stranger = arrives(a_letter("複合機の件", by="outside@example.net", **headers))
    run_waiting()

    assert [what_became(known), what_became(stranger)] == [("opened", "new"), ("opened", "unknown-sender")]
    assert Mail.objects.filter(to=shibata.email).count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"List_Id": "<news.example.jp>"},
        {"List_Id": "<help.example.jp>", "Auto_Submitted": "auto-generated"},
        {"List_Id": "<help.example.jp>", "Return_Path": "<>"},
        {"List_Id": "<help.example.jp>", "X_Auto_Response_Suppress": "All"},
    ],
)
def test_another_list_and_a_program_on_our_own_open_nothing(headers: dict[str, str]) -> None:
    change_desk(a_desk(), by=None, email="help@example.jp")

    assert what_became(arrives(a_letter(**headers)))[0] == "ignored"


def test_our_own_letters_are_known_when_they_come_back() -> None:
    change_desk(a_desk(), by=None, email="help@example.jp")

    looped = arrives(a_letter(by=somebody(), X_Suketto_Instance=marks.instance()))
    from_us = arrives(a_letter(by="Help@example.jp", Auto_Submitted="auto-replied"))
    by_its_own_id = arrives(a_letter(by="relay@example.jp", Message_ID=marks.message_id(7, "m1", "example.jp")))

    assert [what_became(looped), what_became(from_us), what_became(by_its_own_id)] == [("ignored", "own-letter")] * 3


def test_one_address_gets_so_many_automatic_mails_an_hour() -> None:
    shibata = somebody()
    for number in range(AUTOMATIC_AN_HOUR + 3):
        arrives(a_letter(f"{number}回目", by=shibata))
    run_waiting()

    assert Ticket.objects.count() == AUTOMATIC_AN_HOUR + 3
    assert Mail.objects.count() == AUTOMATIC_AN_HOUR


def test_a_machine_opens_so_many_matters_an_hour_and_the_rest_is_kept() -> None:
    alarms = [
        arrives(
            a_letter(
                f"{number}番目の警報",
                by="monitor@example.net",
                subject=f"警報 {number}",
                Auto_Submitted="auto-generated",
            )
        )
        for number in range(MACHINE_AN_HOUR + 2)
    ]

    assert [what_became(letter) for letter in alarms[-3:]] == [
        ("opened", "unknown-sender"), ("ignored", "flood"), ("ignored", "flood"),
    ]  # fmt: skip
    assert Ticket.objects.count() == MACHINE_AN_HOUR


def test_a_bounce_ties_itself_to_its_message_and_the_desk_owes_the_answer_again() -> None:
    shibata, mizuno = somebody(), a_member()
    ticket = a_ticket(shibata)
    message = actions.reply(ticket, "再起動してください", by=mizuno, waiting=True)
    run_waiting()
    mail = Mail.objects.get(message=message)
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.SENT)

    letter = arrives(a_bounce_of(mail.msgid, to=shibata.email))
    run_waiting()

    ticket.refresh_from_db()
    mail.refresh_from_db()
    assert what_became(letter) == ("joined", "bounce")
    assert letter.message == message
    assert (ticket.first_replied_at, ticket.turn) == (None, Ticket.Turn.OURS)
    assert (mail.state, message.bounces.get().to) == ("bounced", shibata.email)
    assert Notification.objects.filter(person=mizuno, kind="bounced").count() == 1


def test_a_mail_that_is_only_late_changes_no_promise() -> None:
    ticket, mizuno = a_ticket(), a_member()
    message = actions.reply(ticket, "再起動してください", by=mizuno)
    msgid = marks.message_id(ticket.pk, f"m{message.pk}", "example.jp")

    arrives(a_bounce_of(msgid, to="a@example.jp", status="4.4.1", action="delayed"))

    ticket.refresh_from_db()
    assert ticket.first_replied_at is not None
    assert message.bounces.get().permanent is False


def test_a_bounce_of_something_else_is_kept_and_does_nothing() -> None:
    assert what_became(arrives(a_bounce_of("<other@example.jp>", to="x@example.jp"))) == ("ignored", "bounce")


def test_whoever_asks_in_the_portal_is_no_robot() -> None:
    shibata = somebody()
    for number in range(AUTOMATIC_AN_HOUR + 2):
        a_ticket(shibata, text=f"{number}件目です")
    run_waiting()

    assert Mail.objects.count() == AUTOMATIC_AN_HOUR + 2


@pytest.mark.parametrize(
    ("by", "headers"),
    [
        ("Help+HD42-abc@example.jp", {}),
        ("help@example.jp", {"Auto_Submitted": "auto-generated"}),
        ("help@example.jp", {"Precedence": "bulk"}),
        ("help@example.jp", {"Return_Path": "<>"}),
    ],
)
def test_our_own_address_opens_nothing_where_a_program_wrote(by: str, headers: dict[str, str]) -> None:
    change_desk(a_desk(), by=None, email="help@example.jp")

    letter = arrives(a_letter(by=by, **headers), a_desk())

    assert what_became(letter) == ("ignored", "own-letter")


def test_a_person_who_writes_from_a_desks_own_address_is_heard_and_not_answered_by_a_machine() -> None:
    change_desk(a_desk(), by=None, email="help@example.jp")
    change_desk(a_desk("ga", "総務"), by=None, email="soumu@example.jp")

    letter = arrives(a_letter("総務の宮田です。", by="soumu@example.jp", name="総務"), a_desk())
    run_waiting()

    assert letter.ticket is not None
    assert what_became(letter) == ("opened", "unknown-sender")
    assert letter.ticket.requester_words == "総務 <soumu@example.jp>"
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(("by", "wakes"), [("soumu@example.jp", True), ("help@example.jp", False)])
def test_from_another_desks_address_a_ticket_is_woken_and_from_its_own_it_is_not(*, by: str, wakes: bool) -> None:
    change_desk(a_desk(), by=None, email="help@example.jp")
    change_desk(a_desk("ga", "総務"), by=None, email="soumu@example.jp")
    ticket = a_ticket(somebody())
    actions.resolve(ticket, by=a_member(), answer="直りました")
    run_waiting()
    sent = Mail.objects.count()

    letter = arrives(a_letter("補足します。", by=by, subject=marks.subject_sign(ticket.pk)), a_desk())
    run_waiting()

    ticket.refresh_from_db()
    assert (letter.outcome, letter.ticket, ticket.open) == ("joined", ticket, wakes)
    assert Mail.objects.count() == sent


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_that_a_letter_arrived_is_no_bounce(action: str) -> None:
    ticket = a_ticket(somebody())

    letter = arrives(a_bounce_of(marks.message_id(ticket.pk, "m1", "example.jp"), to="a@example.jp", action=action))

    assert what_became(letter) == ("ignored", "receipt")
    assert not Event.objects.filter(kind__contains="bounce", about_id=ticket.pk).exists()
