"""A chat is a ticket from its first line; who waits, who talks, and what silence does."""

from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from suketto.channels.chat import actions, passing
from suketto.channels.chat.models import ChatSession
from suketto.channels.chat.queries import expected, in_hand, lines_after, place_of, queue, waiting_and_unread
from suketto.channels.chat.refusals import NobodyWaits, NotAtDesk, TakenAlready
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail
from suketto.tickets import actions as tickets
from suketto.tickets.models import Message, Ticket
from suketto.tickets.refusals import IdentityMissing
from suketto.trail.models import Event
from tests.people import a_desk, a_member, somebody
from tests.unit.chat.talking import MONDAY, a_chat, fresh, later, said

pytestmark = pytest.mark.django_db
Why = ChatSession.Why


def test_the_first_line_is_a_ticket_and_no_mail_acknowledges_it() -> None:
    session = a_chat(text="VPNがつながりません")
    run_waiting()

    assert (session.ticket.channel, session.ticket.subject, said(session)) == (
        "chat", "VPNがつながりません", ["VPNがつながりません"],
    )  # fmt: skip
    assert (session.waiting, session.place_asked, Mail.objects.count()) == (True, 1, 0)


def test_sent_twice_every_line_is_one_line() -> None:
    person, mizuno, once, again, back = somebody(), a_member(), uuid4(), uuid4(), uuid4()
    first, second = a_chat(person, once=once), a_chat(person, once=once)
    for _time in range(2):
        actions.say(first, "二行目", by=person, once=again)
        actions.answer(first, "見てみます", by=mizuno, once=back)

    assert (first.pk, ChatSession.objects.count(), Ticket.objects.count()) == (second.pk, 1, 1)
    assert said(first) == ["印刷できません", "二行目", "見てみます"]


def test_files_come_with_a_line() -> None:
    person = somebody()
    session = a_chat(person)
    actions.say(session, "", by=person, files=[SimpleUploadedFile("画面.txt", b"0x80070005")])

    assert [file.name for line in lines_after(session) for file in line.attachments.all()] == ["画面.txt"]


def test_the_next_one_is_whoever_came_first(monday: time_machine.Traveller) -> None:
    mizuno, takase = a_member(), a_member("高瀬")
    first, second = a_chat(), a_chat()
    later(monday, minutes=1)
    third = a_chat()

    taken = [actions.take_next(mizuno.standing.desk_ids, by=each) for each in (mizuno, takase)]

    assert [each.pk for each in taken] == [first.pk, second.pk]
    assert (place_of(third), fresh(first).ticket.assignee) == (1, mizuno)
    assert [event.actor_name for event in Event.objects.filter(kind="ticket.chat_taken")] == [
        mizuno.full_name, takase.full_name,
    ]  # fmt: skip


def test_who_was_slower_is_told_the_name() -> None:
    session, mizuno = a_chat(), a_member()
    actions.take(session, by=mizuno)

    with pytest.raises(TakenAlready, match="水野"):
        actions.take(session, by=a_member("高瀬"))
    with pytest.raises(NobodyWaits):
        actions.take_next(mizuno.standing.desk_ids, by=mizuno)


def test_whoever_answers_somebody_who_waits_takes_them() -> None:
    session, mizuno = a_chat(), a_member()

    actions.answer(session, "こんにちは、水野です", by=mizuno)

    assert (fresh(session).taken_by, queue([session.desk_id])) == (mizuno, [])


def test_an_answer_leaves_by_mail_only_when_the_page_is_closed(monday: time_machine.Traveller) -> None:
    person, mizuno = somebody(), a_member()
    session = a_chat(person)
    actions.answer(session, "画面に出ている番号は何ですか", by=mizuno)
    run_waiting()
    while_open = Mail.objects.count()
    later(monday, minutes=2)
    actions.answer(session, "お手すきのときにどうぞ", by=mizuno)
    run_waiting()

    assert (while_open, [mail.message.body for mail in Mail.objects.all() if mail.message]) == (
        0, ["お手すきのときにどうぞ"],
    )  # fmt: skip


def test_in_a_chat_too_nothing_is_reported_before_it_is_known_who_asks() -> None:
    person, mizuno = somebody(extension="4120"), a_member()
    session = a_chat(person)
    with pytest.raises(IdentityMissing):
        actions.answer(session, "パスワードをリセットしました。", by=mizuno)
    refused = said(session)
    tickets.check_identity(session.ticket, by=mizuno, way="call_back", number="4120", confirmed=True)
    actions.answer(session, "パスワードをリセットしました。", by=mizuno)

    assert (refused, said(session)[1:]) == (["印刷できません"], ["パスワードをリセットしました。"])


