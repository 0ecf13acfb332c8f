"""Differences between versions, readable in Japanese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suketto.knowledge.diff import Piece, compare


def test_the_changed_letters_alone_are_marked() -> None:
    assert compare("保存先は2Fです", "保存先は3Fです") == [
        Piece("same", "保存先は"),
        Piece("gone", "2"),
        Piece("new", "3"),
        Piece("same", "Fです"),
    ]


def test_a_rewritten_phrase_is_read_whole_and_not_letter_by_letter() -> None:
    pieces = compare("窓口に電話してください", "担当に連絡してください")

    assert pieces == [Piece("gone", "窓口に電話"), Piece("new", "担当に連絡"), Piece("same", "してください")]


def test_an_added_line_leaves_the_others_alone() -> None:
    assert compare("一行目\n三行目\n", "一行目\n二行目\n三行目\n") == [
        Piece("same", "一行目\n"),
        Piece("new", "二行目\n"),
        Piece("same", "三行目\n"),
    ]


def test_equal_texts_have_no_changes() -> None:
    assert compare("同じ", "同じ") == [Piece("same", "同じ")]
    assert compare("", "") == []


@given(st.text("あいうえお漢字\n。AB", max_size=60), st.text("あいうえお漢字\n。AB", max_size=60))
def test_both_texts_can_be_read_back_from_the_pieces(before: str, after: str) -> None:
    pieces = compare(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


@pytest.mark.slow
def test_two_long_texts_are_compared_quickly() -> None:
    before, after = "あいう" * 20_000, "かきく" * 20_000

    assert [piece.kind for piece in compare(before, after)] == ["gone", "new"]
