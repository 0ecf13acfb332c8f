"""Japanese text as words: SudachiPy's short units in their normalised form, without the words that say nothing.

Without SudachiPy pairs of characters take the place of words; an index made one way must be made again for the other.
"""

import hashlib
import importlib
import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from suketto.foundation.text import clean, fold
from suketto.search import wording

TEXT_MAX_CHARACTERS = 20_000
PIECE_MAX_CHARACTERS = 4_000  # Sudachi takes at most 49,149 bytes at a time
WORD_MAX_CHARACTERS = 60

SILENT_PARTS = {"助詞", "助動詞", "空白"}
SILENT_WORDS = frozenset(
    "為る 居る 有る 無い 成る 下さい 下さる 頂く 貰う 致す 願う 御 事 物 時 為 様 所 方 此れ 其れ 此の 其の 何 何処 "
    "どう 良い 宜しい 教える 仕舞う 出来る 言う 行う 場合 です ます".split()
)
SIGNIFICANT_RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")

ENTRIES_MAX = 50_000

_entries: dict[tuple[int, str], "Word"] = {}
_here = threading.local()
_loading = threading.Lock()


class Word(NamedTuple):
    """`text` is what is compared, `reading` its kana in hiragana; `start` and `end` are places in the prepared text."""

    text: str
    reading: str
    start: int
    end: int
    silent: bool = False
    senses: tuple[int, ...] = ()  # Sudachi's numbers for words of one meaning: 料金 shares one with 価格, one with 費用


def prepare(text: str, limit: int = TEXT_MAX_CHARACTERS) -> str:
    """The text that is cut into words: cleaned, one width, lower case, the wording of the house in place."""
    narrowed = unicodedata.normalize("NFKC", clean(text[:limit])).lower()
    return wording.replaced(narrowed[:limit])


def words(prepared: str) -> Iterator[Word]:
    """Every word of a prepared text in order, the silent ones marked."""
    start = 0
    for line in prepared.split("\n"):
        for offset in range(0, len(line), PIECE_MAX_CHARACTERS):
            yield from _cut(line[offset : offset + PIECE_MAX_CHARACTERS], start + offset)
        start += len(line) + 1


def plain_words(text: str) -> list[str]:
    """The words that count, in order: what the index stores of a text."""
    return [word.text for word in words(prepare(text)) if not word.silent]


@cache
def fingerprint() -> str:
    """What texts are read with: the wording that came with the product and the dictionary. Another reads otherwise."""
    try:
        dictionary = version("sudachidict_core") if _dictionary() else "pairs"
    except PackageNotFoundError:
        dictionary = "unknown"
    return hashlib.sha256(wording.LIST.read_bytes() + dictionary.encode()).hexdigest()


def in_dictionary(word: str) -> bool:
    """Whether the dictionary has it as one word, as it is written; False without a dictionary."""
    tokenizer = _tokenizer()
    if tokenizer is None:
        return False
    parts = tokenizer.tokenize(word)
    return len(parts) == 1 and not parts[0].is_oov()


def _cut(piece: str, start: int) -> Iterator[Word]:
    tokenizer = _tokenizer()
    if tokenizer is None:
        yield from _pairs(piece, start)
        return
    for part in tokenizer.tokenize(piece):
        # What the dictionary says of an entry is asked once; a word it does not know is read each time.
        entry = (part.word_id(), part.surface())
        word = _entries.get(entry)
        if word is None:
            word = _read(part)
            if not part.is_oov() and len(_entries) < ENTRIES_MAX:
                _entries[entry] = word
        if word.text:
            yield Word(word.text, word.reading, start + part.begin(), start + part.end(), word.silent, word.senses)


def _read(part: Any) -> Word:
    """A dictionary entry as a word, without its place; signs are a word without text."""
    surface = part.surface()
    if not any(letter.isalnum() for letter in surface):
        return Word("", "", 0, 0)
    text = part.normalized_form().lower().replace(" ", "")[:WORD_MAX_CHARACTERS]
    return Word(
        text=text,
        reading=_kana(surface if part.is_oov() else part.reading_form()),
        start=0,
        end=0,
        silent=text in SILENT_WORDS or part.part_of_speech()[0] in SILENT_PARTS,
        senses=tuple(part.synonym_group_ids()),
    )


@lru_cache(50_000)
def _kana(reading: str) -> str:
    return fold(reading)[:WORD_MAX_CHARACTERS]


def _pairs(piece: str, start: int) -> Iterator[Word]:
    """Latin words and numbers whole, everything else as overlapping pairs of characters."""
    for run in SIGNIFICANT_RUN.finditer(piece):
        text, at = run.group(), start + run.start()
        if text.isascii() or len(text) == 1:
            yield Word(text[:WORD_MAX_CHARACTERS], _kana(text), at, at + len(text))
            continue
        for place in range(len(text) - 1):
            pair = text[place : place + 2]
            yield Word(pair, _kana(pair), at + place, at + place + 2)


def _tokenizer() -> Any:
    """This thread's own tokenizer (they cannot be shared), or None where Sudachi is not installed."""
    if not hasattr(_here, "tokenizer"):
        with _loading:
            dictionary = _dictionary()
        _here.tokenizer = dictionary and dictionary.tokenizer(mode="A")
    return _here.tokenizer


@cache
def _dictionary() -> Any:
    """Loaded once a process, when the first text is read: it takes a third of a second."""
    try:
        return importlib.import_module("sudachipy").Dictionary()
    except ImportError:
        return None
