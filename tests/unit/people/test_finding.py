"""Who is calling: found by whatever of the name or number was understood."""

import pytest
from django.test import Client
from django.urls import reverse

from suketto.people import actions, queries
from suketto.people.models import Department, Person, Site
from suketto.people.numbers import PersonNumber
from suketto.trail.models import Event
from tests.people import a_leader, a_member, an_administrator, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanada() -> Person:
    return somebody(
        "真田", "隆志", family_kana="サナダ", given_kana="タカシ", extension="4120", employee_number="001002",
        site=Site.objects.create(slug="chiba", name="千葉工場"),
        department=Department.objects.create(code="10", name="検査課", path="検査課"),
    )  # fmt: skip


@pytest.fixture
def others() -> list[Person]:
    return [
        somebody("佐藤", "健", family_kana="サトウ", given_kana="ケン", extension="41201"),
        somebody("大野", "翔二", family_kana="オオノ", given_kana="ショウジ", extension="4121"),
        somebody("髙橋", "順子", family_kana="タカハシ", given_kana="ジュンコ", extension="14120"),
        somebody("Smith", "John", family_kana="", given_kana="", extension="2001"),
    ]


@pytest.mark.parametrize(
    "typed",
    ["さなだ", "サナダ", "ｻﾅﾀﾞ", "真田", "真", "さな", "sanada", "SANADA", "sanad", "Ｓａｎａｄａ", "真田隆志",
     "真田 隆志", "真田　隆志", "隆志", "隆志 真田", "たかし", "サナダ タカシ", "さなだたかし", "takashi sanada",
     "sanada takashi", "4120", "内線4120", "４１２０", "001002", "千葉 真田", "さなだ 検査課", "検査課 sanada"],
)  # fmt: skip
def test_by_whatever_was_understood(sanada: Person, others: list[Person], typed: str) -> None:
    assert queries.find(typed)[0] == sanada


@pytest.mark.parametrize(
    ("typed", "name"),
    [("sato", "佐藤"), ("satou", "佐藤"), ("satoh", "佐藤"), ("ohno", "大野"), ("oono", "大野"), ("syouji", "大野"),
     ("shoji", "大野"), ("zyunko", "髙橋"), ("高橋", "髙橋"), ("髙橋", "髙橋"), ("smith", "Smith"), ("John", "Smith"),
     ("john smith", "Smith")],
)  # fmt: skip
def test_spellings_of_one_name(sanada: Person, others: list[Person], typed: str, name: str) -> None:
    assert [person.family_name for person in queries.find(typed)] == [name]


def test_a_whole_extension_comes_first_and_part_of_one_is_none(sanada: Person, others: list[Person]) -> None:
    assert [person.extension for person in queries.find("4120")][:1] == ["4120"]
    assert queries.by_number("4120") == [sanada]
    assert queries.by_number("120") == []
    assert queries.by_number("04312344120") == []


def test_the_middle_of_a_name_and_a_mail_address_are_found_too(sanada: Person, others: list[Person]) -> None:
    assert queries.find("橋")[0].family_name == "髙橋"
    assert queries.find(sanada.email) == [sanada]
    assert queries.find("検査課") == [sanada]


def test_nonsense_finds_nobody_and_costs_nothing(sanada: Person) -> None:
    assert [list(queries.find(typed)) for typed in ("", "　", "%", "_", "ぬぬぬ", "\x00", "x" * 5000)] == [[]] * 7


def test_who_left_is_not_calling(sanada: Person) -> None:
    actions.add_number(sanada, "090-1234-5678", kind="mobile", by=None)
    actions.leave(sanada, by=None)

    assert queries.find("さなだ") == []
    assert queries.by_number("09012345678") == []
    assert queries.by_number("4120") == []


@pytest.mark.parametrize("typed", ["090-1234-5678", "+819012345678", "０９０１２３４５６７８"])
def test_by_telephone_number_everybody_who_shares_it(sanada: Person, others: list[Person], typed: str) -> None:
    for person in (sanada, others[0]):
        actions.add_number(person, "09012345678", kind="mobile", by=None)

    assert list(queries.by_number(typed)) == [others[0], sanada]
    assert list(queries.find(typed)) == [others[0], sanada]


def test_one_number_stands_once_on_a_person(sanada: Person) -> None:
    first = actions.add_number(sanada, "090-1234-5678", kind="mobile", by=None)

    assert actions.add_number(sanada, "+819012345678", kind="direct", by=None) == first
    assert (first.raw, PersonNumber.objects.count()) == ("090-1234-5678", 1)
    with pytest.raises(actions.NotANumber):
        actions.add_number(sanada, "4120", kind="direct", by=None)


def test_an_administrator_adds_and_removes_a_number_and_nobody_else(client: Client, sanada: Person) -> None:
    address = reverse("person_numbers", args=[sanada.pk])
    for other in (sanada, a_member(), a_leader()):
        client.force_login(other)
        assert client.post(address, {"number": "09012345678", "kind": "mobile"}).status_code == 403
    administrator = an_administrator()
    client.force_login(administrator)

    client.post(address, {"number": "０９０−１２３４−５６７８", "kind": "mobile"})
    page = client.get(reverse("person", args=[sanada.pk])).content.decode()
    wrong = client.post(address, {"number": "四一二〇", "kind": "mobile"}, follow=True).content.decode()
    noted = PersonNumber.objects.get()
    client.post(address, {"remove": noted.pk})

    assert (noted.number, noted.added_by) == ("+819012345678", administrator)
    assert "090-1234-5678" in page
    assert "電話番号として読めません" in wrong
    assert not PersonNumber.objects.exists()
    told = Event.objects.about("person", sanada.pk).filter(kind="person.changed", actor_id=administrator.pk)
    assert [event.data for event in told] == [{"fields": ["numbers"]}] * 2


def test_a_number_of_somebody_else_is_not_removed_from_here(client: Client, sanada: Person) -> None:
    noted = actions.add_number(somebody(), "09012345678", kind="mobile", by=None)
    client.force_login(an_administrator())

    assert client.post(reverse("person_numbers", args=[sanada.pk]), {"remove": noted.pk}).status_code == 404
    assert PersonNumber.objects.count() == 1


@pytest.mark.parametrize("said", ["真田隆志", "真田 隆志", "隆志 真田", "真田　隆志様", "真田隆志部長"])
def test_namesakes_have_exactly_this_name(sanada: Person, others: list[Person], said: str) -> None:
    assert queries.namesakes(said) == [sanada]


def test_part_of_a_name_is_not_a_namesake(sanada: Person) -> None:
    assert [list(queries.namesakes(said)) for said in ("真田", "真田隆", "田隆志", "真田隆志子", "真" * 500)] == [
        []
    ] * 5


def test_a_name_in_one_box_is_one_name() -> None:
    whole = somebody("真田隆志", "")

    assert queries.namesakes("真田 隆志") == [whole]
