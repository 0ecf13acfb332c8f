"""Pages that were opened before somebody else acted: words land where the writer meant them, or come back."""

import re

import pytest
from django.test import Client

from suketto.people import actions as people
from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Message, Note, Ticket
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
SEEN_DESK = re.compile(r'name="desk" value="(\d+)"')


@pytest.fixture
def mizuno() -> Person:
    return a_member()


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def moved_by(person: Person) -> Ticket:
    ticket = a_ticket()
    actions.move(ticket, a_desk("ga", "総務"), by=person, reason="備品でした")
    return ticket


@pytest.mark.parametrize("noun", ["notes", "replies"])
@pytest.mark.parametrize("headers", [HTMX, {}])
@pytest.mark.parametrize("mover", ["水野", "高瀬"])
def test_words_written_before_a_move_come_back_and_land_nowhere(
    noun: str, headers: dict[str, str], mover: str, mizuno: Person
) -> None:
    ticket = moved_by(mizuno if mover == "水野" else a_member(mover))  # who moved it watches it

    answer = browser_of(mizuno).post(
        f"/desk/tickets/{ticket.pk}/{noun}/", {"body": "社長の私物なので内密に", "seen": "1"}, headers=headers
    )

    page = answer.content.decode()
    assert (answer.status_code, "総務へ移りました" in page, "社長の私物なので内密に" in page) == (409, True, True)
    assert not Note.objects.filter(ticket=ticket).exists()
    assert not Message.objects.filter(ticket=ticket, side="desk").exists()


@pytest.mark.parametrize("noun", ["notes", "replies"])
def test_whose_ticket_it_never_was_learns_nothing(noun: str, mizuno: Person) -> None:
    ticket = moved_by(mizuno)
    others = (somebody(), a_member("倉持", desk=a_desk("legal", "法務")))
    address = f"/desk/tickets/{ticket.pk}/{noun}/"

    answers = [browser_of(who).post(address, {"body": "読めますか"}, headers=HTMX) for who in others]

    assert [answer.status_code for answer in answers] == [403, 404]
    assert all("総務" not in answer.content.decode() for answer in answers)


def test_a_note_of_a_member_of_both_desks_is_for_the_desk_they_saw(mizuno: Person) -> None:
    people.give_role(mizuno, "member", by=None, desk=a_desk("ga", "総務"))
    ticket, browser = a_ticket(), browser_of(mizuno)
    [seen] = SEEN_DESK.findall(browser.get(f"/desk/tickets/{ticket.pk}/").content.decode())
    actions.move(ticket, a_desk("ga"), by=a_member("高瀬"), reason="備品でした")

    def send(seen: str) -> tuple[int, str]:
        typed = {"body": "内密に", "desk": seen}
        answer = browser.post(f"/desk/tickets/{ticket.pk}/notes/", typed, headers=HTMX)
        return answer.status_code, answer.content.decode()

    status, told = send(seen)
    assert (status, "総務へ移りました" in told, "内密に" in told, Note.objects.count()) == (409, True, True, 0)
    [now] = SEEN_DESK.findall(told)
    assert (send(now)[0], Note.objects.get().desk) == (200, a_desk("ga"))


@pytest.fixture
def merged(mizuno: Person) -> tuple[Ticket, Ticket]:
    kuga = somebody("久我", "直人")
    one, end = a_ticket(kuga, "一つ目"), a_ticket(kuga, "二つ目")
    actions.merge(one, end, by=mizuno)
    return Ticket.objects.get(pk=one.pk), end


def test_a_merged_ticket_offers_nothing_but_the_way_on(merged: tuple[Ticket, Ticket], mizuno: Person) -> None:
    one, end = merged

    page = browser_of(mizuno).get(f"/desk/tickets/{one.pk}/").content.decode()

    assert (f'href="/desk/tickets/{end.pk}/"' in page, end.label in page) == (True, True)
    for noun in ("assignment", "state", "desk", "merger", "parts", "steps", "replies", "notes", "article"):
        assert f'action="/desk/tickets/{one.pk}/{noun}' not in page, noun


