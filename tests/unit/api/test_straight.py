"""Requests of programs go a shorter way through the server than pages; nobody can tell from the answer."""

from typing import Any

import pytest
from django.db import OperationalError

from suketto.api.v1 import working
from suketto.tickets.models import Ticket
from tests.people import a_desk, somebody
from tests.unit.api.calling import Program, Straight, case, door


def told(answer: Any) -> tuple[int, Any, dict[str, str]]:
    """All that a program could see; the order of the policy's parts and what caches vary by are the pages' affair."""
    kept = {name.lower(): value for name, value in answer.headers.items() if name != "Vary"}
    kept["content-security-policy"] = " ".join(sorted(kept["content-security-policy"].split("; ")))
    return answer.status_code, answer.json(), kept


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["tickets", "tickets/5", "tickets?limit=x", "search?q=a", "nothing/here", "people"])
def test_both_ways_answer_the_same(path: str) -> None:
    person = somebody()
    straight, large = (Program(person, large=each) for each in (False, True))
    where, _mark, query = path.partition("?")
    asked = dict([query.split("=")]) if query else {}

    assert told(straight.get(where, **asked)) == told(large.get(where, **asked))
    assert told(Program().get(where, **asked)) == told(Program(large=True).get(where, **asked))


@pytest.mark.django_db
def test_what_large_requests_ask_is_done_too() -> None:
    a_desk()
    person = somebody()

    answers = [Program(person, large=each).post("tickets", {"text": "つながりません"}) for each in (False, True)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert Ticket.objects.count() == 2


def test_the_pages_about_the_api_and_all_others_are_no_answers_to_programs() -> None:
    pages = ["/api/v1/docs", "/api/v1/openapi.json", "/me/tokens/", "/", "/desk/", "/live/", "/x/api/v1/tickets"]

    assert [path for path in pages if door().meant({"path": path})] == []
    assert door().meant({"path": "/api/v1/docs/what"})


@pytest.mark.django_db
def test_another_house_is_not_answered_for() -> None:
    assert Straight().get("/api/v1/tickets", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["straight", "large"])
def test_a_database_that_is_busy_is_a_problem_for_later(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_facts: Any) -> None:
        raise OperationalError("database is locked")

    a_desk()
    program = Program(somebody(), large=way == "large")
    monkeypatch.setattr(working, "opened", locked)

    answer = program.post("tickets", {"text": "x"})

    assert (case(answer)[0], answer.headers["Retry-After"]) == (503, "5")


@pytest.mark.django_db
def test_what_breaks_is_logged_and_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_facts: Any) -> None:
        raise ZeroDivisionError

    a_desk()
    program = Program(somebody())
    monkeypatch.setattr(working, "opened", broken)

    assert program.post("tickets", {"text": "x"}).status_code == 500
