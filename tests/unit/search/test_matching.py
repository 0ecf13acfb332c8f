"""One table for any number of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suketto.search import wording
from suketto.search.matching import Table, together


def test_the_longest_word_wins_and_a_word_inside_a_longer_run_is_left_alone() -> None:
    table = Table.of([("office", "オフィス"), ("365", "office 365"), ("席", "座席", "ワード")])

    assert table.replaced("office 365とオフィスの座席") == "365とofficeの席"
    assert table.replaced("パスワード ワード2 オフィスワーク") == "パスワード 席2 オフィスワーク"
    assert Table.of([]).replaced("何もない") == "何もない"


def test_words_of_signs_and_patterns_are_letters_like_others() -> None:
    table = Table.of([("c#", "c++", "シーシャープ"), ("a", "(.*)+$"), ("角", "[角]", "\\d")])

    assert table.replaced("c++ と (.*)+$ と [角] と \\d と ]^-") == "c# と a と 角 と 角 と ]^-"


@given(st.lists(st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=4), max_size=12))
def test_groups_that_share_a_word_are_one_and_no_word_has_two(groups: list[list[str]]) -> None:
    joined = together(groups)

    seen = [word for group in joined for word in group]
    assert len(seen) == len(set(seen))
    for group in groups:
        homes = {number for number, words in enumerate(joined) for word in group if word in words}
        assert len(homes) == (1 if len(set(group)) > 1 or homes else 0)
    first = {word: at for at, word in reversed(list(enumerate(word for group in groups for word in group)))}
    assert all(first[group[0]] == min(first[word] for word in group) for group in joined)


@pytest.mark.slow
def test_ten_thousand_synonyms_in_circles_and_chains_neither_hang_nor_blow_up() -> None:
    chain = [(f"語{n}ン", f"語{n + 1}ン") for n in range(10_000)]
    backwards = [(f"b{n}", f"b{n - 1}") for n in range(10_000, 0, -1)]
    text = "語77ンの画面と語9999ンの設定、b5000のこと。" * 200

    groups = together([*chain, ("語10000ン", "語0ン"), *backwards, *wording.groups()])
    replaced = Table.of(groups).replaced(text)

    assert sorted(map(len, groups))[-2:] == [10_001, 10_001]
    assert replaced == "語0ンの画面と語0ンの設定、b10000のこと。" * 200
