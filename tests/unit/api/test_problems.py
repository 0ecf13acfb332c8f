"""Whatever is sent, the answer is a problem that says what to do, in the caller's language."""

from typing import Any

import pytest
from django.test import Client

from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, a_ticket, somebody
from tests.unit.api.calling import Program, case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "body",
    ["", "{", "nonsense", b"\xff\xfe", '{"text": "x"', "[" * 100_000],
    ids="empty brace word bytes cut deep".split(),
)
def test_what_is_no_json_is_400_or_says_what_is_missing(body: Any) -> None:
    assert case(Program(somebody()).post("tickets", body))[0] == (422 if body == "" else 400)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([], "body"),
        ("null", "body"),
        ({"text": 5}, "text"),
        ({"text": None}, "text"),
        ({"text": "x", "colour": "red"}, "colour"),
        pytest.param({"text": "x", "\ud800\x00": 1}, "body", id="half a character"),
        ({"text": "x", "deadline_at": "tomorrow"}, "deadline_at"),
        ({"text": "x", "deadline_at": "2099-04-01T09:00:00"}, "deadline_at"),
        ({"text": "x", "working_place": "moon"}, "working_place"),
        ({"text": "x", "subject": "長" * 201}, "subject"),
        ({"text": "x", "service": "nowhere"}, "service"),
        ({"text": "x", "deadline_at": "2001-04-01T09:00:00+09:00"}, "deadline_at"),
        ({}, "text"),
    ],
)
def test_what_does_not_fit_is_named(body: Any, field: str) -> None:
    a_desk()

    answer = Program(somebody()).post("tickets", body)

    assert (case(answer)[0], answer.json()["field"]) == (422, field)
    assert Ticket.objects.count() == 0


def test_every_wrong_place_is_listed() -> None:
    answer = Program(somebody()).post("tickets", {"text": 1, "tried": 2})

    assert [finding["field"] for finding in answer.json()["errors"]] == ["text", "tried"]
    assert answer.json()["errors"][0]["detail"] == "文字列で書いてください。"


def test_enormous_text_and_enormous_requests() -> None:
    a_desk()
    program = Program(somebody())

    assert case(program.post("tickets", '{"text": "%s"}' % ("長" * 1_000_000))) == (422, "too-long")
    assert case(program.post("tickets", b"[" + b" " * 6_000_000 + b"]"))[0] == 413


def test_what_no_database_holds_is_taken_out() -> None:
    a_desk()

    made = Program(somebody()).post("tickets", {"text": "前\x00後", "subject": "\x00件名", "device": "A\x00"})

    assert (made.json()["messages"][0]["body"], made.json()["subject"]) == ("前後", "件名")


@pytest.mark.parametrize(
    "path", ["tickets/0", "tickets/999999999999999999999999", "tickets/abc", "people/0", "articles/0", "", "nothing"]
)
def test_what_is_not_there_is_404(path: str) -> None:
    assert case(Program(a_member()).get(path))[0] == 404


def test_a_wrong_method_says_which_is_right(client: Client) -> None:
    answer = client.delete("/api/v1/tickets")

    assert case(answer)[0] == 405
    assert {method.strip() for method in answer.headers["Allow"].split(",")} == {"GET", "POST"}


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"scope": "all"}, {"cursor": "x"}, {"turn": "\x00"}]
)
def test_a_wrong_query_is_422(query: dict[str, str]) -> None:
    assert case(Program(a_member()).get("tickets", **query))[0] == 422


def test_the_callers_language_is_spoken() -> None:
    english = somebody(language="en")
    ticket = a_ticket()

    def languages(person: Any, asked: str) -> str:
        program = Program(person)
        answer = program.client.get(
            f"/api/v1/tickets/{ticket.pk}", headers=program._headers() | ({"Accept-Language": asked} if asked else {})
        )
        return answer.headers["Content-Language"]

    assert languages(english, "") == "en"
    assert languages(english, "ja") == "ja"
    assert languages(english, "fr, en-GB;q=0.8, ja;q=0.1") == "en"
    assert languages(somebody(), "") == "ja"
    assert languages(somebody(), "fr") == "ja"