def test_handing_over_takes_the_whole_conversation_along() -> None:
    person, mizuno, takase = somebody(), a_member(), a_member("高瀬")
    session = a_chat(person)
    actions.answer(session, "見てみます", by=mizuno)
    actions.pass_on(session, takase, by=mizuno, words="ポートの設定まで見ました")

    held = in_hand(takase)[0]
    assert (in_hand(mizuno), said(held), held.ticket.assignee) == ([], ["印刷できません", "見てみます"], takase)
    assert [note.body for note in held.ticket.notes.all()] == ["ポートの設定まで見ました"]
    with pytest.raises(NotAtDesk, match="柴田"):
        actions.pass_on(session, person, by=takase)


def test_put_back_it_waits_at_the_place_of_its_arrival(monday: time_machine.Traveller) -> None:
    session, mizuno = a_chat(), a_member()
    later(monday, minutes=1)
    other = a_chat()
    actions.take(session, by=mizuno)
    actions.pass_on(session, None, by=mizuno)

    assert [each.pk for each in queue([session.desk_id])] == [session.pk, other.pk]


def test_what_is_written_on_the_ticket_page_arrives_and_a_note_never_does() -> None:
    session, mizuno = a_chat(), a_member()
    tickets.note(session.ticket, "社内だけの話", by=mizuno)
    tickets.reply(session.ticket, "案件のページから", by=mizuno)

    assert said(session) == ["印刷できません", "案件のページから"]


def test_a_solved_ticket_ends_its_chat_and_one_line_wakes_both() -> None:
    person, mizuno = somebody(), a_member()
    session = a_chat(person)
    actions.answer(session, "直しました", by=mizuno)
    tickets.resolve(session.ticket, by=mizuno, answer="")
    run_waiting()
    ended = fresh(session)
    actions.say(session, "まだ出ません", by=person)

    assert (ended.why, fresh(session).waiting, fresh(session).ticket.open) == (Why.FINISHED, True, True)


def test_solved_too_long_ago_it_is_another_matter(monday: time_machine.Traveller) -> None:
    person, mizuno = somebody(), a_member()
    session = a_chat(person)
    tickets.resolve(session.ticket, by=mizuno, answer="直しました")
    run_waiting()
    later(monday, days=21)

    took = actions.say(session, "別の日の話", by=person)

    assert (took.pk != session.pk, took.waiting, said(took)) == (True, True, ["別の日の話"])


def test_moved_to_another_desk_it_waits_there() -> None:
    session, mizuno, kuramochi = a_chat(), a_member(), a_member("倉持", desk=a_desk("ga", "総務"))
    actions.take(session, by=mizuno)
    tickets.move(session.ticket, a_desk("ga"), by=mizuno, reason="名刺の件")
    run_waiting()

    assert [each.pk for each in queue(kuramochi.standing.desk_ids)] == [session.pk]
    assert queue(mizuno.standing.desk_ids) == []


def test_the_badge_counts_who_waits_and_what_is_unread() -> None:
    person, mizuno = somebody(), a_member()
    session = a_chat(person)
    a_chat()
    actions.take(session, by=mizuno)
    actions.say(session, "もう一つ", by=person)
    before = waiting_and_unread(mizuno)
    passing.say_looking(fresh(session), mizuno, writing=False, seen=lines_after(session)[-1].pk)

    assert (before, waiting_and_unread(mizuno)) == ((1, 2), (1, 0))


def test_no_figure_is_said_before_enough_was_measured(monday: time_machine.Traveller) -> None:
    desk, mizuno = a_desk(), a_member()
    for number in range(5):
        assert expected(desk, 1, MONDAY) is None, number
        session = a_chat()
        later(monday, minutes=number + 1)
        actions.take(session, by=mizuno)

    figure = expected(desk, 2, MONDAY)
    assert figure is not None
    assert (figure.usual, figure.long) == (6, 10)


def test_messages_of_a_chat_come_by_chat() -> None:
    session, mizuno = a_chat(), a_member()
    actions.answer(session, "はい", by=mizuno)

    assert set(Message.objects.values_list("channel", flat=True)) == {"chat"}
