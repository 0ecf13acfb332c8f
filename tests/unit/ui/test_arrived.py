"""The house says which draft has arrived: only what was taken, only what looks like a draft."""

import pytest
from django.test import Client

from suketto.tickets.models import Ticket
from tests.people import a_member, a_ticket

pytestmark = pytest.mark.django_db
KEY = "draft:7:/desk/new/:new"


def signed_in() -> Client:
    browser = Client()
    browser.force_login(a_member())
    return browser


def test_a_form_that_was_taken_names_its_draft() -> None:
    answer = signed_in().post("/desk/new/", {"channel": "phone", "text": "出ません", "draft": KEY})

    assert (answer.status_code, answer.cookies["arrived"].value) == (302, "draft%3A7%3A%2Fdesk%2Fnew%2F%3Anew")
    assert answer.cookies["arrived"]["max-age"] == 300
    assert Ticket.objects.get().channel == "phone"


@pytest.mark.parametrize("key", ["", "csrftoken", "draft:" + "x" * 400])
def test_nothing_else_gets_into_the_cookie(key: str) -> None:
    answer = signed_in().post("/desk/new/", {"channel": "phone", "text": "出ません", "draft": key})

    assert (answer.status_code, "arrived" in answer.cookies) == (302, False)


def test_a_refused_form_keeps_its_draft() -> None:
    assert "arrived" not in signed_in().post("/desk/new/", {"channel": "phone", "draft": KEY}).cookies


def test_so_does_one_that_is_refused_by_a_message_on_the_page_before() -> None:
    address = f"/desk/tickets/{a_ticket().pk}/state/"
    browser = signed_in()

    refused = browser.post(address, {"state": "waiting_vendor", "reason": " ", "draft": KEY})
    taken = browser.post(address, {"state": "waiting_vendor", "reason": "部品待ち", "draft": KEY})

    assert (refused.status_code, "arrived" in refused.cookies) == (302, False)
    assert (taken.status_code, "arrived" in taken.cookies) == (302, True)
