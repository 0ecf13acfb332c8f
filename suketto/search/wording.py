"""Different words for one thing in an office (アウトルック and Outlook), made one word before anything is compared.

A line of `wording.txt` is a group; its first word stands for all.
"""

import re
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("wording.txt")
KATAKANA = "ァ-ヺー"
LATIN = "a-z0-9"


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """The groups of `wording.txt`; lines beginning with # are headings."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return tuple(_group(line) for line in lines if line.strip() and not line.startswith("#"))


def replaced(text: str) -> str:
    """`text` (one width, lower case) with every word of a group replaced by the first of the group."""
    pattern, first_of = _pattern()
    return pattern.sub(lambda found: first_of[found.group()], text)


def _group(line: str) -> tuple[str, ...]:
    parts = (unicodedata.normalize("NFKC", part).lower().strip() for part in line.split("="))
    return tuple(part for part in parts if part)


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    first_of = {word: group[0] for group in groups() for word in group}
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(first_of, key=len, reverse=True):
        by_letter[word[0]].append(word)
    return re.compile("|".join(_branch(letter, words) for letter, words in by_letter.items())), first_of


def _branch(letter: str, words: list[str]) -> str:
    """Kana and Latin words only as a whole run: パスワード contains ワード but does not mean it.

    The letter comes before the guard that looks behind it: then the engine passes over most of a text by letter alone.
    """
    rests = "|".join(re.escape(word[1:]) + _edge(word[-1], "(?![{}])") for word in words)
    return re.escape(letter) + _edge(letter, "(?<![{}].)") + f"(?:{rests})"


def _edge(letter: str, guard: str) -> str:
    for letters in (KATAKANA, LATIN):
        if re.match(f"[{letters}]", letter):
            return guard.format(letters)
    return ""
