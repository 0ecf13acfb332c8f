"""Whether something typed says nothing at all: あああああ, asdf, てすと. A real question is never too short."""

import re

from suketto.foundation.text import clean, fold

LETTERS_READ = 60
SAME_LETTER = re.compile(r"(.)\1{2,}")
SAME_SYLLABLES = re.compile(r"(.{1,3}?)\1{2,}.?")  # しゃしゃしゃ; いろいろ is a word
# Keys beside one another, and kana or letters in the order they are recited; folded.
ROWS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1234567890", "0987654321",
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
)  # fmt: skip
ROW_FROM = 4
TRIED = frozenset("てすと てす test tests testing ほげ hoge ふが fuga ぴよ piyo foo bar baz lorem ipsum".split())
HESITATION = re.compile(r"(?:う+ー*ん*|え+ー*っ?と?|あ+ー*の?ー*|ん+ー*|は+い?|お+ー*い?|草+|笑+|w+)")
WORD = re.compile(r"[^\W_]+")


def says_nothing(text: str) -> bool:
    """Signs alone, letters that run on, keys in a row, words people type to try a box; all else may mean something."""
    if not text.strip():
        return False
    words = WORD.findall(fold(clean(text[:LETTERS_READ])))
    return all(_empty(word) for word in words)


def _empty(word: str) -> bool:
    return (
        word in TRIED
        or any(word == tried * 2 for tried in TRIED)
        or SAME_LETTER.fullmatch(word) is not None
        or SAME_SYLLABLES.fullmatch(word) is not None
        or HESITATION.fullmatch(word) is not None
        or (len(word) >= ROW_FROM and any(word in row for row in ROWS))
    )
