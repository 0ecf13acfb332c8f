"""A house keeps the words it began with until somebody takes those of today: with a difference, by one press."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from suketto.people.models import Desk, Person
from suketto.procedures import actions, newer
from suketto.procedures.models import Procedure
from suketto.procedures.newer import offers_for
from suketto.procedures.usual import usual_procedures
from suketto.procedures.way import Line
from suketto.trail.actions import THE_HOUSE
from suketto.trail.models import Event
from tests.people import a_desk, a_leader, a_member

pytestmark = pytest.mark.django_db
WORDED_ANEW = "となりの方にも聞いてみます。"


@pytest.fixture
def leader() -> Person:
    return a_leader()


@pytest.fixture
def desk(leader: Person) -> Desk:
    return a_desk()


@pytest.fixture
def began(desk: Desk) -> Procedure:
    """A house with the usual procedures; the printer's is worded anew since."""
    actions.bring_usual_procedures(desk=desk)
    found: Procedure = Procedure.objects.get(name__startswith="プリンター")
    return found


@pytest.fixture
def today(began: Procedure, monkeypatch: pytest.MonkeyPatch) -> Iterator[Procedure]:
    worded: list[dict[str, Any]] = usual_procedures()
    printer = next(each for each in worded if each["name"] == began.name)
    printer["steps"][0]["text"] = WORDED_ANEW
    monkeypatch.setattr(newer, "usual_procedures", lambda: worded)
    return began


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_house_with_the_words_of_today_is_offered_nothing(began: Procedure, leader: Person) -> None:
    assert offers_for(leader) == []
    assert "新しい言い回し" not in client_of(leader).get("/procedures/").content.decode()


def test_the_leader_sees_the_difference_and_takes_it_by_one_press(today: Procedure, leader: Person) -> None:
    client = client_of(leader)
    listed = client.get("/procedures/").content.decode()
    page = client.get("/procedures/newer/").content.decode()

    client.post(f"/procedures/{today.pk}/newer/", {"act": "take", "key": offers_for(leader)[0].wording.key})

    today.refresh_from_db()
    assert "1 件に新しい言い回しがあります" in listed
    assert "<ins>" in page
    assert today.published is not None
    assert (today.published.number, today.published.by_name) == (2, THE_HOUSE)
    assert today.published.published_by_name == leader.full_name
    assert today.published.instructions.all()[0].text == WORDED_ANEW
    assert today.versions.count() == 2
    assert offers_for(leader) == []


def test_the_service_of_the_house_stays(today: Procedure, leader: Person) -> None:
    before = today.published.service if today.published else None

    actions.take_newer(today, by=leader, key=offers_for(leader)[0].wording.key)

    today.refresh_from_db()
    assert today.published is not None
    assert today.published.service == before


def test_what_was_declined_is_not_asked_again_until_it_is_worded_anew(
    today: Procedure, leader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, key = client_of(leader), offers_for(leader)[0].wording.key

    client.post(f"/procedures/{today.pk}/newer/", {"act": "keep", "key": key})

    assert [offer.declined for offer in offers_for(leader)] == [True]
    assert "新しい言い回しがあります" not in client.get(f"/procedures/{today.pk}/").content.decode()
    assert Event.objects.filter(kind="procedure.wording_declined").count() == 1
    once_more = newer.usual_procedures()
    next(each for each in once_more if each["name"] == today.name)["words"].append("紙切れ")
    monkeypatch.setattr(newer, "usual_procedures", lambda: once_more)
    assert [offer.declined for offer in offers_for(leader)] == [False]


def test_words_of_the_desk_are_never_replaced_all_at_once(today: Procedure, leader: Person) -> None:
    actions.revise(today, by=leader, name=today.name, lines=[Line("複合機の前で確かめます。")])
    actions.publish(today, by=leader)
    client = client_of(leader)

    page = client.get("/procedures/newer/").content.decode()
    client.post("/procedures/newer/")

    assert f"{leader.full_name}さんが直した版を使っています" in page
    assert today.versions.count() == 2
    assert len(offers_for(leader)) == 1


def test_all_that_the_desk_left_as_it_was_is_taken_at_once(today: Procedure, leader: Person) -> None:
    client_of(leader).post("/procedures/newer/")

    assert offers_for(leader) == []


def test_a_draft_is_not_overwritten(today: Procedure, leader: Person) -> None:
    actions.revise(today, by=leader, name=today.name, lines=[Line("書きかけ")])
    key = offers_for(leader)[0].wording.key

    answer = client_of(leader).post(f"/procedures/{today.pk}/newer/", {"act": "take", "key": key})

    assert answer.status_code == 409
    assert today.draft is not None
    assert today.draft.instructions.get().text == "書きかけ"


def test_only_who_may_publish_is_offered_and_may_take(today: Procedure, leader: Person) -> None:
    member, key = a_member(), offers_for(leader)[0].wording.key

    assert offers_for(member) == []
    assert client_of(member).post(f"/procedures/{today.pk}/newer/", {"act": "take", "key": key}).status_code == 403


def test_who_may_not_decide_is_told_who_does(today: Procedure, leader: Person) -> None:
    member = client_of(a_member())

    before = member.get("/procedures/newer/").content.decode()
    client_of(leader).post("/procedures/newer/")
    after = member.get("/procedures/newer/").content.decode()

    assert "1 件の手順書に新しい言い回しがあります" in before
    assert "いまの言葉になっています" not in before
    assert "いまの言葉になっています" in after


def test_a_wording_that_has_changed_meanwhile_is_not_taken(today: Procedure, leader: Person) -> None:
    answer = client_of(leader).post(f"/procedures/{today.pk}/newer/", {"act": "take", "key": "0" * 16})

    assert answer.status_code == 409
    assert today.versions.count() == 1
