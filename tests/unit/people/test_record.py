"""An administrator adds one colleague, or puts their facts right, without a table."""

from typing import Any

import pytest
from django.test import Client

from suketto.people import actions
from suketto.people.models import Department, Person
from suketto.people.queries import find
from suketto.trail.models import Event
from tests.people import a_leader, a_member, an_administrator, somebody

pytestmark = pytest.mark.django_db
FACTS = {
    "family_name": "増田", "given_name": "文彦", "family_kana": "ﾏｽﾀﾞ", "given_kana": "ふみひこ",
    "employee_number": "006300",
    "email": "masuda@example.jp", "extension": "4120", "title": "担当", "working_place": "office",
}  # fmt: skip


@pytest.fixture
def administrator() -> Client:
    return of(an_administrator())


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def sent(client: Client, address: str, **facts: Any) -> Any:
    return client.post(address, FACTS | facts)


def test_one_colleague_is_added_and_found_at_once(administrator: Client) -> None:
    inspection = Department.objects.create(code="qa", name="検査課", path="検査課")

    answer = sent(administrator, "/house/people/new/", department=inspection.pk)

    person = Person.objects.get(employee_number="006300")
    assert answer.headers["Location"] == f"/house/people/{person.pk}/"
    assert (person.kana, person.department, person.has_usable_password()) == ("マスダ フミヒコ", inspection, False)
    assert list(find("masuda")) == [person]
    assert Event.objects.about("person", person.pk).get().kind == "person.added"


def test_what_was_wrong_is_put_right_and_recorded_once(administrator: Client) -> None:
    person = somebody(email="a@example.jp")
    address = f"/house/people/{person.pk}/record/"
    assert "a@example.jp" in administrator.get(address).content.decode()

    for _again in range(2):
        sent(administrator, address)

    person.refresh_from_db()
    assert (person.full_name, person.extension, person.employee_number) == ("増田 文彦", "4120", "006300")
    changed = Event.objects.about("person", person.pk).filter(kind="person.changed")
    assert [event.data["fields"] for event in changed] == [
        ["email", "employee_number", "extension", "family_kana", "family_name", "given_kana", "given_name", "title"]
    ]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"email": "SHIBATA@example.jp"}, "柴田 葵さんのものです"),
        ({"email": "second@example.jp"}, "柴田 葵さんのものです"),
        ({"email": "masuda"}, "有効な"),
        ({"employee_number": "000001"}, "既に"),
        ({"family_name": " "}, "必須"),
        ({"extension": "1" * 21}, "20"),
        ({"department": "999999"}, "選択"),
    ],
)
def test_what_cannot_be_comes_back_with_what_was_typed(administrator: Client, facts: dict[str, str], told: str) -> None:
    shibata = somebody(employee_number="000001", email="shibata@example.jp")
    actions.add_address(shibata, "second@example.jp", by=None)

    answer = sent(administrator, "/house/people/new/", **facts)

    page = answer.content.decode()
    assert (answer.status_code, told in page, "文彦" in page) == (422, True, True)
    assert not Person.objects.filter(given_name="文彦").exists()


@pytest.mark.parametrize("who", [somebody, a_member, a_leader])
def test_nobody_else_writes_in_the_record(who: Any) -> None:
    person = somebody()
    client = of(who())
    addresses = ("/house/people/new/", f"/house/people/{person.pk}/record/")

    assert [sent(client, address).status_code for address in addresses] == [403, 403]
    assert [client.get(address).status_code for address in addresses] == [403, 403]
    person.refresh_from_db()
    assert person.full_name == "柴田 葵"
