"""A search by letters reads few texts and misses none: whatever changed, wherever a making of bundles was cut off."""

from random import Random

import pytest

from suketto.foundation.scope import Viewer
from suketto.search import letters
from suketto.search.actions import forget, index
from suketto.search.models import Bundle, Pair, Text
from suketto.search.queries import find_literal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ANYONE = Viewer.nobody()
WORDS = [
    "印刷できない",
    "ｶﾞｲﾄﾞ",
    "VPN",
    "エラー0x80070005",
    "画面が真っ暗",
    "共有フォルダー",
    "𠮷野家",
    "打合せ",
    "%_\\",
    "🎉",
]


@pytest.fixture(autouse=True)
def small_bundles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "LOOSE_MAX", 3)
    monkeypatch.setattr(letters, "SMALL_MAX", 3)


def write(number: int, text: str, *, title: str = "件") -> None:
    index("ticket", number, title=title, body=text, public=True)


def found(text: str) -> list[int]:
    return sorted(hit.object_id for hit in find_literal(text, kinds=["ticket"], viewer=ANYONE, limit=1000))


def test_bundled_texts_are_found_by_any_letters_in_them() -> None:
    for number in range(20):
        write(number, f"{WORDS[number % 10]} その{number}")
    assert letters.bundle("ticket")
    assert not Text.objects.filter(bundle=None).exists()

    for at, word in enumerate(WORDS):
        assert found(word) == [at, at + 10]
    assert found("刷") == [0, 10]
    assert found("がいど") == [1, 11]
    assert found("その1") == [1, *range(10, 20)]
    assert found("存在しない") == []


def test_no_letters_are_missed_in_random_texts() -> None:
    dice = Random(7)  # noqa: S311
    texts = {
        n: "".join(dice.choice([*"あいうえ漢字abＡ\n 0", "ｶﾞ"]) for _ in range(dice.randint(1, 60))) for n in range(60)
    }
    for number, text in texts.items():
        write(number, text)
    while letters.bundle("ticket"):
        pass
    folded = dict(Text.objects.order_by("document__object_id").values_list("document__object_id", "folded"))

    for _ in range(200):
        source = folded[dice.randrange(60)]
        start = dice.randrange(len(source))
        wanted = source[start : start + dice.randint(1, 20)].strip()
        if wanted:
            assert found(wanted) == [number for number, text in folded.items() if wanted in text]


def test_only_texts_that_may_hold_the_letters_are_named() -> None:
    for number in range(12):
        write(number, "複合機から印刷できない" if number == 5 else "VPNにつながらない")
    letters.bundle("ticket")

    assert letters.holding(["印刷"], "ticket", limit=10) == letters.Window([5], more=False)
    assert letters.holding(["vpn"], "ticket", limit=3) == letters.Window([11, 10, 9], more=True)
    assert letters.holding(["vpn"], "ticket", limit=3, below=2) == letters.Window([1, 0], more=False)


def test_a_text_that_changes_is_loose_until_it_is_bundled_again() -> None:
    for number in range(4):
        write(number, "はじめの文")
    letters.bundle("ticket")
    write(2, "あとからプロジェクターの話になった")

    assert found("プロジェクター") == [2]
    assert found("はじめ") == [0, 1, 3]
    for number in range(4, 7):
        write(number, "新しい文")
    letters.bundle("ticket")
    assert found("プロジェクター") == [2]
    assert found("はじめ") == [0, 1, 3]


def test_what_is_forgotten_is_not_found() -> None:
    for number in range(4):
        write(number, "同じ文")
    letters.bundle("ticket")
    forget("ticket", 1)

    assert found("同じ文") == [0, 2, 3]


def test_small_bundles_become_one() -> None:
    for start in range(0, 9, 3):
        for number in range(start, start + 3):
            write(number, f"文その{number}")
        letters.bundle("ticket")
    assert Bundle.objects.count() == 3

    assert letters.bundle("ticket")

    assert Bundle.objects.count() == 1
    assert set(Pair.objects.values_list("bundle", flat=True)) == set(Bundle.objects.values_list("pk", flat=True))
    assert found("文その") == list(range(9))
    assert not letters.bundle("ticket")


def test_a_text_written_while_it_is_being_bundled_stays_loose(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write(number, "古い文")
    keys_of = letters.keys_of

    def meanwhile(text: str) -> set[int]:
        monkeypatch.setattr(letters, "keys_of", keys_of)
        write(1, "書き直したばかりの文")
        return keys_of(text)

    monkeypatch.setattr(letters, "keys_of", meanwhile)
    letters.bundle("ticket")

    assert list(Text.objects.filter(bundle=None).values_list("document__object_id", flat=True)) == [1]
    assert found("書き直した") == [1]


def test_a_making_that_was_killed_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write(number, "文のなか")
    with monkeypatch.context() as killed:
        killed.setattr(letters, "_take_over", lambda *_given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            letters.bundle("ticket")
    assert found("のなか") == [0, 1, 2]

    letters.bundle("ticket")
    assert found("のなか") == [0, 1, 2]