def test_what_is_sent_from_an_old_page_of_it_is_refused_and_a_note_follows(
    merged: tuple[Ticket, Ticket], mizuno: Person
) -> None:
    one, end = merged
    browser = browser_of(mizuno)

    reply = browser.post(f"/desk/tickets/{one.pk}/replies/", {"body": "ご確認ください"}, headers=HTMX)
    assigned = browser.post(f"/desk/tickets/{one.pk}/assignment/", {"to": "me"}, headers=HTMX)
    note = browser.post(f"/desk/tickets/{one.pk}/notes/", {"body": "調べました"}, headers=HTMX)

    said = reply.content.decode()
    assert (reply.status_code, f"{end.label} に統合されています" in said, "ご確認ください" in said) == (409, True, True)
    assert (assigned.status_code, end.label in assigned.content.decode()) == (409, True)
    assert note.headers["HX-Redirect"] == f"/desk/tickets/{end.pk}/"
    assert end.notes.get().body == "調べました"


def test_merging_by_the_number_of_a_merged_one_opens_its_end(merged: tuple[Ticket, Ticket], mizuno: Person) -> None:
    one, end = merged
    late = a_ticket(one.requester, "三つ目")

    answer = browser_of(mizuno).post(f"/desk/tickets/{late.pk}/merger/", {"other": one.label}, headers=HTMX)

    assert answer.headers["HX-Redirect"] == f"/desk/tickets/{end.pk}/"


@pytest.mark.parametrize("written", ["{}", "HD-{:05}", "ＨＤ－{:05}", "HDー{:05}", "＃{}", "hd‐{}", " HD{} "])
def test_a_ticket_is_named_however_its_number_is_written(written: str, mizuno: Person) -> None:
    ticket, other = a_ticket(), a_ticket()
    wide = str.maketrans("0123456789", "０１２３４５６７８９")

    typed = written.format(other.pk).translate(wide)
    answer = browser_of(mizuno).post(f"/desk/tickets/{ticket.pk}/links/", {"other": typed}, headers=HTMX)

    assert (answer.status_code, ticket.links.get().other) == (200, other)


@pytest.mark.parametrize("requester", ["abc", "", "9" * 30, "999999", "1.5"])
def test_a_requester_who_is_no_number_is_not_there(requester: str, mizuno: Person) -> None:
    ticket = a_ticket()

    answer = browser_of(mizuno).post(f"/desk/tickets/{ticket.pk}/requester/", {"requester": requester})

    assert answer.status_code == 404


def test_it_is_not_moved_to_where_it_is(mizuno: Person) -> None:
    ticket = a_ticket()

    answer = browser_of(mizuno).post(
        f"/desk/tickets/{ticket.pk}/desk/", {"desk": ticket.desk.slug, "reason": "さて"}, headers=HTMX
    )

    assert (answer.status_code, "もう情報システムにあります" in answer.content.decode()) == (422, True)


def test_the_second_press_opens_the_draft_that_is_there(mizuno: Person) -> None:
    ticket, browser = a_ticket(), browser_of(mizuno)

    first, second = (browser.post(f"/desk/tickets/{ticket.pk}/article/", headers=HTMX) for _ in range(2))

    assert first.headers["HX-Redirect"] == second.headers["HX-Redirect"]
    assert "もうあるので" in browser.get(second.headers["HX-Redirect"]).content.decode()


@pytest.mark.parametrize("state", ["open", "ended"])
def test_an_open_matter_merged_into_an_ended_one_is_told_of(mizuno: Person, state: str) -> None:
    kuga = somebody("久我", "直人")
    ended, again = a_ticket(kuga, "複合機に印刷できません"), a_ticket(kuga, "まだ印刷できません")
    for ticket in (ended,) if state == "open" else (ended, again):
        actions.resolve(ticket, by=mizuno, how="answered", answer="電源を入れ直してください。")

    page = browser_of(mizuno).post(f"/desk/tickets/{again.pk}/merger/", {"other": ended.label}, follow=True)

    assert page.redirect_chain[-1][0] == f"/desk/tickets/{ended.pk}/"
    assert ("もう終わった案件です" in page.content.decode()) == (state == "open")
