"""Who may see and do what: the colleague, another colleague, members of the desk and of another."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from suketto.channels.chat import actions
from suketto.channels.chat.models import ChatSession
from suketto.channels.chat.queries import lines_after
from suketto.people.attendance import say_at_work, take_break
from suketto.people.models import Person
from suketto.procedures.actions import bring_usual_templates
from suketto.procedures.models import ReplyTemplate
from suketto.tickets import actions as tickets
from tests.people import a_desk, a_leader, a_member, somebody
from tests.unit.chat.talking import MONDAY, a_chat, fresh, said

pytestmark = pytest.mark.django_db


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def text(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_a_chat_exists_for_whoever_asked_and_for_its_desk() -> None:
    owner, other, mizuno = somebody(), somebody("久我"), a_member()
    kuramochi = a_member("倉持", desk=a_desk("ga", "総務"))
    number = a_chat(owner).pk
    theirs, ours = f"/my/chats/{number}/", f"/desk/chats/?open={number}"

    found = [browser_of(person).get(address).status_code for person, address in (
        (owner, theirs), (other, theirs), (mizuno, theirs), (kuramochi, theirs),
        (owner, ours), (other, ours), (mizuno, ours), (kuramochi, ours),
    )]  # fmt: skip

    assert found == [200, 404, 404, 404, 403, 403, 200, 404]


@pytest.mark.parametrize("what", ["lines", "end"])
def test_nobody_writes_into_the_chat_of_somebody_else(what: str) -> None:
    owner, other = somebody(), somebody("久我")
    session = a_chat(owner)

    answer = browser_of(other).post(f"/my/chats/{session.pk}/{what}/", {"body": "割り込みます"})

    assert (answer.status_code, len(lines_after(session))) == (404, 1)


@pytest.mark.parametrize("what", ["lines", "taking", "passing", "end", "facts"])
def test_members_of_another_desk_and_colleagues_do_nothing_at_the_desk(what: str) -> None:
    session = a_chat(somebody())
    kuramochi = a_member("倉持", desk=a_desk("ga", "総務"))
    address = f"/desk/chats/{session.pk}/{what}/"

    found = [browser_of(each).post(address, {"body": "x"}).status_code for each in (kuramochi, somebody("久我"))]

    session.refresh_from_db()
    assert (found, session.waiting, len(lines_after(session))) == ([404, 403], True, 1)


def test_only_those_two_sides_say_that_they_are_here() -> None:
    owner, other, mizuno = somebody(), somebody("久我"), a_member()
    kuramochi = a_member("倉持", desk=a_desk("ga", "総務"))
    address = f"/chats/{a_chat(owner).pk}/here/"

    found = [browser_of(each).post(address, {"writing": "1"}).status_code for each in (owner, mizuno, other, kuramochi)]

    assert found == [204, 204, 404, 404]


def test_the_lines_after_a_number_and_never_a_note() -> None:
    owner, mizuno = somebody(), a_member()
    session = a_chat(owner)
    first = lines_after(session)[0].pk
    tickets.note(session.ticket, "社内だけの話", by=mizuno)
    actions.answer(session, "見てみます", by=mizuno)

    page = text(browser_of(owner), f"/my/chats/{session.pk}/lines/?after={first}")
    whole = text(browser_of(owner), f"/my/chats/{session.pk}/")

    assert ("見てみます" in page, "印刷できません" in page) == (True, False)
    assert ("見てみます" in whole, "社内だけの話" in whole + page) == (True, False)


def test_a_line_sent_twice_by_the_page_is_one_and_both_answers_show_it() -> None:
    owner, once = somebody(), str(uuid4())
    session, browser = a_chat(owner), browser_of(owner)

    answers = [
        browser.post(f"/my/chats/{session.pk}/lines/", {"body": "二行目", "once": once, "after": "0"},
                     headers={"HX-Request": "true"}).content.decode()
        for _time in range(2)
    ]  # fmt: skip

    assert [answer.count(f'data-once="{once}"') for answer in answers] == [1, 1]
    assert len(lines_after(session)) == 2


def test_a_refusal_says_why_and_the_words_come_back() -> None:
    owner = somebody()
    session, browser = a_chat(owner), browser_of(owner)
    long = "あ" * 100_001

    scripted = browser.post(f"/my/chats/{session.pk}/lines/", {"body": long}, headers={"HX-Request": "true"})
    plain = browser.post(f"/my/chats/{session.pk}/lines/", {"body": long})

    assert (scripted.status_code, "文字まで" in scripted.content.decode()) == (422, True)
    assert (plain.status_code, long in plain.content.decode()) == (422, True)


def test_what_is_known_is_shown_before_a_person_is_called() -> None:
    from suketto.knowledge import actions as knowledge  # noqa: PLC0415

    a_desk()
    knowledge.draft(by=None, title="両面で印刷できない", state="published", steps="両面を選ぶ")
    browser = browser_of(somebody())

    first = browser.post("/chat/", {"body": "両面で印刷できない"})
    shown = first.context["answers"].asked.seal
    second = browser.post("/chat/", {"body": "両面で印刷できない", "shown": shown})

    assert (first.status_code, ChatSession.objects.count(), second.status_code) == (200, 1, 302)
    assert "答えがここにある" in first.content.decode()


def test_out_of_hours_says_so_and_takes_a_ticket(monday: time_machine.Traveller) -> None:
    a_desk()
    monday.move_to(MONDAY.replace(hour=19))
    browser = browser_of(somebody())

    page = text(browser, "/chat/")
    sent = browser.post("/chat/", {"body": "夜の話です"})

    assert ("受付時間の外です" in page, "6/9(火) 09:00" in page) == (True, True)
    assert sent["Location"] == f"/my/tickets/{ChatSession.objects.get().pk}/"


def test_who_is_in_a_chat_comes_back_to_it() -> None:
    owner = somebody()
    session = a_chat(owner)

    assert browser_of(owner).get("/chat/")["Location"] == f"/my/chats/{session.pk}/"


def test_who_left_the_queue_is_led_back_to_it_until_somebody_has_answered(monday: time_machine.Traveller) -> None:
    owner, mizuno = somebody(), a_member()
    session = a_chat(owner)
    browser = browser_of(owner)
    actions.let_go(session, unseen_since=MONDAY + timedelta(minutes=1))
    monday.shift(timedelta(minutes=90))

    assert fresh(session).ended_at is not None
    assert browser.get("/chat/")["Location"] == f"/my/chats/{session.pk}/"
    assert "チャットに戻る" in text(browser, "/portal/")

    tickets.reply(session.ticket, "お電話しました", by=mizuno)
    assert browser.get("/chat/").status_code == 200


def test_what_was_sent_for_a_second_chat_is_said_in_the_first_and_once() -> None:
    owner = somebody()
    session = a_chat(owner)
    sent = {"body": "二枚目の画面で書いた", "once": str(uuid4())}

    answers = [browser_of(owner).post("/chat/", sent) for _again in range(2)]

    assert {answer["Location"] for answer in answers} == {f"/my/chats/{session.pk}/"}
    assert (said(session).count("二枚目の画面で書いた"), ChatSession.objects.count()) == (1, 1)


def test_counts_of_others_are_for_the_leader_alone() -> None:
    mizuno, takase, ishida = a_member(), a_member("高瀬"), a_leader()
    session = a_chat(somebody("久我"))
    actions.take(session, by=takase)
    take_break(takase)

    pages = [text(browser_of(each), "/desk/chats/") for each in (mizuno, ishida)]
    badges = [text(browser_of(each), "/chats/count/") for each in (mizuno, ishida)]

    assert ["久我" in page for page in pages] == [False, True]
    assert ["休憩中" in page for page in pages] == [False, True]
    assert ["高瀬" in badge for badge in badges] == [False, True]


def test_a_colleague_has_no_badge_and_no_break() -> None:
    browser = browser_of(somebody())

    assert [browser.get("/chats/count/").status_code, browser.post("/desk/break/").status_code] == [403, 403]


def test_the_badge_says_whose_turn_it_is() -> None:
    takase, mizuno = a_member("高瀬"), a_member()
    a_chat(somebody())
    say_at_work(takase)

    badges = [text(browser_of(each), "/chats/count/") for each in (takase, mizuno)]

    assert ["あなたの番です" in badge for badge in badges] == [True, False]


def test_a_line_that_goes_to_another_matter_takes_the_page_along(monday: time_machine.Traveller) -> None:
    owner, mizuno = somebody(), a_member()
    session = a_chat(owner)
    tickets.resolve(session.ticket, by=mizuno, answer="直しました")
    actions.finish(session, by=mizuno)
    monday.shift(timedelta(days=21))

    address = f"/my/chats/{session.pk}/lines/"
    answer = browser_of(owner).post(address, {"body": "別の話"}, headers={"HX-Request": "true"})

    other = ChatSession.objects.latest("pk")
    assert (other.pk != session.pk, answer["HX-Redirect"]) == (True, f"/my/chats/{other.pk}/")


def test_what_is_written_to_a_merged_matter_goes_where_it_was_merged(monday: time_machine.Traveller) -> None:
    owner, mizuno = somebody(), a_member()
    session = a_chat(owner)
    actions.finish(session, by=owner)
    kept = a_chat(owner)
    tickets.merge(session.ticket, kept.ticket, by=mizuno)

    took = actions.say(session, "続きです", by=owner)

    assert (took.pk, lines_after(kept)[-1].body) == (kept.pk, "続きです")


def test_a_chat_ends_for_whom_the_matter_turned_out_not_to_be() -> None:
    owner, other, mizuno = somebody(), somebody("久我"), a_member()
    session = a_chat(owner)
    tickets.set_facts(session.ticket, by=mizuno, requester=other)

    assert browser_of(owner).get(f"/my/chats/{session.pk}/").status_code == 404


def test_the_head_of_a_conversation_is_drawn_anew_by_itself() -> None:
    mizuno, kuramochi = a_member(), a_member("倉持", desk=a_desk("ga", "総務"))
    session = a_chat(somebody())
    address, scripted = f"/desk/chats/?part=head&open={session.pk}", {"HX-Request": "true"}

    drawn, strange = (browser_of(each).get(address, headers=scripted) for each in (mizuno, kuramochi))

    assert (f'id="chat-head-{session.pk}"' in drawn.content.decode(), strange.status_code) == (True, 404)


def test_only_short_lines_are_offered_in_a_chat_and_only_letters_on_a_ticket() -> None:
    bring_usual_templates()
    mizuno, session = a_member(), a_chat(somebody())
    letter, line = (ReplyTemplate.objects.filter(category=each)[0] for each in ("receipt", "chat"))
    browser, address = browser_of(mizuno), f"/desk/chats/{session.pk}/template/?template="

    chat, ticket = text(browser, f"/desk/chats/?open={session.pk}"), text(browser, f"/desk/tickets/{session.pk}/")

    assert [f'value="{each.slug}"' in page for page in (chat, ticket) for each in (letter, line)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert text(browser, address + line.slug) == f"{session.ticket.requester_name}さん、{mizuno}です。お話を伺います。"
    assert browser.get(address + letter.slug).status_code == 404


def test_whoever_is_free_stands_first_among_those_to_hand_over_to() -> None:
    mizuno, takase, ishida, horiuchi = a_member(), a_member("高瀬"), a_leader(), a_member("堀内")
    session = a_chat(somebody())
    actions.take(session, by=mizuno)
    for person in (mizuno, ishida, horiuchi):
        say_at_work(person)
    take_break(ishida)

    page = text(browser_of(mizuno), f"/desk/chats/?open={session.pk}")

    listed = page[page.index('name="to"') :]
    listed = listed[: listed.index("</select>")]
    order = [listed.index(words) for words in (
        "席にいます", horiuchi.full_name, "順番待ちに戻す", "休憩中", ishida.full_name, "席にいません",
        takase.full_name,
    )]  # fmt: skip
    assert order == sorted(order)
    assert mizuno.full_name not in listed
