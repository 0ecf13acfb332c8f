"""Numbers of records as people and programs send them: read in one way, and never a crash."""

import pytest
from django.test import Client
from django.urls import reverse

from suketto.foundation.numbers import number_in
from tests.people import a_leader, a_ticket, an_administrator

LONG = "9" * 5000


@pytest.mark.parametrize(
    ("text", "number"),
    [("42", 42), (" 42 ", 42), ("４２", 42), ("0", 0), ("", None), ("-1", None), ("1.5", None), ("²", None),
     ("x", None),     ("9" * 18, 10**18 - 1), ("9" * 19, None), (LONG, None)],
)  # fmt: skip
def test_what_is_a_number_and_what_no_key_can_be(text: str, number: int | None) -> None:
    assert number_in(text) == number


PAGES = [
    ("my_tickets", "before"), ("inbox", "assignee"), ("inbox", "service"), ("inbox", "q"), ("events", "before"),
    ("events", "actor"), ("people", "after"), ("outbox", "before"), ("letters", "before"), ("calls", "before"),
    ("wording", "before"), ("wording", "show=seed&before"), ("searches", "days"), ("self_service", "weeks"),
    ("ask", "service"), ("search", "q=number:{}&page"), ("chats", "open"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "asked"), PAGES)
def test_a_number_that_is_none_is_no_crash(name: str, asked: str) -> None:
    a_ticket()
    pages = []
    for person in (a_leader(), an_administrator()):
        browser = Client()
        browser.force_login(person)
        asking = (f"{reverse(name)}?{asked.replace('{}', text)}={text}" for text in (LONG, "9" * 25, "²", "x", "-1"))
        pages += [browser.get(address).status_code for address in asking]

    assert 200 in pages
    assert max(pages) < 500
