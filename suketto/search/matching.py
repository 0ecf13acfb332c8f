"""Many words looked for in a text at once, however many there are: by dictionary, not by one large pattern.

A pattern of ten thousand words takes seconds to build and tries its branches at every letter. Here a text is passed
over by the letters words begin with; what stands there is looked up by its first two letters and the lengths known.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

KATAKANA = "ァ-ヺー"
LATIN = "a-z0-9"
_KATAKANA_LETTERS = frozenset(map(chr, range(ord("ァ"), ord("ヺ") + 1))) | {"ー"}
_LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_NONE: frozenset[str] = frozenset()


def together(groups: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Groups that share a word become one, whose first word is that of the earliest: a circle is one group, too."""
    above: dict[str, str] = {}  # from each word towards the one that stands for its group

    def top(word: str) -> str:
        while above[word] != word:
            above[word] = above[above[word]]
            word = above[word]
        return word

    rank: dict[str, int] = {}
    for group in groups:
        for word in group:
            rank.setdefault(word, len(rank))
            above.setdefault(word, word)
            early, late = sorted((top(group[0]), top(word)), key=rank.__getitem__)
            above[late] = early
    found: dict[str, list[str]] = defaultdict(list)
    for word in above:
        found[top(word)].append(word)
    return [tuple(words) for words in found.values() if len(words) > 1]


class Table:
    """What each word is replaced by. Never changed once made, so that any number of threads may read it."""

    def __init__(self, first_of: Mapping[str, str]) -> None:
        self.first_of = dict(first_of)
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in self.first_of:
            lengths[word[:2]].add(len(word))
        self._lengths = {start: tuple(sorted(known, reverse=True)) for start, known in lengths.items()}
        self._end_guards = {word: _kin(word[-1]) for word in self.first_of}
        self._starts = _starts({word[0] for word in self.first_of})

    @classmethod
    def of(cls, groups: Iterable[Sequence[str]]) -> "Table":
        return cls({word: group[0] for group in groups for word in group})

    def replaced(self, text: str) -> str:
        """`text` with every word replaced, the longest first; kana and Latin words only as a whole run."""
        if self._starts is None:
            return text
        parts, done = [], 0
        for start in self._starts.finditer(text):
            at = start.start()
            if at < done:
                continue
            word = self._word_at(text, at)
            if word:
                parts += [text[done:at], self.first_of[word]]
                done = at + len(word)
        return "".join([*parts, text[done:]]) if parts else text

    def _word_at(self, text: str, at: int) -> str:
        for length in self._lengths.get(text[at : at + 2], ()):
            word = text[at : at + length]
            if word in self.first_of and text[at + length : at + length + 1] not in self._end_guards[word]:
                return word
        one = text[at]
        known = one in self.first_of and text[at + 1 : at + 2] not in self._end_guards[one]
        return one if known else ""


def _starts(letters: set[str]) -> re.Pattern[str] | None:
    """Where a word may begin: パスワード contains ワード but does not mean it."""
    kinds = ((KATAKANA, letters & _KATAKANA_LETTERS), (LATIN, letters & _LATIN_LETTERS))
    branches = [f"(?<![{kin}])[{_class(found)}]" for kin, found in kinds if found]
    rest = letters - _KATAKANA_LETTERS - _LATIN_LETTERS
    if rest:
        branches.append(f"[{_class(rest)}]")
    return re.compile("|".join(branches)) if branches else None


def _class(letters: set[str]) -> str:
    return "".join(re.escape(letter) for letter in sorted(letters))


def _kin(letter: str) -> frozenset[str]:
    """The letters that would make a longer word of one that ends in this letter."""
    for kin in (_KATAKANA_LETTERS, _LATIN_LETTERS):
        if letter in kin:
            return kin
    return _NONE
