"""What a name may be as letters carry it: 「代表取締役社長 鳴海正臣」, 「鳴海 正臣（社長）」, `NARUMI Masaomi/Minato`.

Titles and honorifics go, brackets and slashes part; every run of the words left may be the full name, in kanji, kana or
romaji. A part of a name is none: what looks a run up compares it with the whole.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from suketto.people.keys import name_key, romaji_key

LONGEST = 120  # characters that are read
MOST_WORDS = 8
IN_A_NAME = 4  # words of the longest name
SHORTEST = 3
SHORTEST_KANA = 4
SHORTEST_ROMAJI = 5
_APART = re.compile(r"[\s　,、;:|/\\()\[\]{}<>【】「」『』〔〕〈〉《》\"“”=＝._・@]+")
_TITLE = (
    r"(?:代表取締役|取締役|執行役員?|代表|最高.{2,6}責任者|(?:名誉|副)?会長|副?社長|副?理事長|専務|常務|監査役|顧問|相談役|本部長|副?部長"
    r"|次長|副?課長|係長|副?主任|副?室長|副?所長|副?工場長|副?支店長|社長室|秘書室?|兼)"
)
_BEFORE = re.compile(rf"\A{_TITLE}+")
_AFTER = re.compile(rf"(?:{_TITLE}|様|さま|さん|殿|氏|先生)+\Z")
_LATIN = re.compile(r"[a-z][a-z'’-]*")
_LATIN_TITLE = frozenset(
    "mr mrs ms dr prof sir ceo coo cfo cto cio ciso president chairman director vp san sama".split()
)
_KANA = re.compile(r"[ぁ-ゖー]+")


@dataclass(slots=True)
class Called:
    """The keys of the full names that the words may be, by the alphabet in which they are compared."""

    plain: set[str] = field(default_factory=set)
    kana: set[str] = field(default_factory=set)
    romaji: set[str] = field(default_factory=set)


def called(name: str) -> Called:
    """Every full name that these words may be, titles, honorifics and the company's name aside."""
    words = _words(name)
    found = Called()
    for start in range(len(words)):
        for end in range(start + 1, min(start + IN_A_NAME, len(words)) + 1):
            _add(words[start:end], found)
    return found


def _words(name: str) -> list[str]:
    narrow = unicodedata.normalize("NFKC", name[:LONGEST]).strip()
    bare = (_BEFORE.sub("", _AFTER.sub("", word)) for word in _APART.split(narrow))
    return [word for word in bare if word and word.casefold() not in _LATIN_TITLE][:MOST_WORDS]


def _add(run: list[str], found: Called) -> None:
    latin = [_without_marks(word) for word in run]
    if all(_LATIN.fullmatch(word) for word in latin):
        key = romaji_key("".join(latin))
        if len(run) > 1 and len(key) >= SHORTEST_ROMAJI:
            found.romaji.add(key)
    key = name_key("".join(run))
    if len(key) >= SHORTEST or len(run) == len(key) == SHORTEST - 1:  # 林 誠, but not 佐藤
        found.plain.add(key)
    if _KANA.fullmatch(key) and len(key) >= SHORTEST_KANA:
        found.kana.add(key)


def _without_marks(word: str) -> str:
    """Satō as Sato."""
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
