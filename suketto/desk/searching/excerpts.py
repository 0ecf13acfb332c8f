"""The sentence in which the searched words stand, as pieces of text with and without a mark; templates escape them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import jaconv
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from suketto.foundation.text import fold
from suketto.search.analysis import prepare
from suketto.search.analysis import words as analysed

BEFORE, LENGTH = 36, 130
READ_MAX = 20_000
WORDS_MAX = 24
# What articles have for headings, lists and weight: in the middle of a sentence it says nothing.
MARKDOWN = re.compile(r"^[ \t]*(?:#{1,6}|[*>-])[ \t]+|\*\*", re.MULTILINE)
ENDS = re.compile(r"[。！!？?\n]")
# A letter with the signs that belong to it: half-width kana carry their dakuten as a letter of its own.
LETTER = re.compile("[\\s\\S][\u3099\u309a\uff9e\uff9f\u0300-\u036f]*")
# "or" stands in "Word" by chance, as "soft" does not in "Microsoft".
LATIN_SHORT = re.compile(r"[a-z]{1,2}\Z")
KANA_ALONE = re.compile(r"[ぁ-ゖー]\Z")
# Letters that stay one letter when folded; all others are folded one by one to see how many they become.
PLAIN = re.compile(r"[\n -~\u3000-\u3002\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uff01-\uff5d]*\Z")

Piece = tuple[str, bool]


def marks(words: Iterable[str], exact: Iterable[str]) -> list[str]:
    """What is to be marked, folded, longest first: the letters as typed, and the words that were read in them."""
    typed = list(words)
    found = {fold(word) for word in [*typed, *exact]}
    prepared = prepare(" ".join(typed), 300)
    for word in analysed(prepared):
        if not word.silent:
            found |= {fold(prepared[word.start : word.end]), fold(word.text)}
    kept = {word for word in found if word and not KANA_ALONE.match(word)}
    return sorted(kept, key=lambda word: (-len(word), word))[:WORDS_MAX]


def html(pieces: Iterable[Piece]) -> SafeString:
    """For the page: everything escaped, the marks as `<mark>`."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if mark else text,) for text, mark in pieces)
    )


def marked(text: str, wanted: Sequence[str]) -> list[Piece]:
    """The whole text in pieces."""
    folded, places = _folded(text)
    return _pieces(text, [(places[start], places[end]) for start, end in _runs(folded, wanted)])


def excerpt(texts: Iterable[str], wanted: Sequence[str], *, but: str = "") -> list[Piece]:
    """From the first text with the longest of the words: its sentence, cut where it is long, unless `but` says it."""
    read = [text[:READ_MAX] for text in texts if text]
    folds = [fold(text) for text in read]
    for word in wanted:
        for text, folded in zip(read, folds, strict=True):
            if re.search(_sought(word), folded) and (found := _around(text, word)).strip("…") not in but:
                return marked(found, wanted)
    return []


def _sought(word: str) -> str:
    """As an expression: a Latin word of a letter or two is a word by itself."""
    return f"(?<![a-z]){word}(?![a-z])" if LATIN_SHORT.match(word) else re.escape(word)


def _around(text: str, word: str) -> str:
    folded, places = _folded(text)
    match = re.search(_sought(word), folded)
    at = places[match.start() if match else 0]
    begin = max((end.end() for end in ENDS.finditer(text, max(0, at - BEFORE * 3), at)), default=0)
    if at - begin > BEFORE:
        begin = at - BEFORE
    while begin > 0 and unicodedata.combining(text[begin]):
        begin -= 1
    cut = " ".join(MARKDOWN.sub("", text[begin : begin + LENGTH]).split())
    return f"{'…' if begin else ''}{cut}{'…' if begin + LENGTH < len(text) else ''}"


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, with the place in the text of each of its letters, and of its end."""
    if PLAIN.match(text):
        return _fold(text), range(len(text) + 1)
    parts, places = [], []
    for letter in LETTER.finditer(text):
        folded = _fold(letter.group())
        parts.append(folded)
        places += [letter.start()] * len(folded)
    return "".join(parts), [*places, len(text)]


@lru_cache(20_000)
def _fold(text: str) -> str:
    """`fold`, but for the spaces at the ends."""
    return jaconv.kata2hira(unicodedata.normalize("NFKC", text)).casefold()


def _runs(folded: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Stretches to be marked, in order; what touches is one."""
    if not wanted:
        return []
    runs: list[tuple[int, int]] = []
    for match in re.finditer("|".join(map(_sought, wanted)), folded):
        if runs and match.start() <= runs[-1][1]:
            runs[-1] = (runs[-1][0], match.end())
        else:
            runs.append(match.span())
    return runs


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    pieces, done = [], 0
    for start, end in spans:
        pieces += [(text[done:start], False), (text[start : max(end, start + 1)], True)]
        done = max(end, start + 1)
    return [(piece, mark) for piece, mark in [*pieces, (text[done:], False)] if piece]
