"""Silence, closed pages and closing time: who is freed, who is told, and that nothing is solved by it."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db.models.signals import post_save

from suketto.channels.chat import actions, jobs, passing
from suketto.channels.chat.models import ChatSession
from suketto.channels.chat.queries import in_hand, lines_after, queue
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail, Notification
from suketto.people.attendance import take_break
from suketto.people.models import Person
from suketto.tickets.models import Ticket
from tests.people import a_leader, a_member, somebody
from tests.unit.chat.talking import MONDAY, a_chat, fresh, later, said

pytestmark = pytest.mark.django_db
Why = ChatSession.Why


def silent_for(monday: time_machine.Traveller, minutes: int) -> ChatSession:
    person, mizuno = somebody(), a_member()
    session = a_chat(person)
    actions.take(session, by=mizuno)
    actions.answer(session, "番号は何ですか", by=mizuno)
    later(monday, minutes=minutes)
    jobs.look_after_chats.call()
    return fresh(session)


def test_after_nine_minutes_of_silence_the_member_still_waits(monday: time_machine.Traveller) -> None:
    session = silent_for(monday, 9)

    assert (session.open, session.ticket.state) == (True, Ticket.State.WORKING)


def test_after_ten_minutes_of_silence_the_member_is_free_and_nothing_is_solved(monday: time_machine.Traveller) -> None:
    session = silent_for(monday, 10)
    mizuno = session.taken_by
    assert mizuno is not None

    assert (session.why, session.ticket.state, session.ticket.turn) == (
        Why.SILENT, Ticket.State.WAITING_REQUESTER, Ticket.Turn.THEIRS,
    )  # fmt: skip
    assert (in_hand(mizuno), session.ticket.resolved_at, session.abandoned_silently) == ([], None, False)


def test_one_line_goes_on_where_it_rested(monday: time_machine.Traveller) -> None:
    session = silent_for(monday, 10)
    assert session.person is not None
    later(monday, minutes=5)

    actions.say(session, "0x80070005 です", by=session.person)

    again = fresh(session)
    assert (again.waiting, again.why, again.ticket.turn) == (True, "", Ticket.Turn.OURS)
    assert said(session)[-1] == "0x80070005 です"


def test_typing_is_not_silence(monday: time_machine.Traveller) -> None:
    person, mizuno = somebody(), a_member()
    session = a_chat(person)
    actions.answer(session, "番号は何ですか", by=mizuno)
    later(monday, minutes=9)
    passing.say_here(session, writing=True, seen=0)
    later(monday, minutes=2)
    jobs.look_after_chats.call()

    assert fresh(session).open


def test_a_member_who_owes_the_word_frees_nobody(monday: time_machine.Traveller) -> None:
    person, mizuno = somebody(), a_member()
    session = a_chat(person)
    actions.answer(session, "番号は何ですか", by=mizuno)
    actions.say(session, "0x80070005 です", by=person)
    later(monday, minutes=30)
    jobs.look_after_chats.call()

    assert fresh(session).open


def test_leaving_the_queue_without_a_word_is_counted_and_the_place_is_kept(monday: time_machine.Traveller) -> None:
    session = a_chat()
    later(monday, minutes=1)
    other = a_chat()
    later(monday, minutes=3)
    passing.say_here(other, writing=False, seen=0)
    jobs.look_after_chats.call()
    gone = fresh(session)
    later(monday, minutes=5)
    passing.say_here(session, writing=False, seen=0)

    assert (gone.abandoned_silently, gone.why, gone.ticket.turn) == (True, Why.GONE, Ticket.Turn.OURS)
    assert [each.pk for each in queue([session.desk_id])] == [session.pk, other.pk]


def test_saying_that_one_does_not_wait_is_not_silent() -> None:
    person = somebody()
    session = a_chat(person)
    actions.finish(session, by=person, why=Why.LEFT)

    assert (fresh(session).abandoned_silently, fresh(session).ticket.open) == (False, True)


def test_out_of_hours_a_ticket_is_taken_and_acknowledged(monday: time_machine.Traveller) -> None:
    later(monday, hours=9)
    session = a_chat()
    run_waiting()

    assert (session.why, queue([session.desk_id]), session.ticket.turn) == (Why.CLOSED, [], Ticket.Turn.OURS)
    assert [mail.about for mail in Mail.objects.all()] == [f"ack-{session.pk}"]


def test_closing_time_ends_the_waiting_and_not_the_talking(monday: time_machine.Traveller) -> None:
    mizuno, talked, waits = a_member(), a_chat(), a_chat()
    actions.take(talked, by=mizuno)
    actions.answer(talked, "見ています", by=mizuno)
    monday.move_to(MONDAY.replace(hour=17, minute=29))
    for each in (talked, waits):
        passing.say_here(each, writing=True, seen=0)
    monday.move_to(MONDAY.replace(hour=17, minute=31))
    jobs.look_after_chats.call()

    assert (fresh(waits).why, fresh(talked).open) == (Why.CLOSED, True)


def meanwhile(session: ChatSession, act: Callable[[], object]) -> None:
    """Done once as soon as another chat has been ended: after the job chose its rows, before it comes to this one."""
    done: list[int] = []

    def ended(instance: ChatSession, **_facts: object) -> None:
        if instance.pk != session.pk and instance.ended_at is not None and not done:
            done.append(instance.pk)
            act()

    post_save.connect(ended, sender=ChatSession, weak=False, dispatch_uid="meanwhile")


@pytest.fixture
def nothing_meanwhile() -> Iterator[None]:
    yield
    post_save.disconnect(sender=ChatSession, dispatch_uid="meanwhile")


@pytest.mark.usefixtures("nothing_meanwhile")
@pytest.mark.parametrize("act", ["taken", "back"])
def test_who_was_just_taken_or_is_just_back_is_not_let_go(monday: time_machine.Traveller, act: str) -> None:
    gone, other, mizuno = a_chat(), a_chat(), a_member()
    later(monday, minutes=4)
    acts = {
        "taken": lambda: actions.take(other, by=mizuno),
        "back": lambda: passing.say_here(other, writing=False, seen=0),
    }
    meanwhile(other, acts[act])
    jobs.look_after_chats.call()

    assert (fresh(gone).why, fresh(other).why) == (Why.GONE, "")


@pytest.mark.usefixtures("nothing_meanwhile")
def test_who_was_taken_at_closing_time_is_talked_with(monday: time_machine.Traveller) -> None:
    waits, other, mizuno = a_chat(), a_chat(), a_member()
    monday.move_to(MONDAY.replace(hour=17, minute=31))
    for each in (waits, other):
        passing.say_here(each, writing=False, seen=0)
    meanwhile(other, lambda: actions.take(other, by=mizuno))
    jobs.look_after_chats.call()

    assert (fresh(waits).why, fresh(other).taken_by) == (Why.CLOSED, mizuno)
    assert fresh(other).open


def test_what_nobody_saw_leaves_by_mail_when_the_chat_rests(monday: time_machine.Traveller) -> None:
    person, mizuno = somebody(), a_member()
    session = a_chat(person)
    actions.answer(session, "見えた返事", by=mizuno)
    passing.say_here(fresh(session), writing=False, seen=lines_after(session)[-1].pk)
    actions.answer(session, "見えなかった返事", by=mizuno)
    later(monday, minutes=11)
    jobs.look_after_chats.call()
    run_waiting()

    assert [mail.message.body for mail in Mail.objects.all() if mail.message] == ["見えなかった返事"]


def bells(person: Person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("id").values_list("kind", flat=True))


def test_what_stands_on_the_screen_rings_no_bell_and_what_does_not_rings(monday: time_machine.Traveller) -> None:
    person, mizuno = somebody(), a_member()
    session = a_chat(person)
    actions.take(session, by=mizuno)
    actions.answer(session, "番号は何ですか", by=mizuno)
    actions.say(session, "0x80070005 です", by=person)
    run_waiting()
    while_open = (bells(person), bells(mizuno))
    later(monday, minutes=2)
    actions.answer(session, "ありがとうございます", by=mizuno)
    run_waiting()

    assert (while_open, bells(person)) == (([], []), ["replied"])


def test_the_leader_hears_of_a_break_and_the_members_do_not() -> None:
    takase, mizuno, ishida = a_member("高瀬"), a_member(), a_leader()
    take_break(takase)
    run_waiting()

    assert [bells(each) for each in (takase, mizuno, ishida)] == [[], [], ["resting"]]
