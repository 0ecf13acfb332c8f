"""One click from a mail, signed out: opening it says nothing, pressing the button does; nobody else can."""

import re

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from suketto.jobs.worker import run_waiting
from suketto.notices import clicks
from suketto.notices.clicks import click_address
from suketto.notices.models import Mail
from suketto.people.actions import leave
from suketto.tickets import actions
from suketto.tickets.models import Rating, Thanks, Ticket
from suketto.trail.models import Event
from tests.people import a_member, a_ticket, an_administrator, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def solved() -> Ticket:
    ticket = a_ticket(somebody())
    actions.resolve(ticket, by=a_member(), answer="直しました")
    ticket.refresh_from_db()
    return ticket


def page_of(ticket: Ticket) -> str:
    assert ticket.requester is not None
    return re.sub(r"^https?://[^/]+", "", click_address(ticket, ticket.requester))


def test_opening_the_page_changes_nothing(solved: Ticket) -> None:
    before = Event.objects.count()

    answers = [Client().get(page_of(solved)), Client().head(page_of(solved))]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert (Event.objects.count(), Thanks.objects.count(), Rating.objects.count()) == (before, 0, 0)
    assert "no-store" in answers[0]["Cache-Control"]


def test_the_button_thanks_and_rates(solved: Ticket) -> None:
    answer = Client().post(page_of(solved), {"thanks": "1", "words": "締めに間に合いました", "stars": "5"})

    assert answer.status_code == 200
    assert (Thanks.objects.get().words, Thanks.objects.get().by) == ("締めに間に合いました", solved.requester)
    assert Rating.objects.get().stars == 5


def test_a_rating_alone_thanks_nobody(solved: Ticket) -> None:
    Client().post(page_of(solved), {"stars": "2"})

    assert (Rating.objects.get().stars, Thanks.objects.count()) == (2, 0)


def test_nothing_chosen_is_refused_and_the_words_stay(solved: Ticket) -> None:
    answer = Client().post(page_of(solved), {"words": "どうも"})

    assert (answer.status_code, Thanks.objects.count()) == (422, 0)
    assert 'value="どうも"' in answer.content.decode()


def test_while_it_is_open_it_is_thanked_for_and_not_rated() -> None:
    ticket = a_ticket()

    answer = Client().post(page_of(ticket), {"thanks": "1", "stars": "5"})

    assert (answer.status_code, Thanks.objects.count(), Rating.objects.count()) == (200, 1, 0)


def test_what_was_not_signed_here_does_not_exist(solved: Ticket) -> None:
    mine, other = page_of(solved), somebody()
    tokens = [
        mine[:-2] + "xx/", "/thanks/nonsense/",
        reverse("thanks_by_mail", args=[signing.dumps([solved.pk, solved.requester_id], salt="another")]),
        reverse("thanks_by_mail", args=[signing.dumps([solved.pk, other.pk], salt=clicks.SALT)]),
        reverse("thanks_by_mail", args=[signing.dumps("x", salt=clicks.SALT)]),
    ]  # fmt: skip

    answers = [send(token).status_code for token in tokens for send in (Client().get, Client().post)]

    assert (answers, Thanks.objects.count()) == ([404] * 10, 0)


def test_who_has_left_says_nothing_more(solved: Ticket) -> None:
    assert solved.requester is not None
    address = page_of(solved)
    leave(solved.requester, by=an_administrator())

    assert Client().get(address).status_code == 404


def test_the_page_speaks_the_readers_language_whatever_the_browser_says(solved: Ticket) -> None:
    assert solved.requester is not None
    solved.requester.language = "en"
    solved.requester.save()

    asked = Client().get(page_of(solved), headers={"accept-language": "ja"}).content.decode()
    refused = Client().post(page_of(solved), {}, headers={"accept-language": "ja"}).content.decode()

    assert 'lang="en"' in asked
    assert "Nothing is sent until you press a button below." in asked
    assert "Press “That helped!” or choose a rating." in refused


@pytest.mark.django_db(transaction=True)
def test_the_outbox_does_not_show_the_address_that_is_the_readers_own() -> None:
    ticket = a_ticket(somebody())
    actions.resolve(ticket, by=a_member(), answer="直しました")
    run_waiting()
    mail = Mail.objects.filter(body__contains="/thanks/").get()
    client = Client()
    client.force_login(an_administrator())

    page = client.get(reverse("mail", args=[mail.pk])).content.decode()

    assert "/thanks/…/" in page
    assert page_of(ticket) not in page
