"""The composer's bad days: too late, too large, too many, and templates with open places."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from suketto.people.models import Person
from suketto.procedures.actions import bring_usual_templates
from suketto.procedures.models import ReplyTemplate
from suketto.tickets import actions
from suketto.tickets.models import Message
from tests.people import a_member, a_ticket

pytestmark = pytest.mark.django_db


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
