"""A procedure among other steps: in the ticket's numbers, known to the dialog, told by the history."""

import pytest
from django.test import Client

from suketto.catalog.models import Service
from suketto.desk.steps import Inserted, inserted_in, steps_of
from suketto.people.models import Person
from suketto.procedures import actions as procedures
from suketto.procedures.models import Version
from suketto.procedures.queries import suggest
from suketto.procedures.way import Line
from suketto.tickets import actions
from suketto.tickets.models import Step, Ticket
from suketto.tickets.telling import in_words
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def vpn(mizuno: Person) -> Version:
    lines = [
        Line("文字を読む。「期限」とあれば手順3へ進みます", "手順 ２ と違う文字。FAQの手順3は別の話", otherwise=3),
        Line("つなぎ直す"),
        Line("証明書を更新する", otherwise=1),
    ]
    made = procedures.draft_procedure(by=mizuno, desk=a_desk(), name="VPNにつながらない", words=["在宅"], lines=lines)
    return procedures.publish(made, by=mizuno)


@pytest.fixture
def ticket(mizuno: Person) -> Ticket:
    ticket = a_ticket()
    for text in ("電話で聞く", "手順3を見る"):
        actions.add_step(ticket, text, by=mizuno)
    return ticket


def test_what_it_says_of_numbers_is_said_in_those_of_the_ticket(mizuno: Person, vpn: Version, ticket: Ticket) -> None:
    actions.insert_procedure(ticket, vpn, by=mizuno)

    shown = steps_of(ticket)

    assert [each.text for each in shown[:3]] == [
        "電話で聞く", "手順3を見る", "文字を読む。「期限」とあれば手順5へ進みます",
    ]  # fmt: skip
    assert shown[2].expect == "手順 4 と違う文字。FAQの手順3は別の話"
    assert [each.otherwise for each in shown] == [None, None, 5, None, 3]


def test_numbers_move_along_when_a_step_is_taken_out(mizuno: Person, vpn: Version, ticket: Ticket) -> None:
    actions.insert_procedure(ticket, vpn, by=mizuno)
    actions.remove_step(ticket.steps.all()[0], by=mizuno)
    actions.remove_step(ticket.steps.get(text="つなぎ直す"), by=mizuno)

    shown = steps_of(ticket)

    assert shown[1].text == "文字を読む。「期限」とあれば手順3へ進みます"
    assert shown[1].expect.startswith("手順書の手順 2 と違う文字")
    assert [each.otherwise for each in shown] == [None, 3, 2]


def test_the_dialog_knows_what_is_in_and_where(client: Client, mizuno: Person, vpn: Version, ticket: Ticket) -> None:
    client.force_login(mizuno)
    address = f"/desk/tickets/{ticket.pk}/procedures/"
    before = client.get(address).content.decode()
    actions.insert_procedure(ticket, vpn, by=mizuno)

    after = client.get(address).content.decode()

    assert inserted_in(ticket) == {vpn.procedure_id: Inserted(3, 5)}
    assert ("入れてあります" in before, "入れてあります（手順 3〜5）" in after) == (False, True)


def test_the_history_says_which_step_and_why_not(mizuno: Person, vpn: Version, ticket: Ticket) -> None:
    actions.insert_procedure(ticket, vpn, by=mizuno)
    steps = list(ticket.steps.all())
    actions.finish_step(steps[3], Step.Result.CANNOT, by=mizuno, reason="画面に項目がない")
    actions.finish_step(steps[0], Step.Result.DONE, by=mizuno)
    actions.remove_step(steps[1], by=mizuno)

    told = [in_words(event) for event in Event.objects.about("ticket", ticket.pk)]

    assert told[-3:] == [
        "手順 4「つなぎ直す」: できない（画面に項目がない）",
        "手順 1「電話で聞く」: できた", "手順「手順3を見る」を消しました",
    ]  # fmt: skip
    assert in_words(Event(kind="ticket.step_done", data={"step": 1, "result": "done"})) == "手順の結果: できた"


@pytest.mark.parametrize(
    ("about", "service", "fits"),
    [
        ("在宅でVPNにつながらない", None, True),
        ("在宅の勤務表を出したい", None, False),
        ("在宅の勤務表を出したい", "own", True),
        ("VPNにつながらない", "other", False),
        ("勤務表を出したい", "own", False),
    ],
)
def test_it_is_said_to_fit_only_when_it_does(mizuno: Person, about: str, service: str | None, *, fits: bool) -> None:
    services = {slug: Service.objects.create(slug=slug, name=slug, desk=a_desk()) for slug in ("own", "other")}
    made = procedures.draft_procedure(
        by=mizuno, desk=a_desk(), name="VPNにつながらない", words=["在宅"], service=services["own"], lines=[Line("一")]
    )
    procedures.publish(made, by=mizuno)

    found = suggest(a_desk().pk, about=about, service_id=services[service].pk if service else None)

    assert [each.fits for each in found] == [fits]
