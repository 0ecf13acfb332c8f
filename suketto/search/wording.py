"""Different words for one thing in an office (アウトルック and Outlook), made one word before anything is compared.

A line of `wording.txt` is a group; its first word stands for all. What the house has decided itself comes before it
and is read from the database: at most every few seconds one short look whether anything changed, never one per text.
"""

import threading
import time
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, connection

from suketto.foundation.text import clean
from suketto.search.matching import Table, together
from suketto.search.models import Rewording, Wording

log = structlog.get_logger(__name__)

LIST = Path(__file__).with_name("wording.txt")

Group = tuple[str, ...]


def replaced(text: str) -> str:
    """`text` (one width, lower case) with every word of a group replaced by the first of the group."""
    return _now.table().replaced(text)


def key(word: str) -> str:
    """A word as texts are prepared for comparing: one width, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", clean(word)).lower().split())


@cache
def written() -> tuple[Group, ...]:
    """The groups of `wording.txt` as they stand there; lines beginning with # are headings."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    parts = ([part.strip() for part in line.split("=")] for line in lines if line.strip() and line[0] != "#")
    return tuple(tuple(part for part in group if part) for group in parts)


@cache
def groups() -> tuple[Group, ...]:
    """The same as they are compared."""
    return tuple(keys(group) for group in written())


def keys(words: Sequence[str]) -> Group:
    """The words as they are compared, each once."""
    return tuple(dict.fromkeys(known for word in words if (known := key(word))))


def in_force() -> list[Group]:
    """What the house has decided, then the groups of `wording.txt` that it left alone; those that share a word joined.

    Reads the database.
    """
    own = list(Wording.objects.order_by("pk").values_list("words", "seed", "ended_at"))
    taken = {seed for _, seed, _ in own if seed}
    decided = [keys(words) for words, _, ended_at in own if ended_at is None]
    return together([*(group for group in decided if group), *(each for each in groups() if each[0] not in taken)])


def look_again() -> None:
    """Whatever was read is to be read anew before the next text: this process changed something."""
    _now.looked_at = None


def forget() -> None:
    """As at the start of a process that has just looked and found nothing of the house's own."""
    _now.begin()


class _Now:
    """The table this process works with, and since when; replaced as a whole, so that readers need no lock."""

    def __init__(self) -> None:
        self.looking = threading.Lock()
        self.begin()
        self.looked_at: float | None = None

    def begin(self) -> None:
        self.token: UUID | None = None
        self.held: Table | None = None
        self.looked_at = time.monotonic()

    def table(self) -> Table:
        looked_at = self.looked_at
        stale = looked_at is None or time.monotonic() - looked_at > settings.WORDING_FRESH_SECONDS
        # Whoever comes while another looks goes on with what is known, but for the first and after a change.
        if stale and self.looking.acquire(blocking=looked_at is None):
            try:
                self.look()
            finally:
                self.looking.release()
        return self.held or _seeds()

    def look(self) -> None:
        self.looked_at = time.monotonic()
        try:
            token = Rewording.objects.order_by("-pk").values_list("token", flat=True).first()
            if token != self.token:
                self.held, self.token = (Table.of(in_force()) if token else None), token
        except DatabaseError:
            if connection.in_atomic_block:
                raise
            log.exception("the wording of the house cannot be read; what was known goes on")


@cache
def _seeds() -> Table:
    return Table.of(together(groups()))


_now = _Now()
