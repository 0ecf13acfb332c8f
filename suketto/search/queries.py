"""Finding: the best answers to a question, and every text that holds exactly these letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import structlog
from django.db import DatabaseError, connection
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex, Substr

from suketto.foundation.scope import Viewer
from suketto.foundation.text import clean, fold
from suketto.search import meanings
from suketto.search.aiming import aim, nearnesses
from suketto.search.analysis import plain_words
from suketto.search.asking import Question, ask
from suketto.search.candidates import CANDIDATES, candidates
from suketto.search.letters import holding, named
from suketto.search.models import Collection, PastQuestion, Text
from suketto.search.scoring import SURE, Candidate, judged
from suketto.search.seeing import Sight

__all__ = ["CANDIDATES", "WINDOWS", "Hit", "find", "find_literal", "holding", "named", "reading_through"]

log = structlog.get_logger(__name__)

WORDS_READ_FOR = 8  # words, where there is no index to look them up in
WORDS_READ = 6_000  # characters of a candidate's text that the second look reads
LITERAL_MAX_CHARACTERS = 300
WINDOWS = (1_000, 4_000, 20_000)  # texts that are read letter by letter at a time: usually few will do


@dataclass(frozen=True, slots=True)
class Hit:
    """`sure` says that this is worth showing as the answer; `why` what each signal added to `score`."""

    kind: str
    object_id: int
    title: str
    score: float
    sure: bool
    why: dict[str, float]
    document_id: int

    @property
    def read_through(self) -> bool:
        """Found by reading through the texts, because the index cannot be relied on just now."""
        return "scan" in self.why


def find(
    text: str, *, kinds: Iterable[str], viewer: Viewer, limit: int = 5, among: QuerySet[Any] | None = None,
    besides: Iterable[int] = (),
) -> list[Hit]:  # fmt: skip
    """The best answers that `viewer` may see, best first; the last word of `text` may be half typed.

    `among` are the records of these kinds that count; without it all do. `besides` are numbers of records of one kind
    that the viewer may see for a reason the index does not know (they watch them).
    """
    sight = Sight(viewer, tuple(besides))
    hits = [hit for kind in kinds for hit in _answers(text, kind, sight, among)]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.document_id))[:limit]


def find_literal(
    text: str, *, kinds: Iterable[str], viewer: Viewer, limit: int = 20, before: int | None = None
) -> list[Hit]:
    """Every text with these letters (width, case and kana aside), the newest records of a kind first.

    `before` is the number of the last hit's record.
    """
    wanted = fold(clean(text[:LITERAL_MAX_CHARACTERS]))
    if not wanted:
        return []
    return [hit for kind in kinds for hit in _literal(wanted, kind, Sight(viewer), limit, before)][:limit]


def _literal(wanted: str, kind: str, sight: Sight, limit: int, below: int | None) -> list[Hit]:
    """Texts that may hold the letters are read a window at a time, so that the first hits come at once."""
    texts = Text.objects.filter(sight.of_documents(), document__kind=kind).order_by("-document__object_id")
    holding_it = texts.annotate(at=StrIndex("folded", Value(wanted))).filter(at__gt=0)
    hits: list[Hit] = []
    for size in chain(WINDOWS, repeat(WINDOWS[-1])):
        window = holding([wanted], kind, limit=size, below=below)
        found = holding_it.filter(document__object_id__in=named(window.numbers))[: limit - len(hits)]
        hits += [
            Hit(kind, object_id, title, score=0.0, sure=True, why={"literal": float(at)}, document_id=pk)
            for object_id, title, at, pk in found.values_list("document__object_id", "title", "at", "pk")
        ]
        if len(hits) >= limit or not window.more:
            break
        below = window.numbers[-1]
    return hits


def _sure(question: Question, score: float, why: dict[str, float]) -> bool:
    """One word that stands in a text by the way does not make the text its answer; the title must say it."""
    return score >= SURE and (len(question.ideas) > 1 or "title" in why)


def reading_through(hits: Iterable[Hit], kinds: Iterable[str]) -> bool:
    """Whether this was found, or not found, by reading through the texts because an index is being made anew."""
    found = list(hits)
    if found:
        return any(hit.read_through for hit in found)
    return Collection.objects.filter(pk__in=list(kinds), broken_at__isnull=False).exists()


def _answers(text: str, kind: str, sight: Sight, among: QuerySet[Any] | None) -> list[Hit]:
    """By the index; where it is broken by reading through the texts, slower and by letters alone."""
    try:
        question = ask(text, kind)
        if not question.broken:
            return _find(text, question, kind, sight, among)
    except DatabaseError:
        if connection.in_atomic_block:
            raise
        log.exception("search index cannot be read", kind=kind)
    return _read_through(text, kind, sight, among)


def _read_through(text: str, kind: str, sight: Sight, among: QuerySet[Any] | None) -> list[Hit]:
    """Texts that hold most of the longest words of the question, newest first among equals; `why` says `scan`."""
    words = sorted(
        {fold(word) for word in plain_words(text[:LITERAL_MAX_CHARACTERS])}, key=lambda each: (-len(each), each)
    )
    if not words:
        return []
    texts = Text.objects.filter(sight.of_documents(), document__kind=kind)
    if among is not None:
        texts = texts.filter(document__object_id__in=among.values("pk"))
    holds = [Case(When(condition=Q(**{f"at{at}__gt": 0}), then=Value(1)), default=Value(0))
             for at in range(min(len(words), WORDS_READ_FOR))]  # fmt: skip
    places = {f"at{at}": StrIndex("folded", Value(word)) for at, word in enumerate(words[:WORDS_READ_FOR])}
    found = texts.alias(**places).annotate(held=sum(holds, Value(0))).filter(held__gt=0).order_by("-held", "-pk")
    return [
        Hit(
            kind, object_id, title, score=held / len(holds), sure=False, why={"scan": held / len(holds)}, document_id=pk
        )
        for object_id, title, held, pk in found.values_list("document__object_id", "title", "held", "pk")[:CANDIDATES]
    ]


def _find(text: str, question: Question, kind: str, sight: Sight, among: QuerySet[Any] | None) -> list[Hit]:
    scores = candidates(question, kind, sight, among)
    meant = meanings.near(text, kind, seen=sight.of_documents(), among=among)
    scores = dict.fromkeys(meant.best, 0.0) | scores
    if not scores:
        return []
    towards = aim(question)
    texts = Text.objects.filter(pk__in=scores).values_list(
        "pk",
        "document__object_id",
        "title",
        "title_words",
        Substr("body_words", 1, WORDS_READ),
        Substr("folded", 1, WORDS_READ),
        "breadth",
        "title_vector",
        "vector",
    )
    past: dict[int, list[str]] = {}
    for pk, words in PastQuestion.objects.filter(document__in=scores).values_list("document_id", "words"):
        past.setdefault(pk, []).append(words)
    rows = list(texts)
    near_title = nearnesses(towards.title, (row[-2] for row in rows))
    near = nearnesses(towards.whole, (row[-1] for row in rows))
    hits = []
    for at, (pk, object_id, title, title_words, body_words, folded, breadth, *_vectors) in enumerate(rows):
        candidate = Candidate(
            title_words, body_words, folded, scores[pk], tuple(past.get(pk, ())), breadth, near_title[at], near[at],
            meant.shares.get(pk, 0.0),
        )  # fmt: skip
        why = judged(question, candidate)
        score = round(sum(why.values()), 4)
        hits.append(Hit(kind, object_id, title, score, _sure(question, score, why), why, pk))
    return hits
