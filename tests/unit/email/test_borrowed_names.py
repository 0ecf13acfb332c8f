"""Who pretends to be a colleague is marked however the name is dressed, and nobody else is."""

import pytest

from suketto.channels.email.who import candidates, looks_like
from suketto.people.actions import add_address, change_desk
from suketto.people.models import Person
from tests.people import a_desk, a_member, somebody
from tests.unit.email.writing import a_letter, arrives

pytestmark = pytest.mark.django_db


@pytest.fixture
def president() -> Person:
    change_desk(a_desk(), by=None, email="help@minato-seiki.example")
    names = {"family_kana": "ナルミ", "given_kana": "マサオミ", "email": "narumi.masaomi.000001@minato-seiki.example"}
    return somebody("鳴海", "正臣", **names)


@pytest.mark.parametrize(
    "name",
    [
        "鳴海　正臣社長",
        "代表取締役社長 鳴海正臣",
        "代表取締役社長鳴海正臣",
        "鳴海 正臣（社長）",
        "社長（鳴海正臣）",
        "㈱みなと精機 鳴海 正臣",
        "みなと精機 鳴海 正臣",
        "鳴海正臣/社長室",
        "鳴海正臣／みなと精機",
        "【社長】鳴海正臣",
        "Masaomi Narumi",
        "NARUMI Masaomi",
        "Narumi, Masaomi",
        "Masaomi Narumi (CEO)",
        "Masaomi.Narumi",
        "ナルミ マサオミ",
        "ﾅﾙﾐ ﾏｻｵﾐ",
        "なるみまさおみ",
        "narumi.masaomi.000001@minato-seiki.example",
    ],
)
def test_a_name_dressed_up_is_a_colleagues_name_all_the_same(president: Person, name: str) -> None:
    letter = arrives(a_letter(by="ceo.office@gmail.example", name=name), a_desk())

    assert letter.outcome == "opened"
    assert "borrowed-name" in letter.warnings
    assert list(candidates(name, "ceo.office@gmail.example"))[:1] == [president]


@pytest.mark.parametrize(
    "address", ["narumi.masaomi.000001@minato-seikl.example", "narumi.masaomi.000001@gmail.example"]
)
def test_a_colleagues_own_local_part_elsewhere_is_borrowed(president: Person, address: str) -> None:
    assert "borrowed-name" in arrives(a_letter(by=address, name="Narumi"), a_desk()).warnings
    assert president in candidates("Narumi", address)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("鳴海商事 営業部", "sales@narumi.example.net"),
        ("鳴海", "narumi@vendor.example"),
        ("鳴海 次郎", "jiro@vendor.example"),
        ("鳴海正臣堂", "shop@vendor.example"),
        ("Narumi", "info@vendor.example"),
        ("社長室", "room@vendor.example"),
        ("", "narumi@vendor.example"),
        ("help@minato-seiki.example", "list@vendor.example"),
        ("なるみ", "n@vendor.example"),
    ],
)
def test_a_part_of_a_name_is_nobodys(president: Person, name: str, address: str) -> None:
    assert "borrowed-name" not in arrives(a_letter(by=address, name=name), a_desk()).warnings


def test_a_short_local_part_is_common_property_except_at_a_lookalike(president: Person) -> None:
    somebody("田中", "実", email="tanaka@minato-seiki.example", family_kana="タナカ", given_kana="ミノル")

    seen = {
        domain: "borrowed-name" in arrives(a_letter(by=f"tanaka@{domain}"), a_desk()).warnings
        for domain in ("vendor.example", "minato-seiki.example.net", "minato-seik.example")
    }

    assert seen == {"vendor.example": False, "minato-seiki.example.net": True, "minato-seik.example": True}


def test_a_private_address_on_the_roster_is_its_owners(president: Person) -> None:
    add_address(president, "masaomi@gmail.example", by=a_member())

    assert arrives(a_letter(by="masaomi@gmail.example", name="鳴海 正臣"), a_desk()).warnings == []


@pytest.mark.parametrize(
    "domain",
    [
        "minato-seikl.example",
        "minato-seki.example",
        "minato-seikii.example",
        "minato-seiik.example",
        "minato-seiki.example.net",
        "my-minato-seiki.test",
    ],
)
def test_what_looks_like_our_domain(domain: str) -> None:
    assert looks_like(domain, "minato-seiki.example")


@pytest.mark.parametrize(
    "domain", ["minato-seiki.example", "seiki.example", "sub.minato-seiki.example", "minami-seika.example"]
)
def test_what_does_not(domain: str) -> None:
    assert not looks_like(domain, "minato-seiki.example")
