"""What says nothing is told apart from short questions that say enough."""

import json
from pathlib import Path

import pytest

from suketto.search import wording
from suketto.search.gibberish import says_nothing

DATA = Path(__file__).parents[3] / "bench" / "data"


@pytest.mark.parametrize(
    "text",
    [
        "あああああ",
        "アアアア",
        "asdf",
        "ＡＳＤＦ",
        "てすと",
        "テスト",
        "test test",
        "www",
        "。。。",
        "😀",
        "しゃしゃしゃ",
        "うーん",
        "えっと",
    ],
)
def test_signs_and_letters_without_a_thought_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "印",
        "VPN",
        "PC",
        "いろいろ",
        "ログ",
        "テスト環境",
        "test server",
        "809",
        "0x80070005",
        "HD-00012",
        "社員証",
        "おおきい",
        "はいらない",
    ],
)
def test_short_questions_say_something(text: str) -> None:
    assert not says_nothing(text)


def test_no_question_of_the_demo_and_no_word_of_the_wording_says_nothing() -> None:
    files = [DATA / "demo" / "queries.jsonl", DATA / "demo" / "unanswerable.jsonl", DATA / "everyday" / "queries.jsonl"]
    asked = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    known = [word for group in wording.written() for word in group]

    assert [text for text in [*asked, *known] if says_nothing(text)] == []
