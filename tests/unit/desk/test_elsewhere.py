"""One press to the desk whose matter it is: offered only where the words speak of another desk's service."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from suketto.catalog.models import Service
from suketto.catalog.queries import forget_vocabulary
from suketto.people.models import Desk
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.people import a_desk, a_leader, a_member, a_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def affairs() -> Desk:
    desk = a_desk("ga", "総務")
    Service.objects.create(slug="cards", name="名刺の発注", desk=desk, words=["名刺"])
    Service.objects.create(slug="vpn", name="VPN", desk=a_desk(), words=["VPN"])
    forget_vocabulary()
    return desk


@pytest.fixture
def mizuno() -> Client:
    client = Client()
    client.force_login(a_member())
    return client


def offers(client: Client, ticket: Ticket) -> list[str]:
    page = html.fromstring(client.get(f"{reverse('ticket', args=[ticket.pk])}?known=1").content.decode())
    return [
        button.text_content().strip()
        for button in page.xpath(
            "//div[@id='known']//form[contains(@action, '/desk/')][.//input[@name='desk']]//button"
        )
    ]


def test_words_of_another_desk_are_one_press_from_it(affairs: Desk, mizuno: Client) -> None:
    cards, vpn = a_ticket(subject="名刺を頼みたい"), a_ticket(subject="VPNにつながりません")

    assert (offers(mizuno, cards), offers(mizuno, vpn)) == (["総務へ移す"], [])


def test_the_press_moves_it_and_says_why(affairs: Desk, mizuno: Client) -> None:
    ticket = a_ticket(subject="名刺を頼みたい")
    page = html.fromstring(mizuno.get(f"{reverse('ticket', args=[ticket.pk])}?known=1").content.decode())
    form = next(form for form in page.forms if form.action and form.action.endswith("/desk/") and "desk" in form.fields
                and form.fields["desk"] == "ga" and form.fields["reason"])  # fmt: skip

    mizuno.post(form.action, dict(form.fields))

    ticket.refresh_from_db()
    assert ticket.desk == affairs
    assert form.fields["reason"] == "「名刺の発注」は総務が受け持っています"


def test_nothing_is_offered_for_what_ended_or_by_those_who_only_watch(affairs: Desk, mizuno: Client) -> None:
    ended = a_ticket(subject="名刺を頼みたい")
    actions.resolve(ended, by=a_leader(), answer="総務にお願いします。", seen=None)

    assert offers(mizuno, ended) == []
