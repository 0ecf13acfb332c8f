"""The work list: what it shows, by key, at the same price for any number of tickets."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suketto.people.models import Person
from suketto.tickets import actions, queries
from suketto.tickets.models import SavedView
from suketto.tickets.queries import Filter
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def browser(mizuno: Person) -> Client:
    client = Client()
    client.force_login(mizuno)
    return client


def asked(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow_with_the_list(browser: Client) -> None:
    asker = somebody()
    for number in range(3):
        a_ticket(asker, f"件 {number}")
    browser.get("/desk/")
    few = asked(browser, "/desk/")
    for number in range(12):
        a_ticket(somebody(), f"件 {number}")

    assert asked(browser, "/desk/") == few


@pytest.mark.slow
def test_the_number_of_queries_of_a_ticket_page_does_not_grow_with_its_talk(browser: Client, mizuno: Person) -> None:
    ticket = a_ticket()
    actions.reply(ticket, "一つ目", by=mizuno)
    actions.note(ticket, "一つ目のメモ", by=mizuno)
    browser.get(f"/desk/tickets/{ticket.pk}/")
    few = asked(browser, f"/desk/tickets/{ticket.pk}/")
    for number in range(6):
        actions.reply(ticket, f"返信 {number}", by=mizuno)
        actions.note(ticket, f"メモ {number}", by=mizuno)

    assert asked(browser, f"/desk/tickets/{ticket.pk}/") == few


def test_pages_follow_each_other_by_key_without_gap_or_repeat() -> None:
    asker = somebody()
    tickets = [a_ticket(asker, f"件 {number}") for number in range(7)]
    wanted, after, seen = Filter(desk_ids=frozenset({a_desk().pk})), "", []

    while True:
        page = queries.work_list(wanted, after=after, limit=3)
        seen += [ticket.pk for ticket in page.tickets]
        if not page.after:
            break
        after = page.after

    assert seen == [ticket.pk for ticket in tickets]


def test_a_key_that_is_not_ours_begins_at_the_top() -> None:
    ticket = a_ticket()
    wanted = Filter(desk_ids=frozenset({a_desk().pk}))

    assert [each.pk for each in queries.work_list(wanted, after="forged").tickets] == [ticket.pk]


@pytest.mark.parametrize(
    "query",
    [
        "priority=9",
        "desk=nosuch",
        "service=abc",
        "turn=<script>",
        "assignee=😀",
        "after=%00",
        "q=" + "あ" * 400,
        "kind='--",
    ],
)
def test_nonsense_in_the_address_is_borne(browser: Client, query: str) -> None:
    a_ticket()

    assert browser.get(f"/desk/?{query}").status_code == 200


def test_a_number_is_found_however_it_is_written(mizuno: Person) -> None:
    ticket = a_ticket()
    found = [
        [each.pk for each in queries.work_list(Filter(frozenset({a_desk().pk}), words=words)).tickets]
        for words in (str(ticket.pk), ticket.label, f"#{ticket.pk}", ticket.label.lower())
    ]

    assert found == [[ticket.pk]] * 4


def test_a_word_inside_a_sentence_is_found() -> None:
    ticket = a_ticket(text="今朝から二階の複合機で印刷ができません")

    found = queries.work_list(Filter(frozenset({a_desk().pk}), words="印刷")).tickets

    assert [each.pk for each in found] == [ticket.pk]


def test_another_desk_sees_nothing_of_it() -> None:
    a_ticket(text="名刺の発注")
    kuramochi = a_member("倉持", desk=a_desk("ga", "総務"))
    browser = Client()
    browser.force_login(kuramochi)

    assert "名刺の発注" not in browser.get("/desk/?q=名刺").content.decode()


def test_a_view_is_saved_used_and_forgotten_by_its_owner_alone(browser: Client, mizuno: Person) -> None:
    browser.post("/desk/views/", {"name": "急ぎ", "query": "priority=1", "shared": "1"})
    view = SavedView.objects.get(person=mizuno)
    other = Client()
    other.force_login(a_member("高瀬"))

    seen_by_other = "急ぎ" in other.get("/desk/").content.decode()
    refused = other.post(f"/desk/views/{view.pk}/removal/").status_code
    browser.post(f"/desk/views/{view.pk}/removal/")

    assert (seen_by_other, refused, SavedView.objects.count()) == (True, 404, 0)


def test_who_is_looking_shows_in_the_list_to_the_others(browser: Client) -> None:
    ticket, takase = a_ticket(), a_member("高瀬")
    other = Client()
    other.force_login(takase)
    other.post(f"/desk/tickets/{ticket.pk}/presence/", {"writing": "1"})

    assert "高瀬" in browser.get("/desk/", headers={"HX-Request": "true"}).content.decode()


def test_a_list_that_is_drawn_anew_is_as_long_as_it_was(browser: Client) -> None:
    asker = somebody()
    for number in range(queries.PAGE + 20):
        a_ticket(asker, f"件 {number}")

    def rows(shown: str) -> int:
        page = browser.get("/desk/", {"q": "", "shown": shown}, headers={"HX-Request": "true"}).content.decode()
        assert "shown=" not in page
        return page.count("data-row")

    assert [rows(shown) for shown in ("", "abc", "-1", "60", "400")] == [50, 50, 50, 60, 70]


@pytest.mark.parametrize(
    ("typed", "found"), [("増田", True), ("ますだ", True), ("masuda", True), ("増田 文彦", True), ("mas", False)]
)
def test_the_name_of_whoever_asked_finds_their_tickets(browser: Client, typed: str, *, found: bool) -> None:
    a_ticket(somebody("増田", "文彦", family_kana="マスダ", given_kana="フミヒコ"), "画面が固まります")
    a_ticket(somebody("久我", "直人"), "印刷できません")

    page = browser.get("/desk/", {"words": typed, "q": typed}).content.decode()

    assert ("画面が固まります" in page, "印刷できません" in page) == (found, False)
