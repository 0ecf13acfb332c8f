"""What was typed into the search box, as words, exact letters, words to leave out, and operators with their values.

Pure: no database. Nothing typed is ever lost or changed; every part knows where it stands in the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from suketto.foundation.text import clean

TYPED_MAX_CHARACTERS = 500
PARTS_MAX = 40

QUOTES = '"“”„＂'
MINUS = "-－−"
PART = re.compile(
    rf"(?P<minus>[{MINUS}])?(?:(?P<name>[^\s:：{QUOTES}/\\]{{1,20}})[:：](?P<value>[{QUOTES}][^{QUOTES}]*[{QUOTES}]?|[^\s{QUOTES}]*)"
    rf"|[{QUOTES}](?P<exact>[^{QUOTES}]*)[{QUOTES}]?|(?P<word>[^\s{QUOTES}]+))"
)
ALTERNATIVES = re.compile(r"[,、，|｜]")
LABEL = re.compile(r"HD-?\d{1,12}\Z", re.IGNORECASE)  # a ticket's number as it is written everywhere
BARE = re.compile(r"[0-9]{1,12}")
NAME_LIKE = re.compile(r"[^\W\d_]+\Z")


class Kind(StrEnum):
    WORD = "word"
    EXACT = "exact"  # these letters, wherever they stand
    WITHOUT = "without"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of what was typed; `start` and `end` are its place. `name` and what follows only for an operator."""

    kind: Kind
    text: str
    raw: str
    start: int
    end: int
    name: str = ""
    values: tuple[str, ...] = ()
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole box."""

    text: str
    parts: Sequence[Part] = field(default=())

    @property
    def words(self) -> tuple[str, ...]:
        return self._texts(Kind.WORD)

    @property
    def exact(self) -> tuple[str, ...]:
        return self._texts(Kind.EXACT)

    @property
    def left_out(self) -> tuple[str, ...]:
        return self._texts(Kind.WITHOUT)

    @property
    def operators(self) -> Sequence[Part]:
        return [part for part in self.parts if part.kind is Kind.OPERATOR]

    def _texts(self, kind: Kind) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.text for part in self.parts if part.kind is kind and part.text))

    def without(self, part: Part) -> str:
        """The text with this piece taken out."""
        return " ".join(f"{self.text[: part.start]} {self.text[part.end :]}".split())

    def with_instead(self, part: Part, other: str) -> str:
        return f"{self.text[: part.start]}{other}{self.text[part.end :]}".strip()

    def plus(self, more: str) -> str:
        """The text with one piece more at its end."""
        return f"{self.text} {more}".strip()


def read(text: str) -> Typed:
    """Reads at most 500 characters and forty pieces; never raises, whatever was typed."""
    kept = " ".join(clean(text[:TYPED_MAX_CHARACTERS]).split())
    found = (_part(match) for match in PART.finditer(kept))
    return Typed(kept, [part for part in found if part is not None][:PARTS_MAX])


def _part(match: re.Match[str]) -> Part | None:
    raw, start, end = match.group(), match.start(), match.end()
    name, value = match["name"], match["value"]
    if not raw.strip(MINUS):  # alone it is the beginning of a wish and says nothing yet
        return None
    if name is not None and _operator_like(name, value):
        negative = bool(match["minus"])
        return Part(Kind.OPERATOR, raw, raw, start, end, narrow(name).lower(), _values(value), negative)
    if match["minus"]:
        text = (match["exact"] or match["word"] or (raw[1:] if name else "")).strip()
        return Part(Kind.WITHOUT, text, raw, start, end) if text else None
    if match["exact"] is not None:
        text = match["exact"].strip()
        return Part(Kind.EXACT, text, raw, start, end) if text else None
    if LABEL.match(narrow(raw)):
        return Part(Kind.OPERATOR, raw, raw, start, end, "number", (narrow(raw),))
    return Part(Kind.WORD, raw, raw, start, end)


def _operator_like(name: str, value: str) -> bool:
    """「状態:解決」 is an operator; 12:30, https://… and C:\\temp are words with a colon in them."""
    return bool(NAME_LIKE.match(narrow(name))) and not value.startswith(("/", "\\"))


def _values(value: str) -> tuple[str, ...]:
    if value[:1] and value[0] in QUOTES:
        return tuple(filter(None, [narrow(value.strip(QUOTES))]))
    return tuple(narrow(each) for each in ALTERNATIVES.split(value) if each.strip())


def narrow(text: str) -> str:
    """One width, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip()


def bare_number(word: str) -> int | None:
    """「12」, 「００１２」: what may be a ticket's number as well as a word."""
    digits = narrow(word)
    return int(digits) if BARE.fullmatch(digits) else None


def written(name: str, value: str) -> str:
    """An operator with its value as a person would type it."""
    return f'{name}:"{value}"' if re.search(rf"[\s,、，|｜:：{QUOTES}]", value) else f"{name}:{value}"
