"""Who finds what in the navigation."""

import re

import pytest
from django.test import Client

from suketto.people.models import Person
from tests.people import a_leader, a_member, an_administrator, somebody

pytestmark = pytest.mark.django_db
WORDS = {"/wording/", "/searches/", "/self-service/"}


def within_reach(person: Person) -> set[str]:
    browser = Client()
    browser.force_login(person)
    header = browser.get("/my/tickets/").content.decode().partition("</header>")[0]
    return set(re.findall(r'href="(/[a-z/-]*)"', header))


def test_the_procedures_are_there_for_whoever_may_read_them() -> None:
    people = [an_administrator(), a_leader(), a_member(), somebody()]

    assert ["/procedures/" in within_reach(person) for person in people] == [True, True, True, False]


def test_the_words_of_the_search_are_one_click_away_for_those_who_arrange_them() -> None:
    assert within_reach(an_administrator()) >= WORDS | {"/desk/offer/", "/house/"}
    assert within_reach(a_leader()) >= WORDS | {"/desk/offer/"}
    assert not within_reach(a_member()) & (WORDS | {"/desk/offer/", "/house/"})
    assert not within_reach(somebody()) & (WORDS | {"/desk/offer/", "/house/"})


def test_each_of_these_pages_says_where_one_is() -> None:
    browser = Client()
    browser.force_login(an_administrator())

    for address in ("/desk/offer/", "/wording/", "/searches/", "/self-service/", "/procedures/"):
        page = browser.get(address).content.decode()
        assert page.count('aria-current="true"') >= 2, address  # in the line, and in the menu of a small screen
