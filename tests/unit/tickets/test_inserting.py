"""A procedure in 手段 (S19): one press in, one press out, each one event."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suketto.people.models import Person
from suketto.procedures import actions as procedures
from suketto.procedures.models import Version
from suketto.procedures.way import Line
from suketto.tickets import actions, refusals
from suketto.tickets.models import Insertion, Step, Ticket
from suketto.tickets.telling import in_words
from suketto.trail.models import Event
from tests.people import a_desk, a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


@pytest.fixture
def outlook(mizuno: Person) -> Version:
    lines = [Line("閉じる", "消える", 2), Line("作り直す", minutes=4), Line("開く")]
    made = procedures.draft_procedure(by=mizuno, desk=a_desk(), name="Outlook再構成", words=["Outlook"], lines=lines)
    return procedures.publish(made, by=mizuno)


def told(ticket: Ticket) -> list[str]:
    return [in_words(event) for event in Event.objects.about("ticket", ticket.pk)[1:]]


def test_its_steps_stand_numbered_with_owner_and_minutes(mizuno: Person, outlook: Version) -> None:
    ticket = a_ticket()
    actions.add_step(ticket, "電話で状況を聞く", by=mizuno)

    actions.insert_procedure(ticket, outlook, by=mizuno)

    rows = ticket.steps.values_list("number", "text", "expect", "minutes", "owner_name", "result")
    assert list(rows)[1:] == [
        (2, "閉じる", "消える", 2, "水野 真理", "open"),
        (3, "作り直す", "", 4, "水野 真理", "open"),
        (4, "開く", "", 0, "水野 真理", "open"),
    ]
    assert told(ticket)[1:] == ["手順書「Outlook再構成」版 1 を入れました（3 手順）"]


def test_the_steps_belong_to_whoever_has_the_ticket(mizuno: Person, outlook: Version) -> None:
    ticket, takase = a_ticket(), a_member("高瀬")
    actions.assign(ticket, takase, by=mizuno)

    actions.insert_procedure(ticket, outlook, by=mizuno)

    assert {step.owner for step in ticket.steps.all()} == {takase}


def test_a_double_click_inserts_once_and_a_second_attempt_after_work_is_welcome(
    mizuno: Person, outlook: Version
) -> None:
    ticket = a_ticket()
    actions.insert_procedure(ticket, outlook, by=mizuno)
    with pytest.raises(refusals.InsertedAlready):
        actions.insert_procedure(ticket, outlook, by=mizuno)
    assert ticket.steps.count() == 3

    actions.finish_step(ticket.steps.all()[0], Step.Result.DONE, by=mizuno)
    actions.insert_procedure(ticket, outlook, by=mizuno)

    assert ticket.steps.count() == 6


def test_taken_out_again_it_leaves_only_the_record(mizuno: Person, outlook: Version) -> None:
    ticket = a_ticket()
    own = actions.add_step(ticket, "電話で聞く", by=mizuno)
    insertion = actions.insert_procedure(ticket, outlook, by=mizuno)

    actions.withdraw_procedure(insertion, by=mizuno)
    actions.withdraw_procedure(insertion, by=mizuno)

    assert list(ticket.steps.all()) == [own]
    assert Insertion.objects.get().undone_at is not None
    assert told(ticket)[-1] == "手順書「Outlook再構成」版 1 を取り消しました"
    assert len(told(ticket)) == 3
    assert actions.insert_procedure(ticket, outlook, by=mizuno).steps.count() == 3


def test_once_something_came_of_it_it_is_not_taken_out(mizuno: Person, outlook: Version) -> None:
    ticket = a_ticket()
    insertion = actions.insert_procedure(ticket, outlook, by=mizuno)
    actions.finish_step(ticket.steps.all()[2], Step.Result.CANNOT, by=mizuno, reason="画面に項目がない")

    with pytest.raises(refusals.StepsBegun, match="手順 3"):
        actions.withdraw_procedure(insertion, by=mizuno)

    assert ticket.steps.count() == 3


def test_cannot_asks_for_the_reason(mizuno: Person, outlook: Version) -> None:
    ticket = a_ticket()
    actions.insert_procedure(ticket, outlook, by=mizuno)

    with pytest.raises(refusals.ReasonMissing):
        actions.finish_step(ticket.steps.all()[2], Step.Result.CANNOT, by=mizuno, reason=" ")


def test_a_later_version_does_not_change_what_was_inserted(mizuno: Person, outlook: Version) -> None:
    ticket = a_ticket()
    actions.insert_procedure(ticket, outlook, by=mizuno)

    procedures.revise(outlook.procedure, by=mizuno, name="Outlook再構成", lines=[Line("まったく別の手順")])
    procedures.publish(outlook.procedure, by=mizuno)

    assert [step.text for step in ticket.steps.all()] == ["閉じる", "作り直す", "開く"]


def address(ticket: Ticket) -> str:
    return f"/desk/tickets/{ticket.pk}/procedures/"


def test_the_pages_of_inserting(client: Client, mizuno: Person, outlook: Version) -> None:
    ticket = a_ticket(text="Outlookが開かない")
    client.force_login(mizuno)

    offered = client.get(address(ticket), {"q": "再"}, headers={"HX-Request": "true"}).content.decode()
    whole = client.get(address(ticket)).content.decode()
    put_in = client.post(address(ticket), {"procedure": outlook.procedure_id}, headers={"HX-Request": "true"})
    twice = client.post(address(ticket), {"procedure": outlook.procedure_id}, headers={"HX-Request": "true"})
    taken_out = client.post(f"{address(ticket)}removal/", {"insertion": Insertion.objects.get().pk})

    assert ("Outlook再構成" in offered, "この案件に合いそう" in offered, "<html" in offered) == (True, True, False)
    assert ("Outlook再構成" in whole, 'hx-target="#triage"' in whole) == (True, False)
    assert (put_in.status_code, twice.status_code, taken_out.status_code) == (200, 409, 302)
    assert "作り直す" in put_in.content.decode()
    assert "もう手段に入っていて" in twice.content.decode()
    assert ticket.steps.count() == 0


def test_who_may_insert(mizuno: Person, outlook: Version) -> None:
    asker = somebody()
    ticket = a_ticket(asker)
    kuramochi = a_member("倉持", desk=a_desk("ga", "総務"))

    def statuses(person: Person) -> list[int]:
        client = Client()
        client.force_login(person)
        return [
            client.get(address(ticket)).status_code,
            client.post(address(ticket), {"procedure": outlook.procedure_id}).status_code,
            client.post(f"{address(ticket)}removal/", {"insertion": "1"}).status_code,
        ]

    assert (statuses(asker), statuses(somebody("久我"))) == ([403] * 3, [403] * 3)
    assert statuses(kuramochi) == [404] * 3
    assert ticket.steps.count() == 0
    assert statuses(mizuno) == [200, 302, 404 if Insertion.objects.get().pk != 1 else 302]


@pytest.mark.parametrize("chosen", ["", "abc", "999999", "9" * 30, "-1"])
def test_what_is_not_there_cannot_be_inserted(client: Client, mizuno: Person, chosen: str) -> None:
    ticket = a_ticket()
    client.force_login(mizuno)

    assert client.post(address(ticket), {"procedure": chosen}).status_code == 404


def test_a_procedure_of_another_desk_cannot_be_inserted_by_its_number(client: Client, mizuno: Person) -> None:
    affairs = a_desk("ga", "総務")
    made = procedures.draft_procedure(by=mizuno, desk=affairs, name="名刺の発注", lines=[Line("一")])
    procedures.publish(made, by=mizuno)
    client.force_login(mizuno)

    assert client.post(address(a_ticket()), {"procedure": made.pk}).status_code == 404


def test_the_way_costs_the_same_however_many_procedures_stand_in_it(
    client: Client, mizuno: Person, outlook: Version
) -> None:
    ticket = a_ticket()
    client.force_login(mizuno)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/tickets/{ticket.pk}/?part=triage", headers={"HX-Request": "true"})
        return len(queries)

    actions.insert_procedure(ticket, outlook, by=mizuno)
    once = cost()
    actions.finish_step(ticket.steps.all()[0], Step.Result.DONE, by=mizuno)
    actions.insert_procedure(ticket, outlook, by=mizuno)

    assert cost() == once
