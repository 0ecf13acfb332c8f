"""The search box: what was typed is read, understood in both languages, and told back where nobody knows it."""

from datetime import date

import pytest

from suketto.desk.searching import excerpts, periods, reading
from suketto.desk.searching.meanings import About
from suketto.desk.searching.operators import Wanted, offers, understood
from suketto.desk.searching.reading import Kind
from suketto.people.models import Person
from tests.people import a_member

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2026, 5, 20)


@pytest.fixture
def mizuno() -> Person:
    return a_member()


def typed(text: str) -> list[tuple[str, str]]:
    return [(part.kind.value, part.text) for part in reading.read(text).parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("VPN 証明書", [("word", "VPN"), ("word", "証明書")]),
        ("状態:解決　担当：自分", [("operator", "状態:解決"), ("operator", "担当：自分")]),
        ('"接続 できない" -複合機', [("exact", "接続 できない"), ("without", "-複合機"[1:])]),
        ("＂全角の引用＂ －除く", [("exact", "全角の引用"), ("without", "除く")]),
        ('-"二つの 語"', [("without", "二つの 語")]),
        ("12:30 https://example.jp/a", [("word", "12:30"), ("word", "https://example.jp/a")]),
        ("C:\\temp", [("word", "C:\\temp")]),
        ('担当:"水野 真理"', [("operator", '担当:"水野 真理"')]),
        ('- -- －　""', []),
        ('"閉じていない', [("exact", "閉じていない")]),
        ("-状態:解決", [("operator", "-状態:解決")]),
        ("", []),
    ],
)  # fmt: skip
def test_what_was_typed_is_read(text: str, parts: list[tuple[str, str]]) -> None:
    assert typed(text) == parts


def test_a_piece_is_taken_out_or_replaced_where_it_stands() -> None:
    found = reading.read("VPN 状態:解決 証明書")
    part = found.operators[0]

    assert part.values == ("解決",)
    assert found.without(part) == "VPN 証明書"
    assert found.with_instead(part, "状態:受付") == "VPN 状態:受付 証明書"
    assert reading.read("優先：Ｐ１、２").operators[0].values == ("P1", "2")
    assert [part.kind for part in found.parts] == [Kind.WORD, Kind.OPERATOR, Kind.WORD]


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("今日", (TODAY, TODAY)),
        ("yesterday", (date(2026, 5, 19), date(2026, 5, 19))),
        ("今週", (date(2026, 5, 18), date(2026, 5, 24))),
        ("先週", (date(2026, 5, 11), date(2026, 5, 17))),
        ("先月", (date(2026, 4, 1), date(2026, 4, 30))),
        ("last month", (date(2026, 4, 1), date(2026, 4, 30))),
        ("2026-02", (date(2026, 2, 1), date(2026, 2, 28))),
        ("2026/4/3", (date(2026, 4, 3), date(2026, 4, 3))),
        ("2026年4月", (date(2026, 4, 1), date(2026, 4, 30))),
        ("2025", (date(2025, 1, 1), date(2025, 12, 31))),
        ("2026-04-01..2026-04-30", (date(2026, 4, 1), date(2026, 4, 30))),
        ("2026-04-30..2026-04-01", (date(2026, 4, 1), date(2026, 4, 30))),
        ("2026-04~", (date(2026, 4, 1), None)),
        ("..2026-04", (None, date(2026, 4, 30))),
        ("7日", (date(2026, 5, 14), TODAY)),
        ("2026-13", None), ("2026-02-30", None), ("いつか", None), ("..", None), ("0000", None),
    ],
)  # fmt: skip
def test_a_period_is_read(value: str, span: periods.Span | None) -> None:
    assert periods.read(value, TODAY) == span


def meant(person: Person, text: str) -> Wanted:
    return understood(reading.read(text), About(person, TODAY))


@pytest.mark.parametrize("text", ["状態:解決", "state:resolved", "Status：Resolved", "状態:かいけつ,解決"])
def test_an_operator_is_understood_in_both_languages(mizuno: Person, text: str) -> None:
    wanted = meant(mizuno, text)

    assert [each.meaning for each in wanted.conditions] == [frozenset({"resolved"})]


def test_a_value_nobody_knows_is_told_with_proposals_and_keeps_what_was_typed(mizuno: Person) -> None:
    wanted = meant(mizuno, "VPN 状態:解決ずみ 期間:そのうち 番号:あ 窓口:宇宙")

    assert [problem.sentence for problem in wanted.problems] == [
        "「解決ずみ」という状態は見つかりません。",
        "「そのうち」は期間として読めません。今日・先月・2026-04・2026-04-01..2026-04-30 のように書きます。",
        "「あ」は番号ではありません。HD-00042 や 42 のように書きます。",
        "「宇宙」という窓口は、あなたが見られる窓口の中にありません。",
    ]
    assert ("解決", "VPN 状態:解決 期間:そのうち 番号:あ 窓口:宇宙") in wanted.problems[0].proposals
    assert not wanted.possible
    assert wanted.typed.text == "VPN 状態:解決ずみ 期間:そのうち 番号:あ 窓口:宇宙"


