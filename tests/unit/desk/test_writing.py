"""The composer's bad days: too late, too large, too many, and templates with open places."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from suketto.channels.email import copies
from suketto.people.models import Person
from suketto.procedures.actions import bring_usual_templates
from suketto.procedures.models import ReplyTemplate
from suketto.tickets import actions
from suketto.tickets.models import Message
from tests.people import a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db
SEEN_COPIES = re.compile(r'name="copies_seen"[^>]* value="([^"]*)"')


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def browser(mizuno: Person) -> Client:
    client = Client()
    client.force_login(mizuno)
    return client


def test_who_resolves_second_reads_why_and_finds_the_words(browser: Client) -> None:
    ticket = a_ticket()
    actions.resolve(ticket, by=a_member("石田"), answer="直りました")

    answer = browser.post(
        f"/desk/tickets/{ticket.pk}/replies/", {"body": "B案です", "act": "resolve"}, headers={"HX-Request": "true"}
    )

    page = answer.content.decode()
    assert (answer.status_code, "もう解決しています" in page, "B案です" in page) == (409, True, True)


def test_whose_ticket_moved_away_keeps_the_words(browser: Client, mizuno: Person) -> None:
    ticket = a_ticket()

    answer = browser.post(f"/desk/tickets/{ticket.pk}/replies/", {"body": "@水野 見て"}, headers={"HX-Request": "true"})

    assert (answer.status_code, "社内メモに書くか" in answer.content.decode()) == (422, True)
    assert not Message.objects.filter(ticket=ticket, side="desk").exists()


def test_a_part_that_is_being_typed_in_hears_only_of_what_others_did(browser: Client, mizuno: Person) -> None:
    ticket, takase = a_ticket(), a_member("高瀬")

    def changed() -> bool:
        part: dict[str, str | int] = {"part": "triage", "seen": seen}
        answer = browser.get(f"/desk/tickets/{ticket.pk}/", part, headers={"HX-Request": "true"})
        return "X-Changed-By-Others" in answer.headers

    seen = ticket.version
    heard = [changed()]
    browser.post(f"/desk/tickets/{ticket.pk}/replies/", {"body": "@水野 見て"}, headers={"HX-Request": "true"})
    heard.append(changed())
    actions.reply(ticket, "水野が見ます", by=mizuno)
    heard.append(changed())
    actions.reply(ticket, "高瀬も見ます", by=takase)
    heard.append(changed())

    assert heard == [False, False, False, True]


@override_settings(ATTACHMENT_MAX_BYTES=1000)
def test_a_file_that_is_too_large_is_refused_by_name_and_the_rest_of_the_form_arrives(browser: Client) -> None:
    ticket = a_ticket()
    file = SimpleUploadedFile("図面.dwg", b"x" * 2000)

    answer = browser.post(
        f"/desk/tickets/{ticket.pk}/replies/", {"body": "ご確認ください", "files": file, "act": "resolve"},
        headers={"HX-Request": "true"},
    )  # fmt: skip

    page = answer.content.decode()
    assert (answer.status_code, "図面.dwg" in page, "ご確認ください" in page) == (413, True, True)


def test_two_hundred_files_are_answered_with_the_limit(browser: Client) -> None:
    ticket = a_ticket()
    files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(200)]

    answer = browser.post(f"/desk/tickets/{ticket.pk}/replies/", {"body": "たくさん", "files": files})

    assert (answer.status_code, "20 個まで" in answer.content.decode()) == (400, True)


def test_open_places_stand_in_words_and_are_recognised_again(browser: Client) -> None:
    bring_usual_templates()
    ticket, decline = a_ticket(), ReplyTemplate.objects.get(category="decline")

    box = browser.get(f"/desk/tickets/{ticket.pk}/template/?template={decline.slug}").content.decode()
    answer = browser.post(
        f"/desk/tickets/{ticket.pk}/replies/", {"body": "柴田様 【代わりの方法】", "template": decline.slug},
        headers={"HX-Request": "true"},
    )  # fmt: skip

    assert ("柴田 葵様" in box, "【代わりの方法】" in box, "{instead}" in box) == (True, True, False)
    assert "「代わりの方法」「次の連絡時刻」を入れてください" in answer.content.decode()


@pytest.mark.parametrize(
    ("noun", "form"),
    [
        ("facts", {"subject": ""}),
        ("minutes", {"minutes": "-5"}),
        ("minutes", {"minutes": "9" * 20}),
        ("parts", {"subject": "x"}),
    ],
)
def test_what_cannot_be_done_is_said(browser: Client, noun: str, form: dict[str, str]) -> None:
    ticket = a_ticket()

    answer = browser.post(f"/desk/tickets/{ticket.pk}/{noun}/", form, headers={"HX-Request": "true"})

    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)


def test_nobody_who_does_not_exist_is_given_work(browser: Client, mizuno: Person) -> None:
    ticket = a_ticket()
    actions.assign(ticket, mizuno, by=mizuno)

    assert browser.post(f"/desk/tickets/{ticket.pk}/assignment/", {"to": "999999"}).status_code == 404
    ticket.refresh_from_db()
    assert ticket.assignee == mizuno


def test_the_goal_stands_at_the_top_and_in_the_reply(browser: Client, mizuno: Person) -> None:
    ticket = a_ticket(text="請求書が印刷できない")
    actions.triage(ticket, by=mizuno, situation="今朝から", goal="16時の締めまでに12枚を紙で")

    head = browser.get(f"/desk/tickets/{ticket.pk}/?part=head", headers={"HX-Request": "true"}).content.decode()

    assert "16時の締めまでに12枚を紙で" in head


def test_an_answer_reaches_those_who_stood_beside_it_and_nobody_else(browser: Client) -> None:
    ticket, kuga = a_ticket(), somebody("久我", "透")
    kuga.email = "kuga@example.jp"
    kuga.save()
    page = browser.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    [seen] = SEEN_COPIES.findall(page)
    copies.add(ticket, kuga.email, by=a_member("石田"))

    def send(seen: str) -> tuple[int, str]:
        typed = {"body": "直りました", "copies_seen": seen}
        answer = browser.post(f"/desk/tickets/{ticket.pk}/replies/", typed, headers={"HX-Request": "true"})
        return answer.status_code, answer.content.decode()

    status, told = send(seen)
    assert (status, "久我" in told, "もう一度送ってください" in told, "直りました" in told) == (409, True, True, True)
    assert not Message.objects.filter(ticket=ticket, side="desk").exists()
    [now] = SEEN_COPIES.findall(told)
    part = browser.get(f"/desk/tickets/{ticket.pk}/copies/", headers={"HX-Request": "true"}).content.decode()
    assert SEEN_COPIES.findall(part) == [now]
    assert send(now)[0] == 200
    assert Message.objects.filter(ticket=ticket, side="desk").count() == 1
