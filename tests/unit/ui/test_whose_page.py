"""A page sends nothing in the name of somebody else who has signed in beside it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from suketto.people.models import Desk
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_member, somebody

pytestmark = pytest.mark.django_db
WORDS = "プリンターが動きません"


@pytest.fixture(autouse=True)
def desk() -> Desk:
    return a_desk()


def asks(client: Client, whose: str, **sent: str) -> int:
    address = reverse("ask")
    words = {"text": f"{WORDS} {uuid4()}", "as_whom": whose, "once": str(uuid4())}
    return client.post(address, words, headers=sent).status_code


@pytest.mark.parametrize("way", ["header", "field"])
def test_the_page_of_somebody_else_sends_nothing_and_keeps_the_words(way: str) -> None:
    mizuno, shibata = a_member(), somebody()
    client = Client()
    client.force_login(shibata)
    own, other = str(shibata.pk), str(mizuno.pk)
    facts = {"X-Person": other} if way == "header" else {}
    answer = client.post(reverse("ask"), {"text": WORDS, "as_whom": own if way == "header" else other}, headers=facts)

    assert (answer.status_code, answer["X-Signed-In"]) == (401, "another")
    page = answer.content.decode()
    assert (WORDS in page, shibata.full_name in page, 'name="as_whom"' in page) == (True, True, False)
    assert not Ticket.objects.exists()


def test_ones_own_page_and_a_program_without_one_send(client: Client) -> None:
    shibata = somebody()
    client.force_login(shibata)

    assert asks(client, str(shibata.pk)) == asks(client, "") == 302
    assert asks(client, "", **{"X-Person": str(shibata.pk)}) == 302
    assert Ticket.objects.count() == 3


def test_who_signs_out_or_in_may_be_anybody(client: Client) -> None:
    client.force_login(somebody())

    assert client.post(reverse("account_logout"), {"as_whom": "0"}).status_code == 302
    assert client.post(reverse("ask"), {"text": WORDS, "as_whom": "7"}).status_code in {302, 401}
    assert not Ticket.objects.exists()
