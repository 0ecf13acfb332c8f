"""What somebody passed on is the matter of whoever wrote it first, where it is sure who that is."""

import pytest

from suketto.people.models import Person
from tests.people import somebody
from tests.unit.email.writing import a_letter, arrives, what_became

pytestmark = pytest.mark.django_db


def test_a_forwarded_letter_is_the_matter_of_whoever_wrote_it_first() -> None:
    shibata, manager = somebody(), somebody("課長", "一郎")
    text = f"""代わりに送ります。

-----Original Message-----
From: {shibata.full_name} <{shibata.email}>
Sent: Friday, November 20, 2026 8:50 AM
To: {manager.full_name}
Subject: VPN

VPNにつながりません。
"""
    letter = arrives(a_letter(text, by=manager, subject="FW: VPN"))

    assert what_became(letter) == ("opened", "forwarded")
    assert letter.ticket is not None
    assert letter.ticket.requester == shibata
    assert letter.person == manager


def a_forward(name: str, by: Person) -> bytes:
    head = f"差出人: {name}\n送信日時: 2026年11月19日 18:02\n宛先: 課長\n件名: 印刷"
    return a_letter(f"対応お願いします。\n\n{head}\n\n印刷できません。\n", by=by, subject="FW: 印刷")


@pytest.mark.parametrize("name", ["佐藤 隆", "佐藤　隆 さん", "佐藤 隆/Minato", "Takashi Sato", "サトウ タカシ"])
def test_a_forward_that_names_one_colleague_without_an_address_is_theirs(name: str) -> None:
    satou = somebody("佐藤", "隆", family_kana="サトウ", given_kana="タカシ")

    letter = arrives(a_forward(name, somebody("課長", "一郎", family_kana="カチョウ", given_kana="イチロウ")))

    assert letter.ticket is not None
    assert (what_became(letter), letter.ticket.requester) == (("opened", "forwarded"), satou)


@pytest.mark.parametrize("name", ["佐藤", "佐藤 隆（青葉商事）", "青葉商事 佐藤 隆", "佐藤 実", "佐藤 隆之"])
def test_a_forward_that_names_somebody_else_or_two_stays_with_who_forwarded_it(name: str) -> None:
    somebody("佐藤", "隆", family_kana="サトウ", given_kana="タカシ")
    for _each in range(2):
        somebody("佐藤", "実", family_kana="サトウ", given_kana="ミノル")
    manager = somebody("課長", "一郎")

    letter = arrives(a_forward(name, manager))

    assert letter.ticket is not None
    assert (what_became(letter), letter.ticket.requester) == (("opened", "new"), manager)
