"""Words that no fact may hold, found however they are disguised: width, kana, spaces and marks between the letters.

Reading a text needs no database: the rules are given.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from suketto.foundation.text import fold

LIST = Path(__file__).parent / "content" / "refused.txt"
DASHES = re.compile(r"(?<=[ぁ-ゖァ-ヺー])[-‐‑‒–—―−ー~〜_]+")
KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヺー]+")
# A short word in kana is part of many others (サーバカメラ, 始めたばかり): it counts where it stands alone. These may
# stand beside a word written in hiragana without being part of it.
SHORT = 3
PARTICLES = frozenset("のにをはがともでやかなだよねさ")


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text without anything between them: as written (after NFKC), and with kana folded."""

    plain: str
    folded: str


def letters_of(text: str) -> Letters:
    """Length and positions of both are the same."""
    whole = DASHES.sub("ー", unicodedata.normalize("NFKC", text))
    plain = "".join(letter for letter in whole if unicodedata.category(letter)[0] in "LNM" or letter == "ー")
    folded = "".join(_folded(letter) for letter in plain)
    return Letters(plain, folded)


def _folded(letter: str) -> str:
    """Of one letter exactly one, so that positions stay."""
    return (fold(letter) or letter)[0]


def key_of(word: str) -> str:
    """Two words with one key are the same word in other clothes."""
    return letters_of(word).folded


def found_in(text: str, words: Iterable[str]) -> str | None:
    """The first of these words that the text holds, as it stands in the list; None when it holds none."""
    as_written = letters_of(text)
    kept = [place for place, letter in enumerate(as_written.plain) if letter != "ー"]
    # ばーか and モンスタ: the long sound comes and goes as people like.
    short = Letters(*("".join(form[place] for place in kept) for form in (as_written.plain, as_written.folded)))
    for word in words:
        sought = key_of(word)
        if _holds(as_written, sought) or _holds(short, sought.replace("ー", ""), lost="ー" in sought):
            return word
    return None


def _holds(letters: Letters, sought: str, *, lost: bool = False) -> bool:
    """With `lost` its long sounds are left out: in hiragana that may be two other words (来てくれ、いますぐ)."""
    if not sought:
        return False
    kana = KANA_ONLY.fullmatch(sought) is not None
    place = letters.folded.find(sought)
    while place >= 0:
        in_hiragana = lost and _kind(letters.plain[place]) == "hiragana"
        may_be_part = kana and len(sought) <= SHORT + in_hiragana
        if not may_be_part or _alone(letters.plain, place, place + len(sought)):
            return True
        place = letters.folded.find(sought, place + 1)
    return False


def _alone(plain: str, start: int, end: int) -> bool:
    """Whether no letter of its own kind goes on before or after it; particles are words of their own."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    return not _goes_on(before, plain[start]) and not _goes_on(after, plain[end - 1])


def _goes_on(neighbour: str, edge: str) -> bool:
    if not neighbour or _kind(neighbour) != _kind(edge):
        return False
    return not (_kind(edge) == "hiragana" and neighbour in PARTICLES)


def _kind(letter: str) -> str:
    if "ァ" <= letter <= "ヺ" or letter == "ー":
        return "katakana"
    return "hiragana" if "ぁ" <= letter <= "ゖ" else "other"


@cache
def usual_words() -> tuple[str, ...]:
    """The list that comes with the product."""
    lines = (line.partition("#")[0].strip() for line in LIST.read_text(encoding="utf-8").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
