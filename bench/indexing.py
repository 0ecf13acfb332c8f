"""What the index costs at its full size: adding a record to it, and answering while somebody types.

Run by `bin/bench index` inside a scratch house; prints one JSON object. The records are inquiries as the demo company
writes them, each another one, under a kind that everybody may read.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from random import Random
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from bench.judging import percentile  # noqa: E402
from bench.measures import TYPED  # noqa: E402
from suketto.demo.content import story  # noqa: E402
from suketto.foundation.clock import now  # noqa: E402
from suketto.foundation.scope import Viewer  # noqa: E402
from suketto.portal.answers import ranked_articles  # noqa: E402
from suketto.search.actions import index_entry, index_many, refresh_counts  # noqa: E402
from suketto.search.models import Collection, Document, Posting, Term  # noqa: E402
from suketto.search.sources import Entry  # noqa: E402

KIND = "article"
SAVES = 400
ROUNDS = 5
ANYBODY = Viewer.nobody()


def measure(documents: int) -> dict[str, Any]:
    random = Random(20260401)  # noqa: S311  (the same texts every time)
    before = os.getloadavg()[0]
    began = time.perf_counter()
    index_many(entries(random, range(1, documents + 1)))
    filled = time.perf_counter() - began
    refresh_counts([KIND])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    Collection.objects.create(kind="bench", document_count=0, refreshed_at=now())  # the bare row of every save
    return {
        "database": connection.vendor, "documents": Document.objects.count(), "words": Term.objects.count(),
        "postings": Posting.objects.count(), "documents_a_second": round(documents / filled),
        **suggesting(), **saving(random, documents),
        "load_before": round(before, 1), "load_after": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def entries(random: Random, numbers: range) -> Iterator[Entry]:
    for number in numbers:
        told = story(random)
        body = f"{told.body}\n{told.wanted}\n{told.tried}\n{told.stuck}\n{told.answer}"
        yield Entry(KIND, number, told.subject, body, public=True)


def suggesting() -> dict[str, float]:
    """Every typed beginning in turn, the first round not counted."""
    spent: list[float] = []
    for round_ in range(ROUNDS + 1):
        for text in TYPED:
            began = time.perf_counter()
            ranked_articles(text, ANYBODY, limit=5)
            if round_:
                spent.append((time.perf_counter() - began) * 1000)
    return {
        "suggestion_p50_ms": round(percentile(spent, 0.5), 1), "suggestion_p95_ms": round(percentile(spent, 0.95), 1),
    }  # fmt: skip


def saving(random: Random, documents: int) -> dict[str, float]:
    """A durable transaction of one row, by turns alone, with a new record indexed, and with a record that grew."""
    new = list(entries(random, range(documents + 1, documents + SAVES + 1)))
    grown = [Entry(KIND, each.object_id, each.title, f"{each.body}\n{other.body}", public=True)
             for each, other in zip(new, reversed(new), strict=True)]  # fmt: skip
    bare, added, changed = [], [], []
    for first, second in zip(new, grown, strict=True):
        bare.append(_saved(None))
        added.append(_saved(first))
        changed.append(_saved(second))
    figures = {"save_bare": bare, "save_new": added, "save_grown": changed}
    found = {
        f"{name}_p{share}_ms": round(percentile(times, share / 100), 1)
        for name, times in figures.items()
        for share in (50, 95)
    }
    added_ms = [one - other for one, other in zip(sorted(added), sorted(bare), strict=True)]
    grown_ms = [one - other for one, other in zip(sorted(changed), sorted(bare), strict=True)]
    return found | {
        "index_adds_new_p95_ms": round(percentile(added_ms, 0.95), 1),
        "index_adds_grown_p95_ms": round(percentile(grown_ms, 0.95), 1),
    }


def _saved(entry: Entry | None) -> float:
    began = time.perf_counter()
    with transaction.atomic():
        Collection.objects.filter(pk="bench").update(document_count=int(began * 1000) % 1_000_000)
        if entry is not None:
            index_entry(entry)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]))) + "\n")
