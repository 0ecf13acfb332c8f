"""A link that is refused comes back where it was written, with everything in it."""

import pytest
from django.urls import reverse
from lxml import html

from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Run
from tests.people import a_leader, a_member, a_ticket, somebody
from tests.unit.handling.makers import in_force, signed_in
from tests.unit.tickets.test_guiding import a_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def run(mizuno: Person) -> Run:
    return actions.begin_run(a_ticket(somebody("川辺", "進")), a_version(), by=mizuno)


def send(run: Run, person: Person, words: str) -> tuple[int, html.HtmlElement]:
    address = reverse("run_link", args=[run.ticket.pk, run.pk])
    answer = signed_in(person).post(address, {"words": words})
    return answer.status_code, html.fromstring(answer.content.decode())


def test_sent_without_the_look_the_fold_comes_back_open_beside_its_refusal(run: Run, mizuno: Person) -> None:
    in_force(run.ticket, by=mizuno, leader=a_leader())

    status, page = send(run, mizuno, "こちらをどうぞ\n【リンク】")

    (fold,) = page.xpath("//details[contains(@class, 'run__link')]")
    (refusal,) = page.xpath("//main//*[@role='alert']")
    assert (status, fold.get("open") is not None) == (422, True)
    assert refusal in fold.xpath(".//*")
    assert "確かめて、印を付けてください" in refusal.text_content()
    assert [box.get("name") for box in page.xpath("//main//*[@autofocus]")] == ["handled"]
    assert "こちらをどうぞ" in fold.xpath(".//textarea")[0].text


def test_of_a_way_that_ended_meanwhile_the_refusal_stands_where_it_is_seen(run: Run, mizuno: Person) -> None:
    actions.leave_run(run, by=mizuno)

    status, page = send(run, mizuno, "【リンク】")

    assert status != 302
    assert len(page.xpath("//main//*[@role='alert']")) == 1
