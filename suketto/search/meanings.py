"""What an operator's own model adds: a vector for every article, one for the question, and which lie near each other.

Where no folder is named nothing here reads, writes or loads anything.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from suketto.foundation import clock
from suketto.foundation.text import clean
from suketto.search import sources
from suketto.search.embedding import Embedder, NotUsable, load
from suketto.search.models import Document, Meaning

log = structlog.get_logger(__name__)

KINDS = ("article",)  # tickets are too many for a model on a small machine, and their twins are found by words
WITHIN = 0.3  # seconds a search waits for the question's vector
WAITING_MAX = 4
QUESTION_MAX_CHARACTERS = 300
PASSAGE_MAX_CHARACTERS = 4_000
KEPT = 2_000  # vectors of questions
NEAREST = 20  # articles that become candidates by meaning alone
MOST = 10_000  # articles that are compared, the newest
BATCH = 32


@dataclass(frozen=True, slots=True)
class Near:
    """`shares` from 0 (as near as articles usually are) to 1 for each document that may be seen; `best` the nearest."""

    shares: Mapping[int, float] = field(default_factory=dict)
    best: tuple[int, ...] = ()


NOWHERE = Near()


def near(text: str, kind: str, *, seen: Q, among: QuerySet[Any] | None = None) -> Near:
    """`seen` is the rule of what the asker may see: nothing else is read, counted or compared."""
    if not settings.EMBEDDING_FOLDER or kind not in KINDS:
        return NOWHERE
    asked = _asked_in_time(" ".join(clean(text[:QUESTION_MAX_CHARACTERS]).split()))
    return _compared(asked, kind, seen, among) if asked else NOWHERE


@dataclass(frozen=True, slots=True)
class Asked:
    fingerprint: str
    vector: Any


def _compared(asked: Asked, kind: str, seen: Q, among: QuerySet[Any] | None) -> Near:
    import numpy as np  # noqa: PLC0415  (only where there is a model)

    rows = Meaning.objects.filter(seen, document__kind=kind, model=asked.fingerprint).exclude(vector=b"")
    if among is not None:
        rows = rows.filter(document__object_id__in=among.values("pk"))
    found = list(rows.order_by("-pk").values_list("pk", "vector")[:MOST])
    if not found:
        return NOWHERE
    stored = np.frombuffer(b"".join(bytes(vector) for _, vector in found), dtype=np.int8).astype(np.float32)
    stored = stored.reshape(len(found), -1)
    cosines = stored @ asked.vector / np.linalg.norm(stored, axis=1)
    # Some models never give less than .7: what counts is how much nearer than articles usually are.
    usual = float(cosines.mean())
    shares = np.clip((cosines - usual) / max(1 - usual, 1e-6), 0, 1).round(4).tolist()
    order = np.argsort(-cosines, kind="stable")[:NEAREST]
    return Near(
        {pk: share for (pk, _), share in zip(found, shares, strict=True)},
        tuple(found[at][0] for at in order if shares[at] > 0),
    )


# ── the question, in a thread of its own and with a time limit ────────────────────────────────────────────────────────
_free = BoundedSemaphore(WAITING_MAX)
_told: set[str] = set()
_refused: dict[str, str] = {}


@lru_cache(1)
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="embedding")


@lru_cache(1)
def _embedder(folder: str) -> Embedder:
    return load(Path(folder))


@lru_cache(KEPT)
def _asked(folder: str, text: str) -> Asked:
    if folder in _refused:
        raise NotUsable(_refused[folder])
    try:
        embedder = _embedder(folder)
    except NotUsable as error:
        _refused[folder] = str(error)  # until the next start: every question would read the folder again
        raise
    return Asked(embedder.fingerprint, embedder.question(text))


def _asked_in_time(text: str) -> Asked | None:
    """None, and once a line in the log, where there is no answer yet: a search never waits or fails for this."""
    if not text or not _free.acquire(blocking=False):
        return None
    answer: Future[Asked] = _thread().submit(_asked, settings.EMBEDDING_FOLDER, text)
    answer.add_done_callback(lambda _: _free.release())
    try:
        return answer.result(WITHIN)
    except TimeoutError:
        _tell("the embedding did not answer in time, searches go on without it", f"{WITHIN} s")
    except Exception as error:  # noqa: BLE001  (whatever a model does, the words still find)
        _tell("the embedding cannot be used, searches go on without it", str(error))
    return None


def _tell(event: str, reason: str) -> None:
    if event not in _told:
        _told.add(event)
        log.warning(event, reason=reason)


def forget() -> None:
    """Lets go of the model and everything remembered of it; for tests, and after the folder changed."""
    for remembered in (_asked, _embedder):
        remembered.cache_clear()
    _told.clear()
    _refused.clear()


# ── the articles, in a process of their own ───────────────────────────────────────────────────────────────────────────
def trouble() -> str:
    """Why the named folder cannot be used; empty where it can, and where none is named."""
    if not settings.EMBEDDING_FOLDER:
        return ""
    try:
        load(Path(settings.EMBEDDING_FOLDER))
    except NotUsable as error:
        return str(error)
    return ""


def behind() -> bool:
    """Whether an article has no vector since it was last written. Which model made it only `refresh` looks at."""
    fresh = Meaning.objects.filter(document=OuterRef("pk"), made_at__gte=OuterRef("changed_at"))
    return bool(settings.EMBEDDING_FOLDER) and Document.objects.filter(~Exists(fresh), kind__in=KINDS).exists()


def refresh(kind: str) -> int:
    """Vectors for what has none, an older one, or one of another model; how many were made."""
    if not settings.EMBEDDING_FOLDER or kind not in KINDS:
        return 0
    embedder = load(Path(settings.EMBEDDING_FOLDER))
    return sum(_write(kind, batch, embedder) for batch in _stale(kind, embedder.fingerprint))


def _stale(kind: str, fingerprint: str) -> Iterator[dict[int, int]]:
    """By document the number of its record, a batch at a time and each once."""
    fresh = Meaning.objects.filter(document=OuterRef("pk"), model=fingerprint, made_at__gte=OuterRef("changed_at"))
    documents = Document.objects.filter(~Exists(fresh), kind=kind).order_by("pk")
    after = 0
    while batch := dict(documents.filter(pk__gt=after).values_list("pk", "object_id")[:BATCH]):
        yield batch
        after = max(batch)


def _write(kind: str, batch: Mapping[int, int], embedder: Embedder) -> int:
    made_at = clock.now()
    texts = {
        each.object_id: f"{each.title}\n{each.body}" for each in sources.source_of(kind).entries([*batch.values()])
    }
    known = [pk for pk, number in batch.items() if number in texts]
    passages = [clean(texts[batch[pk]])[:PASSAGE_MAX_CHARACTERS] for pk in known]
    vectors = dict(zip(known, embedder.passages(passages), strict=True))
    with transaction.atomic():
        # Those still there; what has no record any more gets an empty vector, so that nobody asks for it again.
        there = Document.objects.select_for_update().filter(pk__in=batch).order_by("pk").values_list("pk", flat=True)
        rows = [
            Meaning(document_id=pk, model=embedder.fingerprint, vector=vectors.get(pk, b""), made_at=made_at)
            for pk in there
        ]
        Meaning.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["document"], update_fields=["model", "vector", "made_at"]
        )
    return len(rows)
