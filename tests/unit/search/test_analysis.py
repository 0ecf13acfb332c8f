"""How a text becomes words."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from suketto.search import analysis, wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("ＶＰＮ", "vpn"),
        ("サーバ", "サーバー"),
        ("打合せ", "打ち合わせ"),
        ("プリンタ", "複合機"),
        ("アウトルック", "Outlook"),
        ("繋がらない", "接続できない"),
        ("ワイファイ", "無線LAN"),
    ],
)
def test_the_same_thing_becomes_the_same_words(one: str, other: str) -> None:
    assert analysis.plain_words(one) == analysis.plain_words(other) != []


def test_grammar_and_politeness_are_left_out() -> None:
    assert analysis.plain_words("印刷をしたいのですが、どうすればよいでしょうか。") == ["印刷"]


def test_wording_keeps_out_of_longer_words() -> None:
    assert wording.replaced("パスワード") == "パスワード"
    assert wording.replaced("ワードの文書") == "wordの文書"
    assert wording.replaced("npc pcs") == "npc pcs"


def test_wording_is_the_work_of_at_least_eighty_groups_without_contradiction() -> None:
    words = [word for group in wording.groups() for word in group]

    assert len(wording.groups()) >= 80
    assert sorted(words) == sorted(set(words))


def test_a_word_that_stands_for_others_stands_for_itself() -> None:
    assert [group[0] for group in wording.groups() if wording.replaced(group[0]) != group[0]] == []


def test_places_of_words_are_places_in_the_prepared_text() -> None:
    prepared = analysis.prepare("Ｗｉ-Ｆｉが\n切れる。\n" + "長い行" * 2_000 + "\n最後")

    last = list(analysis.words(prepared))[-1]

    assert prepared[last.start : last.end] == "最後"


def test_without_sudachi_pairs_of_characters_are_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "_tokenizer", lambda: None)

    assert analysis.plain_words("山の上とVPN 一") == ["山の", "の上", "上と", "vpn", "一"]


def test_threads_read_at_the_same_time() -> None:
    with ThreadPoolExecutor(4) as threads:
        read = list(threads.map(analysis.plain_words, ["プリンターの紙が詰まる"] * 40))

    assert set(map(tuple, read)) == {("プリンター", "紙", "詰まる")}
