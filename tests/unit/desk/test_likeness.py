"""What similar tickets propose, and which open ones of others are about the same: told, never imposed."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from suketto.catalog.models import Service
from suketto.desk.likeness import Likeness, agreed, likeness
from suketto.foundation import clock
from suketto.people.models import Person
from suketto.search.models import Collection
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from tests.pages import in_one_line
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WORDS = "VPNの証明書の有効期限が切れていて、自宅から接続できません"


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def vpn() -> Service:
    return Service.objects.create(slug="vpn", name="VPN", desk=a_desk())


def solved(mizuno: Person, text: str, **facts: object) -> Ticket:
    ticket = a_ticket(text=text, **facts)
    actions.resolve(ticket, by=mizuno, answer="証明書を入れ直しました。")
    return ticket


def known(ticket: Ticket, person: Person) -> Likeness:
    return likeness(Ticket.objects.get(pk=ticket.pk), person.viewer())


def test_similar_tickets_that_agree_propose_a_service_and_a_kind(mizuno: Person, vpn: Service) -> None:
    for number in range(4):
        solved(mizuno, f"{WORDS} {number}", service=vpn, kind="question")
    for number in range(8):
        solved(mizuno, f"複合機の紙づまり {number}")
    fresh = a_ticket(text=WORDS)

    found = known(fresh, mizuno)

    assert {(each.name, each.value) for each in found.proposals} == {("service", vpn.pk), ("kind", "question")}
    service = next(each for each in found.proposals if each.name == "service")
    assert (service.label, service.votes) == ("VPN", 4)
    assert found.solved[0].subject.startswith(WORDS)


def test_nothing_is_proposed_that_the_ticket_says_already_or_that_is_not_near(mizuno: Person, vpn: Service) -> None:
    for number in range(4):
        solved(mizuno, f"{WORDS} {number}", service=vpn)

    assert known(a_ticket(text=WORDS, service=vpn), mizuno).proposals == []
    assert known(a_ticket(text="椅子が壊れました"), mizuno).proposals == []


@pytest.mark.parametrize(
    ("scored", "what"),
    [
        ([(3.0, "a")] * 3, ("a", 3, 3)),
        ([(3.0, "a")] * 2, None),
        ([(3.0, "a")] * 3 + [(3.0, "b")] * 3, None),
        ([(3.0, "a")] * 3 + [(1.0, "b")] * 3, ("a", 3, 6)),
        ([(2.0, "a")] * 9, None),
        ([(3.0, None)] * 9, None),
        ([], None),
    ],
)
def test_they_must_be_near_and_agree(scored: list[tuple[float, str | None]], what: tuple[str, int, int] | None) -> None:
    assert agreed(scored) == what


def test_open_matters_of_others_about_the_same_are_told(mizuno: Person) -> None:
    shibata = somebody()
    twin = a_ticket(text=f"{WORDS} 困っています")
    a_ticket(shibata, f"{WORDS} 二度目です")
    with time_machine.travel(clock.now() - timedelta(days=20), tick=False):
        a_ticket(text=f"{WORDS} 先月の件")
    solved(mizuno, f"{WORDS} 解決した件")
    elsewhere = a_ticket(text=f"{WORDS} よその窓口", desk=a_desk("ga", "総務"))
    for number in range(8):
        a_ticket(text=f"複合機の紙づまり {number}")
    fresh = a_ticket(shibata, WORDS)

    assert [each.pk for each in known(fresh, mizuno).twins] == [twin.pk]
    assert elsewhere.pk not in [each.pk for each in known(fresh, mizuno).solved]
    actions.link(fresh, twin, by=mizuno)
    assert twin not in known(fresh, mizuno).twins
    assert fresh not in known(twin, mizuno).twins
    client = Client()
    client.force_login(mizuno)
    side = in_one_line(client.get(f"/desk/tickets/{twin.pk}/", {"part": "side"}))
    assert f'<span class="number">{fresh.label}</span> <span class="tag"> {fresh.get_state_display()} </span>' in side
    assert known(fresh, a_member("倉持", "大樹", desk=a_desk("ga", "総務"))).twins != [twin]


def test_one_press_takes_a_proposal_and_only_a_member_of_the_desk_can(mizuno: Person, vpn: Service) -> None:
    ticket, other = a_ticket(), Service.objects.create(slug="x", name="よそ", desk=a_desk("ga", "総務"))
    address = f"/desk/tickets/{ticket.pk}/proposal/"

    def press(person: Person, **said: object) -> int:
        client = Client()
        client.force_login(person)
        return client.post(address, said, headers={"HX-Request": "true"}).status_code

    assert press(somebody(), service=vpn.pk) == 403
    assert press(a_member("倉持", "大樹", desk=a_desk("ga", "総務")), service=vpn.pk) == 404
    assert press(mizuno, service=other.pk) == 422
    assert press(mizuno, service="9" * 30, kind="nonsense") == 200
    assert Ticket.objects.get(pk=ticket.pk).service is None
    assert press(mizuno, service=vpn.pk) == 200
    assert press(mizuno, kind="question") == 200
    assert (Ticket.objects.get(pk=ticket.pk).service, Ticket.objects.get(pk=ticket.pk).kind) == (vpn, "question")


def test_pages_say_so_while_the_index_is_made_anew(mizuno: Person) -> None:
    a_ticket(text=WORDS)
    now = clock.now()
    for kind in ("ticket", "article"):
        facts = {"document_count": 1, "refreshed_at": now, "broken_at": now}
        Collection.objects.update_or_create(kind=kind, defaults=facts)
    client = Client()
    client.force_login(mizuno)

    for address in ("/desk/?q=VPN", "/portal/?q=VPN", "/faq/?q=VPN", "/search/?q=VPN"):
        assert "検索の索引を作り直しているので" in client.get(address).content.decode(), address
    Collection.objects.update(broken_at=None)
    for address in ("/desk/?q=VPN", "/portal/?q=VPN", "/faq/?q=VPN", "/search/?q=VPN", "/desk/"):
        assert "検索の索引を作り直しているので" not in client.get(address).content.decode(), address
