"""Views and searches that a desk shares: at which desk they are, and who throws them away when their maker has gone."""

import pytest
from django.test import Client

from suketto.people import actions as people
from suketto.people.models import Person
from suketto.tickets.models import SavedView
from tests.people import a_desk, a_leader, a_member, an_administrator

pytestmark = pytest.mark.django_db
PLACES = {"/desk/views/": "/desk/", "/search/saved/": "/search/"}


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    return client


def shared_by(person: Person, address: str, **more: str) -> SavedView:
    as_(person).post(address, {"name": "急ぎ", "query": "q=VPN", "shared": "1", **more})
    view: SavedView = SavedView.objects.get()
    return view


def may_remove(person: Person, view: SavedView, address: str) -> bool:
    """Whether there is a button, which is whether it would work."""
    return f"{address}{view.pk}/removal/" in as_(person).get(PLACES[address]).content.decode()


@pytest.mark.parametrize("address", PLACES)
def test_a_leader_removes_what_the_desk_shares_and_a_member_of_another_desk_does_not(address: str) -> None:
    mizuno, takase = a_member("水野"), a_member("高瀬")
    leader, elsewhere = a_leader("石田"), a_leader("内田", desk=a_desk("general", "総務"))
    view = shared_by(mizuno, address)

    assert [may_remove(each, view, address) for each in (mizuno, takase, leader, elsewhere)] == [
        True, False, True, False,
    ]  # fmt: skip
    assert [as_(each).post(f"{address}{view.pk}/removal/").status_code for each in (takase, elsewhere, leader)] == [
        404, 404, 302,
    ]  # fmt: skip
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("address", PLACES)
@pytest.mark.parametrize("left", [True, False])
def test_who_leaves_the_desk_leaves_to_everybody_there_what_they_shared(address: str, *, left: bool) -> None:
    mizuno, takase = a_member("水野"), a_member("高瀬")
    view = shared_by(mizuno, address)

    if left:
        people.leave(mizuno, by=an_administrator())
    else:
        people.end_role(mizuno.roles.get(), by=an_administrator())

    assert may_remove(takase, view, address)
    assert as_(takase).post(f"{address}{view.pk}/removal/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("address", PLACES)
def test_what_is_kept_for_oneself_nobody_else_removes(address: str) -> None:
    mizuno, leader = a_member("水野"), a_leader()
    view = shared_by(mizuno, address, shared="")

    assert as_(leader).post(f"{address}{view.pk}/removal/").status_code == 404


@pytest.mark.parametrize("address", PLACES)
def test_at_two_desks_one_says_at_which_it_is_shared(address: str) -> None:
    first, second = a_desk(), a_desk("general", "総務")
    mizuno = a_member("水野", desk=first)
    people.give_role(mizuno, "leader", by=None, desk=second)
    page = as_(mizuno).get(f"{PLACES[address]}?q=VPN&desk=general").content.decode()

    desks = [
        shared_by(mizuno, address, **more).desk
        for more in ({}, {"query": "desk=general"}, {"desk": "it"}, {"desk": "general"}, {"desk": "strange"})
    ]

    assert "どの窓口で使うか" in page
    assert desks == [first, second, first, second, first]


def test_the_desk_that_a_search_is_about_is_proposed() -> None:
    mizuno = a_member("水野")
    people.give_role(mizuno, "member", by=None, desk=a_desk("general", "総務"))

    page = as_(mizuno).get("/search/?q=窓口:総務 VPN").content.decode()

    assert '<option value="general" selected>' in page


def test_an_administrator_at_no_desk_searches_and_sees_no_shared_search() -> None:
    shared_by(a_member(), "/search/saved/")

    assert list(as_(an_administrator()).get("/search/").context["saved"]) == []
