"""What was said to a page that showed it to nobody: by mail and by the bell, a moment later and once."""

from datetime import timedelta

import pytest
import time_machine

from suketto.channels.chat import actions, jobs, passing
from suketto.channels.chat.models import ChatSession
from suketto.channels.chat.queries import lines_after
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Mail, Notification
from suketto.people.models import Person
from suketto.tickets import actions as tickets
from tests.people import a_desk, a_member, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def shibata() -> Person:
    return somebody()


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def chat(shibata: Person, mizuno: Person) -> ChatSession:
    """Talked about with 水野; its page is open at this moment."""
    session = actions.begin(desk=a_desk(), person=shibata, text="印刷できません")
    return actions.take(session, by=mizuno)


def look(monday: time_machine.Traveller, seconds: int) -> None:
    run_waiting()
    monday.shift(timedelta(seconds=seconds))
    jobs.look_after_chats.call()
    run_waiting()


def see_all(chat: ChatSession) -> None:
    passing.say_here(chat, writing=False, seen=lines_after(chat)[-1].pk)


def mailed() -> list[str]:
    return [mail.message.body for mail in Mail.objects.order_by("id") if mail.message]


def bells(person: Person) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(person=person).order_by("id").values_list("kind", "words"))


def test_said_and_ended_right_after_the_page_closed_it_still_arrives(
    monday: time_machine.Traveller, chat: ChatSession, shibata: Person, mizuno: Person
) -> None:
    monday.shift(timedelta(seconds=30))
    actions.answer(chat, "ポートを直しました", by=mizuno)
    actions.finish(chat, by=mizuno)
    look(monday, 60)
    too_early = mailed()
    look(monday, 60)
    look(monday, 60)

    assert (too_early, mailed()) == ([], ["ポートを直しました"])
    assert bells(shibata) == [("replied", "ポートを直しました")]


def test_said_after_the_end_it_arrives_too(
    monday: time_machine.Traveller, chat: ChatSession, shibata: Person, mizuno: Person
) -> None:
    actions.finish(chat, by=mizuno)
    actions.answer(chat, "もう一つだけ", by=mizuno)
    look(monday, 91)

    assert (mailed(), bells(shibata)) == (["もう一つだけ"], [("replied", "もう一つだけ")])


def test_while_the_chat_goes_on_a_closed_page_is_found_out(
    monday: time_machine.Traveller, chat: ChatSession, shibata: Person, mizuno: Person
) -> None:
    actions.answer(chat, "一つ目", by=mizuno)
    see_all(chat)
    actions.answer(chat, "二つ目", by=mizuno)
    look(monday, 91)

    assert (mailed(), bells(shibata)) == (["二つ目"], [("replied", "二つ目")])
    assert ChatSession.objects.get().open


def test_behind_other_windows_there_is_time_until_the_chat_ends(
    monday: time_machine.Traveller, chat: ChatSession, mizuno: Person
) -> None:
    actions.answer(chat, "見てください", by=mizuno)
    monday.shift(timedelta(seconds=60))
    passing.say_here(chat, writing=False, seen=0)
    look(monday, 31)
    while_open = mailed()
    actions.finish(chat, by=mizuno)
    passing.say_here(chat, writing=False, seen=0)
    look(monday, 90)

    assert (while_open, mailed()) == ([], ["見てください"])


def test_what_was_seen_is_not_sent(
    monday: time_machine.Traveller, chat: ChatSession, shibata: Person, mizuno: Person
) -> None:
    actions.answer(chat, "直しました", by=mizuno)
    run_waiting()
    see_all(chat)
    actions.finish(chat, by=mizuno)
    look(monday, 91)

    assert (mailed(), bells(shibata), ChatSession.objects.get().look_again_at) == ([], [], None)


def test_what_went_out_by_mail_at_once_goes_no_second_time(
    monday: time_machine.Traveller, chat: ChatSession, mizuno: Person
) -> None:
    actions.answer(chat, "画面へ", by=mizuno)
    tickets.reply(chat.ticket, "案件のページから", by=mizuno)
    look(monday, 91)

    assert sorted(mailed()) == ["案件のページから", "画面へ"]
