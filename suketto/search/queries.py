"""Finding: the best answers to a question, and every text that holds exactly these letters."""

from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from django.db import DatabaseError, connection
from django.db.models import Case, Q, Value, When
from django.db.models.functions import StrIndex, Substr

from suketto.foundation.scope import Viewer
from suketto.foundation.text import clean, fold
from suketto.search.aiming import aim, nearnesses
from suketto.search.analysis import plain_words
from suketto.search.asking import Question, ask
from suketto.search.candidates import CANDIDATES, candidates
from suketto.search.models import PastQuestion, Text
from suketto.search.scoring import SURE, Candidate, judged

log = structlog.get_logger(__name__)

WORDS_READ_FOR = 8  # words, where there is no index to look them up in
WORDS_READ = 6_000  # characters of a candidate's text that the second look reads
LITERAL_MAX_CHARACTERS = 300


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


def find(text: str, *, kinds: Iterable[str], viewer: Viewer, limit: int = 5) -> list[Hit]:
    """The best answers that `viewer` may see, best first; the last word of `text` may be half typed."""
    hits = [hit for kind in kinds for hit in _answers(text, kind, viewer)]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.document_id))[:limit]


def find_literal(
    text: str, *, kinds: Iterable[str], viewer: Viewer, limit: int = 20, before: int | None = None
) -> list[Hit]:
    """Every text with these letters (width, case and kana aside), newest first; `before` is the last hit's document."""
    wanted = fold(clean(text[:LITERAL_MAX_CHARACTERS]))
    if not wanted:
        return []
    texts = Text.objects.filter(_visible(viewer), document__kind__in=list(kinds))
    if before is not None:
        texts = texts.filter(pk__lt=before)
    found = texts.annotate(at=StrIndex("folded", Value(wanted))).filter(at__gt=0).order_by("-pk")[:limit]
    return [
        Hit(kind, object_id, title, score=0.0, sure=True, why={"literal": float(at)}, document_id=pk)
        for kind, object_id, title, at, pk in found.values_list(
            "document__kind", "document__object_id", "title", "at", "pk"
        )
    ]


def _visible(viewer: Viewer) -> Q:
    """The one rule of who may find what, for the ORM; `candidates` says the same in SQL."""
    return (
        Q(document__public=True)
        | Q(document__desk_id__in=viewer.desk_ids)
        | Q(document__person_id=viewer.person_id, document__person_id__isnull=False)
    )


def _answers(text: str, kind: str, viewer: Viewer) -> list[Hit]:
    """By the index; where it is broken by reading through the texts, slower and by letters alone."""
    try:
        question = ask(text, kind)
        if not question.broken:
            return _find(question, kind, viewer)
    except DatabaseError:
        if connection.in_atomic_block:
            raise
        log.exception("search index cannot be read", kind=kind)
    return _read_through(text, kind, viewer)


def _read_through(text: str, kind: str, viewer: Viewer) -> list[Hit]:
    """Texts that hold most of the longest words of the question, newest first among equals; `why` says `scan`."""
    words = sorted(
        {fold(word) for word in plain_words(text[:LITERAL_MAX_CHARACTERS])}, key=lambda each: (-len(each), each)
    )
    if not words:
        return []
    texts = Text.objects.filter(_visible(viewer), document__kind=kind)
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


def _find(question: Question, kind: str, viewer: Viewer) -> list[Hit]:
    scores = candidates(question, kind, viewer)
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
            title_words, body_words, folded, scores[pk], tuple(past.get(pk, ())), breadth, near_title[at], near[at]
        )
        why = judged(question, candidate)
        score = round(sum(why.values()), 4)
        hits.append(Hit(kind, object_id, title, score, score >= SURE, why, pk))
    return hits