def test_an_operator_nobody_knows_is_searched_as_letters_and_said_so(mizuno: Person) -> None:
    wanted = meant(mizuno, "状況:解決")

    assert wanted.exact == ("状況:解決",)
    assert wanted.possible
    assert wanted.problems[0].sentence == "「状況:」という絞り込みはないので、書かれたとおりの文字で探しました。"
    assert ("状態:", "状態:解決") in wanted.problems[0].proposals


@pytest.mark.parametrize("text", ["-状態:解決", "－state:resolved", "-Status：Resolved"])
def test_an_operator_with_a_minus_leaves_out_what_it_means(mizuno: Person, text: str) -> None:
    wanted = meant(mizuno, text)

    assert [(each.meaning, each.without) for each in wanted.conditions] == [(frozenset({"resolved"}), True)]
    assert (wanted.left_out, wanted.problems) == ((), [])


def test_what_nobody_knows_behind_a_minus_is_told_and_proposed_with_the_minus(mizuno: Person) -> None:
    wanted = meant(mizuno, "-状況:解決 -状態:解決ずみ")

    assert (wanted.exact, wanted.left_out) == ((), ("状況:解決",))
    assert wanted.problems[0].sentence.endswith("書かれたとおりの文字があるものを除きました。")
    assert ("状態:", "-状態:解決 -状態:解決ずみ") in wanted.problems[0].proposals
    assert ("解決", "-状況:解決 -状態:解決") in wanted.problems[1].proposals
    assert ("未完了", "-状態:未完了 ") in offers(reading.read("-状態:未"), About(mizuno, TODAY))


def test_operators_and_their_values_are_offered_while_typing(mizuno: Person) -> None:
    about = About(mizuno, TODAY)

    assert ("担当:", "VPN 担当:") in offers(reading.read("VPN 担"), about)
    assert ("利用者待ち", "状態:利用者待ち ") in offers(reading.read("状態:利用"), about)
    assert ("水野 真理", '担当:"水野 真理" ') in offers(reading.read("担当:水"), about)
    assert offers(reading.read("プリンターの紙づまり"), about) == []


def test_an_excerpt_shows_the_words_in_their_sentence() -> None:
    text = "お世話になっております。" * 20 + "会議室Ｂのﾌﾟﾛｼﾞｪｸﾀｰが映りません。" + "よろしくお願いします。" * 20
    found = excerpts.excerpt(["", text], excerpts.marks(["プロジェクター"], []))

    assert "".join(piece for piece, mark in found if mark) == "ﾌﾟﾛｼﾞｪｸﾀｰ"
    assert "".join(piece for piece, _ in found).startswith("…会議室Ｂのﾌﾟﾛｼﾞｪｸﾀｰが映りません。")


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("ｶﾞｲﾄﾞを見る", "ガイド", "ｶﾞｲﾄﾞ"), ("㍿みなと", "株式会社", "㍿"), ("ＶＰＮ接続", "vpn", "ＶＰＮ"),
        ("STRASSE と Straße", "strasse", "STRASSEStraße"), ("が\u3099ぎ", "ぎ", "ぎ"), ("あいう", "う", "う"),
        ("😀エラー😀", "エラー", "エラー"), ("か\u3099く", "がく", "か\u3099く"),
    ],
)  # fmt: skip
def test_the_marks_are_where_the_letters_are(text: str, word: str, marked: str) -> None:
    found = excerpts.marked(text, [excerpts.fold(word)])

    assert "".join(piece for piece, mark in found if mark) == marked
    assert "".join(piece for piece, _ in found) == text


def test_a_latin_word_of_two_letters_is_marked_where_it_is_a_word() -> None:
    wanted = excerpts.marks(["VPN", "OR", "soft"], [])

    pieces = excerpts.marked("Microsoft WordでVPN or 印刷、ORの件", wanted)

    assert [text for text, mark in pieces if mark] == ["soft", "VPN", "or", "OR"]
    assert excerpts.excerpt(["Wordの件。", "開くor閉じる。"], excerpts.marks(["or"], [])) == [
        ("開く", False), ("or", True), ("閉じる。", False),
    ]  # fmt: skip


def test_an_excerpt_has_no_marks_of_headings_lists_and_weight() -> None:
    body = "紙を確かめます。\n### それでも出ないとき\n- **印刷**待ちを消します\n1. C#で書いた道具を開きます"

    assert (
        "".join(piece for piece, _mark in excerpts.excerpt([body], ["印刷"]))
        == "…印刷待ちを消します 1. C#で書いた道具を開きます"
    )
