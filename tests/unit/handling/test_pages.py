"""Where a note is seen and by whom, what a page costs, and the one look before an answer leaves."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from lxml import html

from suketto.channels.chat import actions as chats
from suketto.desk import calling
from suketto.foundation import clock
from suketto.handling import actions
from suketto.handling.models import HandlingNote
from suketto.people.models import Person
from suketto.search import queries as search
from suketto.search import sources
from suketto.sla.hours import next_opening
from suketto.sla.queries import hours_of
from suketto.tickets import actions as tickets
from suketto.trail.models import Event
from tests.people import a_desk, a_leader, a_member, a_ticket, somebody
from tests.unit.handling.conftest import Morning
from tests.unit.handling.makers import FACT, in_force, signed_in, written

pytestmark = pytest.mark.django_db
AS_IF_NOT_THERE = {403, 404}


@pytest.fixture
def note(morning: Morning) -> HandlingNote:
    return in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida, protocols=["two_people", "in_writing"])


def page_of(person: Person, address: str) -> str:
    answer: HttpResponse = signed_in(person).get(address)
    return answer.content.decode() if answer.status_code == 200 else ""


def test_it_stands_beside_the_caller_the_chat_and_the_ticket(morning: Morning, note: HandlingNote) -> None:
    with time_machine.travel(next_opening(hours_of(morning.ticket.desk), clock.now()), tick=False):
        chat = chats.take(
            chats.begin(desk=morning.ticket.desk, person=morning.kito, text="開かない"), by=morning.mizuno
        )
        call = calling.take(by=morning.mizuno, desk=morning.ticket.desk, once=None, person=morning.kito)
        shown = [
            page_of(morning.mizuno, address)
            for address in (
                f"/desk/tickets/{morning.ticket.pk}/", f"/desk/callers/{morning.kito.pk}/", f"/desk/calls/{call.pk}/",
                f"/desk/chats/?open={chat.pk}",
            )
        ]  # fmt: skip

    assert [("二名で確認" in page, FACT.split("。")[0] in page) for page in shown] == [(True, True)] * 4


def test_whoever_does_not_answer_that_person_at_that_desk_sees_nothing(morning: Morning, note: HandlingNote) -> None:
    at_affairs = a_ticket(morning.kito, "名刺が切れた", desk=a_desk("ga"))
    tickets.watch(morning.ticket, by=morning.kuramochi)

    seen = {
        address: FACT.split("。")[0] in page_of(person, address) or "二名で確認" in page_of(person, address)
        for person, address in [
            (morning.kuramochi, f"/desk/tickets/{at_affairs.pk}/"),
            (morning.kuramochi, f"/desk/tickets/{morning.ticket.pk}/"),
            (morning.kuramochi, f"/desk/callers/{morning.kito.pk}/"),
            (morning.mizuno, "/desk/"),
            (morning.mizuno, "/search/?q=今すぐ来い"),
            (morning.kishimoto, "/house/events/"),
            (morning.kishimoto, f"/house/people/{morning.kito.pk}/"),
            (morning.shibata, "/portal/"),
            (morning.kito, f"/my/tickets/{morning.ticket.pk}/"),
        ]
    }

    assert set(seen.values()) == {False}


@pytest.mark.parametrize(
    ("address", "method"),
    [
        ("/desk/tickets/{ticket}/handling/", "get"),
        ("/desk/tickets/{ticket}/handling/", "post"),
        ("/desk/handling/{note}/", "get"),
        ("/desk/handling/{note}/renewal/", "post"),
        ("/desk/handling/{note}/removal/", "post"),
        ("/desk/handling/facts/{fact}/review/", "post"),
        ("/house/refused-words/", "get"),
        ("/house/refused-words/", "post"),
    ],
)
def test_owner_colleague_and_another_desk_find_no_door(
    morning: Morning, note: HandlingNote, address: str, method: str
) -> None:
    fact = note.facts.get()
    where = address.format(ticket=morning.ticket.pk, note=note.pk, fact=fact.pk)

    answers = [
        getattr(signed_in(person), method)(where).status_code
        for person in (morning.kito, morning.shibata, morning.kuramochi, a_leader("大野", desk=a_desk("ga")))
    ]

    assert set(answers) <= AS_IF_NOT_THERE
    assert HandlingNote.objects.filter(pk=note.pk).exists()


def test_a_waiting_note_is_seen_by_its_author_and_the_leaders_alone(morning: Morning) -> None:
    note = written(morning.ticket, by=morning.mizuno)

    seen = [
        signed_in(person).get(f"/desk/handling/{note.pk}/").status_code
        for person in (morning.mizuno, morning.ishida, a_member("森"))
    ]
    listed = [FACT in page_of(person, "/desk/handling/") for person in (morning.mizuno, morning.ishida, a_member("谷"))]

    assert (seen, listed) == ([200, 200, 404], [True, True, False])


def test_there_is_no_list_of_notes_in_force(morning: Morning, note: HandlingNote) -> None:
    assert FACT not in page_of(morning.ishida, "/desk/handling/")


def test_a_member_who_is_the_person_meets_nothing_about_themself_at_the_desk(morning: Morning) -> None:
    mori = a_member("森")
    note = in_force(a_ticket(mori, "VPNが切れる"), by=morning.mizuno, leader=morning.ishida)
    ticket = note.facts.get().ticket

    assert signed_in(mori).get(f"/desk/handling/{note.pk}/").status_code == 404
    assert "応対メモ" not in page_of(mori, f"/desk/tickets/{ticket.pk}/").replace("応対メモを書く", "")
    assert FACT in page_of(mori, "/my/record/")


def test_each_look_is_in_the_trail_once_a_day(morning: Morning, note: HandlingNote) -> None:
    start = clock.now()
    for hours in (0, 0.1, 24):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            page_of(morning.mizuno, f"/desk/tickets/{morning.ticket.pk}/")
    page_of(morning.ishida, f"/desk/callers/{morning.kito.pk}/")
    page_of(a_member("森"), f"/desk/handling/{note.pk}/")

    looks = Event.objects.filter(kind="handling.seen").order_by("id")
    assert [(each.about_id, each.actor_name) for each in looks] == [
        (note.pk, "水野 真理"), (note.pk, "水野 真理"), (note.pk, "石田 典明"), (note.pk, "森 真理"),
    ]  # fmt: skip
    assert all(each.internal for each in looks)


def test_without_a_note_nothing_is_recorded_and_the_page_asks_one_question(morning: Morning) -> None:
    client, address = signed_in(morning.mizuno), f"/desk/tickets/{a_ticket(morning.shibata).pk}/"
    actions.wish_for("slowly", by=morning.shibata, consent=True)
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    ours = [query["sql"] for query in asked if "handling_" in query["sql"]]
    assert len(ours) == 1
    assert not Event.objects.filter(kind="handling.seen").exists()


def post(person: Person, morning: Morning, **typed: str) -> HttpResponse:
    said = {"body": "鬼頭様\n\n並べ替えはデータから。", "act": "reply", **typed}
    answer: HttpResponse = signed_in(person).post(f"/desk/tickets/{morning.ticket.pk}/replies/", said)
    return answer


@pytest.mark.parametrize("act", ["reply", "resolve"])
def test_an_answer_waits_for_one_look_and_keeps_what_was_typed(morning: Morning, note: HandlingNote, act: str) -> None:
    refused = post(morning.mizuno, morning, act=act)
    page = html.fromstring(refused.content.decode())
    box = page.xpath("//input[@name='handled']")
    went = morning.ticket.messages.filter(side="desk").count()

    sent = post(morning.mizuno, morning, act=act, handled=box[0].get("value"))

    assert (refused.status_code, went, sent.status_code) == (422, 0, 302)
    assert "二名で確認・文書で要点を返す" in refused.content.decode()
    assert "並べ替えはデータから。" in page.xpath("//textarea[@name='body']")[0].text
    assert len(box) == 1
    kind = "ticket.replied" if act == "reply" else "ticket.resolved"
    assert Event.objects.get(kind=kind).data["confirmed"] == ["two_people", "in_writing"]


def test_without_a_note_there_is_nothing_to_confirm(morning: Morning) -> None:
    sent = post(morning.mizuno, morning)

    assert sent.status_code == 302
    assert "confirmed" not in Event.objects.get(kind="ticket.replied").data


def test_a_fact_that_came_meanwhile_is_confirmed_anew(morning: Morning, note: HandlingNote) -> None:
    refused = post(morning.mizuno, morning, handled=f"{note.pk}.0")

    assert refused.status_code == 422


def test_what_is_said_about_another_way_waits_for_the_look_too(morning: Morning, note: HandlingNote) -> None:
    client, address = signed_in(morning.mizuno), f"/desk/tickets/{morning.ticket.pk}/way/"
    said = {"way": "remote", "planned_at": "2099-01-05T15:00", "tell": "1", "words_remote": "【時刻】 につなぎます。"}

    refused = client.post(address, said)
    silent = client.post(address, {name: value for name, value in said.items() if name != "tell"})
    told = client.post(address, {**said, "handled": f"{note.pk}.1"})

    assert (refused.status_code, silent.status_code, told.status_code) == (422, 302, 302)
    assert "【時刻】 につなぎます。" in refused.content.decode()


def test_an_ended_note_asks_nothing_any_more(morning: Morning) -> None:
    with time_machine.travel(clock.now() - timedelta(days=91)):
        in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida)

    assert post(morning.mizuno, morning).status_code == 302


def test_no_search_finds_its_words(morning: Morning) -> None:
    in_force(morning.ticket, by=morning.mizuno, leader=morning.ishida, words="番号札を三枚求められた。")
    sought = {"kinds": sources.kinds(), "viewer": morning.mizuno.viewer(), "limit": 50}
    found = search.find("番号札", **sought)
    literal = search.find_literal("番号札", **sought)

    assert [*found, *literal] == []


def test_a_refused_word_comes_back_with_everything_and_an_example(morning: Morning) -> None:
    said = {
        "happened_on": clock.today().isoformat(),
        "channel": "phone",
        "words": "ｸﾚｰﾏｰ でした",
        "protocols": "leader",
    }

    answer = signed_in(morning.mizuno).post(f"/desk/tickets/{morning.ticket.pk}/handling/", said)
    page = html.fromstring(answer.content.decode())

    assert answer.status_code == 422
    assert page.xpath("//textarea[@name='words']")[0].text.strip() == "ｸﾚｰﾏｰ でした"
    assert [box.get("value") for box in page.xpath("//input[@name='protocols'][@checked]")] == ["leader"]
    assert "「今すぐ来い」と3回言われ" in page.text_content()


def test_from_writing_to_review_to_renewal_by_the_pages(morning: Morning) -> None:
    member, leader = signed_in(morning.mizuno), signed_in(morning.ishida)
    said = {"happened_on": clock.today().isoformat(), "channel": "phone", "words": FACT, "protocols": "leader"}
    member.post(f"/desk/tickets/{morning.ticket.pk}/handling/", said)
    note = HandlingNote.objects.get()
    first = note.facts.get()
    own = member.post(f"/desk/handling/facts/{first.pk}/review/")
    leader.post(f"/desk/handling/facts/{first.pk}/review/", {"act": "agree"})
    with time_machine.travel(clock.now() + timedelta(days=1)):
        newer = {**said, "words": "15:10 電話をまた切られた。", "ticket": str(morning.ticket.pk)}
        newer["happened_on"] = clock.today().isoformat()
        member.post(f"/desk/handling/{note.pk}/renewal/", newer)
        second = note.facts.get(place=2)
        leader.post(f"/desk/handling/facts/{second.pk}/review/", {"act": "decline"})

    assert own.status_code == 403
    assert HandlingNote.objects.in_force(clock.now()).get() == note
    assert list(note.facts.all()) == [first]


def test_a_visit_is_granted_by_a_wish_and_never_by_a_note(morning: Morning, note: HandlingNote) -> None:
    address = f"/desk/tickets/{morning.ticket.pk}/way/"
    with_note = page_of(morning.mizuno, address)
    actions.wish_for("slowly", by=morning.kito, consent=True)
    with_preference = page_of(morning.mizuno, address)
    actions.wish_for("hearing", by=morning.kito, consent=True)
    with_wish = page_of(morning.mizuno, address)

    assert ["不成立（遠隔可）" in page for page in (with_note, with_preference, with_wish)] == [True, True, False]


def test_a_stranger_of_the_desk_leaves_the_page_as_it_is(morning: Morning, note: HandlingNote) -> None:
    other = a_ticket(somebody("桜井", "実"), "印刷できない")

    assert "handling" not in page_of(morning.mizuno, f"/desk/tickets/{other.pk}/").replace("/handling/", "")
