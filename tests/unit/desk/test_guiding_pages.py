"""手順案内 at the desk and by link: who gets in, what a page says, and that a refusal keeps what was typed."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import OtherWay, Run
from tests.people import a_desk, a_leader, a_member, a_ticket, somebody
from tests.unit.tickets.test_guiding import a_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def run(mizuno: Person) -> Run:
    return actions.begin_run(a_ticket(somebody("川辺", "進", extension="4120")), a_version(), by=mizuno)


def page_of(run: Run, name: str = "ticket_run") -> str:
    return reverse(name, args=[run.ticket.pk, run.pk])


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_run_is_for_the_desk_of_its_ticket_alone(run: Run, mizuno: Person) -> None:
    owner, colleague = run.ticket.requester, somebody("久我", "健")
    other = a_leader("宮田", a_desk("soumu", "総務"))
    assert owner is not None

    assert signed_in(mizuno).get(page_of(run)).status_code == 200
    seen = [signed_in(person).get(page_of(run)).status_code for person in (owner, colleague, other)]
    done = [signed_in(person).post(page_of(run, "run_result"), {"result": "done", "step": run.step_id}).status_code
            for person in (owner, colleague, other)]  # fmt: skip

    assert (seen, done) == ([403, 403, 404], [403, 403, 404])
    assert run.attempts.count() == 0


def test_one_large_step_and_its_result(run: Run, mizuno: Person) -> None:
    client = signed_in(mizuno)
    assert "ランプは点いていますか" in client.get(page_of(run)).content.decode()

    said = {"result": "cannot", "step": run.step_id, "reason": "消えています"}
    answer = client.post(page_of(run, "run_result"), said)

    assert answer.status_code == 302
    page = client.get(page_of(run)).content.decode()
    assert '<p class="run__do">挿し直す</p>' in page
    assert "消えています" in page


def test_a_refusal_without_a_reason_keeps_what_was_typed(run: Run, mizuno: Person) -> None:
    client = signed_in(mizuno)

    answer = client.post(page_of(run, "run_result"), {"result": "will_not", "step": run.step_id, "reason": "会議中"})

    assert answer.status_code == 422
    assert "理由を入れてください。" in answer.content.decode()
    assert 'value="会議中"' in answer.content.decode()


def test_the_link_goes_out_as_a_message_and_opens_the_steps_alone(run: Run, mizuno: Person) -> None:
    signed_in(mizuno).post(page_of(run, "run_link"), {"words": "こちらをどうぞ\n【リンク】"})
    sent = run.ticket.messages.get(side="desk").body
    address = sent.split()[-1].partition("testserver")[2] or sent.split()[-1][len("http://127.0.0.1:8000") :]
    visitor = Client()

    first = visitor.get(address).content.decode()
    begun = visitor.post(address, {"result": "begin"}, follow=True).content.decode()
    visitor.post(address, {"result": "cannot", "step": run.step_id})

    assert "はじめる" in first
    assert "ランプは点いていますか" not in first
    assert "ランプは点いていますか" in begun
    for inside in (run.ticket.label, run.ticket.subject, "川辺", "水野"):
        assert inside not in begun
    attempt = run.attempts.get()
    assert (attempt.result, attempt.by_link, attempt.by) == ("cannot", True, None)
    assert visitor.get(address[:-4] + "xxx/").status_code == 404


def test_what_nobody_asks_of_a_link_does_not_exist(run: Run, mizuno: Person) -> None:
    address = reverse("guide", args=[actions.make_link(run, by=mizuno)])

    for said in ({"result": "remove", "step": run.step_id}, {"result": "done", "step": "x"}, {}, {"result": "open"}):
        assert Client().post(address, said).status_code == 404


def test_the_link_speaks_the_language_of_the_browser_until_one_is_chosen(run: Run, mizuno: Person) -> None:
    address = reverse("guide", args=[actions.make_link(run, by=mizuno)])
    stranger, english = Client(), {"Accept-Language": "en-GB,en;q=0.9,ja;q=0.5"}

    pages = [
        stranger.get(address, headers=headers).content.decode() for headers in ({}, english, {"Accept-Language": "fr"})
    ]
    stranger.cookies[settings.LANGUAGE_COOKIE_NAME] = "ja"
    chosen = stranger.get(address, headers=english).content.decode()

    assert [('<html lang="en"' in page, "はじめる" in page) for page in [*pages, chosen]] == [
        (False, True), (True, False), (False, True), (False, True),
    ]  # fmt: skip


def test_another_way_tells_the_requester_with_the_time(run: Run, mizuno: Person) -> None:
    said = {"way": "visit", "planned_at": "2099-01-05T15:00", "tell": "1", "words_visit": "【時刻】 に遠隔で直します。"}

    signed_in(mizuno).post(page_of(run, "run_way"), said)

    assert OtherWay.objects.get().granted is False
    assert run.ticket.messages.get(side="desk").body == "2099/1/5(月) 15:00 に遠隔で直します。"


def test_identity_is_recorded_from_the_page(run: Run, mizuno: Person) -> None:
    client, address = signed_in(mizuno), reverse("ticket_proof", args=[run.ticket.pk])

    client.post(address, {"way": "call_back", "number": "090-1111-2222", "confirmed": "1"})
    assert not actions.proved(run.ticket)
    client.post(address, {"way": "call_back", "number": "4120", "confirmed": "1"})

    assert actions.proved(run.ticket)
    assert client.get(address).status_code == 405
