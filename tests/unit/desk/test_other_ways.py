"""ほかの手 without a guided run: its page, what a refusal keeps, and for whom it is."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import OtherWay, Ticket
from tests.people import a_desk, a_leader, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket(somebody("川辺", "進", extension="4120"))


def way_of(ticket: Ticket) -> str:
    return reverse("ticket_way", args=[ticket.pk])


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_ticket_page_leads_there(ticket: Ticket, mizuno: Person) -> None:
    page = html.fromstring(signed_in(mizuno).get(reverse("ticket", args=[ticket.pk])).content.decode())

    assert [link.text_content().strip() for link in page.xpath(f"//a[@href='{way_of(ticket)}']")] == ["ほかの手"]


def test_a_visit_that_no_criterion_grants_becomes_remote_work_and_is_said_so(ticket: Ticket, mizuno: Person) -> None:
    said = {"way": "visit", "planned_at": "2099-01-05T15:00", "tell": "1", "words_visit": "【時刻】 におつなぎします。"}

    answer = signed_in(mizuno).post(way_of(ticket), said, follow=True)

    chosen = OtherWay.objects.get()
    assert (chosen.granted, chosen.run) == (False, None)
    assert ticket.messages.get(side="desk").body == "2099/1/5(月) 15:00 におつなぎします。"
    assert "「遠隔操作」を手段に入れました。" in answer.content.decode()


def test_a_refusal_keeps_everything_that_was_chosen(ticket: Ticket, mizuno: Person) -> None:
    said = {"way": "key_person", "criteria": "hardware", "planned_at": "2020-01-05T15:00",
            "words_key_person": "総務の方が見に行きます。"}  # fmt: skip

    answer = signed_in(mizuno).post(way_of(ticket), said)
    page = html.fromstring(answer.content.decode())

    assert answer.status_code == 422
    assert page.xpath("//*[@role='alert']")[0].text_content().strip()
    assert page.xpath("//input[@checked]/@value") == ["key_person", "hardware"]
    assert page.xpath("//input[@name='planned_at']/@value") == ["2020-01-05T15:00"]
    assert page.xpath("//textarea[@name='words_key_person']")[0].text == "総務の方が見に行きます。"
    assert not OtherWay.objects.exists()


def test_a_ticket_that_ended_has_no_other_way(ticket: Ticket, mizuno: Person) -> None:
    actions.resolve(ticket, by=mizuno, answer="直しました。", seen=None)

    page = html.fromstring(signed_in(mizuno).get(way_of(ticket)).content.decode())

    assert not page.xpath("//form[@data-drafts='way']")


def test_it_is_for_the_desk_alone(ticket: Ticket) -> None:
    owner, colleague = ticket.requester, somebody("久我", "健")
    other = a_leader("宮田", a_desk("soumu", "総務"))
    assert owner is not None

    seen = [signed_in(person).get(way_of(ticket)).status_code for person in (owner, colleague, other)]
    done = [signed_in(person).post(way_of(ticket), {"way": "remote"}).status_code
            for person in (owner, colleague, other)]  # fmt: skip

    assert (seen, done) == ([403, 403, 404], [403, 403, 404])
