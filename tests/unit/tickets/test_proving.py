"""本人確認 before what opens doors; the same for everybody, also for the president (S35)."""

from datetime import timedelta

import pytest
import time_machine

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.people.numbers import PersonNumber
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from suketto.tickets.refusals import (
    IdentityMissing,
    NumberNotRegistered,
    ReasonMissing,
    RequesterMissing,
    WayMissing,
)
from tests.people import a_member, a_ticket, somebody

pytestmark = pytest.mark.django_db

DONE = "パスワードをリセットしました。"


@pytest.fixture
def mizuno() -> Person:
    return a_member()


def a_call(person: Person | None = None, **facts: object) -> Ticket:
    return a_ticket(
        person or somebody("井口", "徹", extension="4120"), "至急、先にパスワードだけ教えて", channel="phone", **facts
    )


@pytest.mark.parametrize("title", ["", "代表取締役社長"])
def test_without_a_check_it_cannot_be_recorded_as_done(mizuno: Person, title: str) -> None:
    ticket = a_call(somebody("井口", "徹", extension="4120", title=title))
    step = actions.add_step(ticket, "仮のパスワードを発行して電話で伝える", by=mizuno)

    with pytest.raises(IdentityMissing, match="本人確認（登録番号へ折り返し）約3分"):
        actions.finish_step(step, "done", by=mizuno)
    with pytest.raises(IdentityMissing):
        actions.resolve(ticket, by=mizuno, answer=DONE)
    with pytest.raises(IdentityMissing):
        actions.reply(ticket, DONE, by=mizuno)

    actions.check_identity(ticket, by=mizuno, way="call_back", number="4120", confirmed=True)
    actions.finish_step(step, "done", by=mizuno)
    actions.resolve(ticket, by=mizuno, answer=DONE)


def test_only_numbers_that_were_registered_before_are_called_back(mizuno: Person) -> None:
    person = somebody("井口", "徹", extension="4120")
    earlier = clock.now() - timedelta(days=30)
    PersonNumber.objects.create(person=person, kind="mobile", number="+819011112222", raw="090", added_at=earlier)
    ticket = a_call(person)
    PersonNumber.objects.create(person=person, kind="mobile", number="+819099998888", raw="090", added_at=clock.now())

    assert actions.registered_numbers(ticket) == ["4120", "+819011112222"]
    for told in ("+819099998888", "09011112222", ""):
        with pytest.raises(NumberNotRegistered):
            actions.check_identity(ticket, by=mizuno, way="call_back", number=told, confirmed=True)


def test_who_was_not_the_person_stays_unproved(mizuno: Person) -> None:
    ticket = a_call()
    actions.check_identity(ticket, by=mizuno, way="in_person", confirmed=True)
    actions.check_identity(ticket, by=mizuno, way="call_back", number="4120", confirmed=False)

    with pytest.raises(IdentityMissing):
        actions.resolve(ticket, by=mizuno, answer=DONE)


def test_a_check_holds_for_a_working_day_and_for_this_requester(mizuno: Person) -> None:
    ticket = a_call()
    actions.check_identity(ticket, by=mizuno, way="in_person", confirmed=True)
    assert actions.proved(ticket)

    with time_machine.travel(clock.now() + timedelta(hours=8, minutes=1)):
        assert not actions.proved(ticket)
    actions.set_facts(ticket, by=mizuno, requester=somebody("久我", "健"))
    assert not actions.proved(Ticket.objects.get(pk=ticket.pk))


def test_that_none_is_needed_says_why(mizuno: Person) -> None:
    ticket = a_call()
    with pytest.raises(ReasonMissing):
        actions.check_identity(ticket, by=mizuno, way="not_needed", confirmed=True)

    actions.check_identity(ticket, by=mizuno, way="not_needed", confirmed=True, reason="共用端末の画面ロックの話")

    actions.resolve(ticket, by=mizuno, answer=DONE)


def test_an_unknown_caller_cannot_be_checked(mizuno: Person) -> None:
    ticket = a_call()
    Ticket.objects.update(requester=None)
    ticket.refresh_from_db()

    with pytest.raises(RequesterMissing):
        actions.check_identity(ticket, by=mizuno, way="in_person", confirmed=True)


def test_signing_in_counts_only_where_the_person_did(mizuno: Person) -> None:
    with pytest.raises(IdentityMissing):
        actions.check_identity(a_call(), by=mizuno, way="signed_in", confirmed=True)
    asked = a_ticket(somebody(), "共有フォルダーの権限をください")
    actions.check_identity(asked, by=mizuno, way="signed_in", confirmed=True)
    actions.resolve(asked, by=mizuno, answer="アクセス権を付与しました。")
    secret = a_ticket(somebody(), "MFAを登録し直したい")
    actions.check_identity(secret, by=mizuno, way="signed_in", confirmed=True)
    with pytest.raises(IdentityMissing):
        actions.resolve(secret, by=mizuno, answer="多要素認証をリセットしました。")


def test_other_answers_need_no_check(mizuno: Person) -> None:
    actions.resolve(a_call(), by=mizuno, answer="再設定は、サインイン画面の「パスワードを忘れた」からできます。")


def test_a_way_that_nobody_knows_proves_nothing(mizuno: Person) -> None:
    ticket = a_call()
    for way in ("", "trust_me"):
        with pytest.raises(WayMissing):
            actions.check_identity(ticket, by=mizuno, way=way, confirmed=True)

    assert not actions.proved(ticket)
