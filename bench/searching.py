"""How well and how fast the portal finds: articles and judged questions of a folder, in a scratch house.

Run by `bin/bench search` inside that house; prints one JSON object. DIR holds `articles.jsonl` ({"id","title","body"} a
line) and `queries.jsonl` ({"id","text","relevant": {article id: grade}}), perhaps `unanswerable.jsonl` and
`nonsense.jsonl` ({"id","text"}).
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from bench.judging import averaged, judged, percentile  # noqa: E402
from suketto.foundation.scope import Viewer  # noqa: E402
from suketto.foundation.tables import read  # noqa: E402
from suketto.knowledge.importing import bring_in  # noqa: E402
from suketto.knowledge.models import Article  # noqa: E402
from suketto.portal.answers import ranked_articles, says_all  # noqa: E402
from suketto.search import meanings  # noqa: E402
from suketto.search.actions import learn_many, unlearn  # noqa: E402
from suketto.search.learning import learn_words  # noqa: E402

ANYBODY = Viewer.nobody()
FIRST = 10
SOURCE = "bench"

Query = Mapping[str, Any]
Rows = list[dict[str, float]]


def measure(folder: Path, articles: Path, past: Path | None, folds: int, *, halves: bool = False) -> dict[str, Any]:
    began = time.perf_counter()
    bring_in(read(articles), source=SOURCE, say=_told)
    taken = time.perf_counter() - began
    began = time.perf_counter()
    learn_words("article")
    meanings.refresh("article")  # nothing, unless SUKETTO_EMBEDDING_FOLDER names a model
    learned = time.perf_counter() - began
    settle()
    numbers = {
        str(source).partition("#")[2]: pk
        for source, pk in Article.objects.filter(source__startswith=f"{SOURCE}#").values_list("source", "pk")
    }
    queries = list(_lines(folder / "queries.jsonl"))
    if past is not None:
        asked = [(str(line["text"]), str(line["article"])) for line in _lines(past)]
        learn_many("article", [(numbers[name], text) for text, name in asked if name in numbers], origin="bench:past")
    for query in queries[:20]:
        ranked_articles(query["text"], ANYBODY, limit=FIRST)  # dictionaries and caches as in a house that is running
    rows, times = _folded(queries, numbers, folds) if folds > 1 else _answered(queries, numbers)
    return {
        "documents": len(numbers), "queries": len(queries), **averaged(rows),
        **(halves_of(queries, rows) if halves and folds == 1 else {}),
        **_called_sure(folder, queries),
        "p50_ms": round(percentile(times, 0.5), 1), "p95_ms": round(percentile(times, 0.95), 1),
        "index_s": round(taken, 1), "learn_s": round(learned, 1), "index_mb": round(size_of_index() / 1_000_000, 1),
        "database": connection.vendor, "past": 0 if past is None else len(asked), "folds": folds,
    }  # fmt: skip


def halves_of(queries: Sequence[Query], rows: Rows) -> dict[str, float]:
    """By the hash of a question's id: one half to develop with, the other to be measured only."""
    halves: tuple[Rows, Rows] = ([], [])
    for query, row in zip(queries, rows, strict=True):
        halves[sha256(query["id"].encode()).digest()[0] % 2].append(row)
    return {
        f"{name} {half}": averaged(rows)[name]
        for half, rows in zip(("development", "measured"), halves, strict=True)
        for name in ("S@3", "nDCG@10")
    }


def _called_sure(folder: Path, queries: Sequence[Query]) -> dict[str, float]:
    """The share of questions for which the portal is sure: should be high, and low where no article answers.

    Of what says nothing at all (`nonsense.jsonl`) the share to which anything is shown.
    """
    none, nonsense = folder / "unanswerable.jsonl", folder / "nonsense.jsonl"
    found = {}
    if none.exists():
        found = {"sure": _share_sure(queries), "sure_unanswerable": _share_sure(list(_lines(none)))}
    if nonsense.exists():
        shown = [any(ranked_articles(query["text"], ANYBODY, limit=5)) for query in _lines(nonsense)]
        found["shown_nonsense"] = round(sum(shown) / len(shown), 4)
    return found


def _share_sure(queries: Sequence[Query]) -> float:
    sure = 0
    for query in queries:
        named, hits = ranked_articles(query["text"], ANYBODY, limit=5)
        best[query["id"]] = hits[0].score if hits else 0.0
        sure += bool(named) or any(hit.sure or says_all(hit.title, query["text"]) for hit in hits)
    return round(sure / len(queries), 4)


def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def size_of_index() -> int:
    """Bytes of the search tables with their indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT SUM(pg_total_relation_size(c.oid)) FROM pg_class c "
                "WHERE c.relkind = 'r' AND c.relname LIKE 'search\\_%%'"
            )
        else:
            cursor.execute("SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'search\\_%' ESCAPE '\\'")
        return int(cursor.fetchone()[0] or 0)


rankings: dict[str, list[str]] = {}
best: dict[str, float] = {}


def _answered(queries: Sequence[Query], numbers: Mapping[str, int]) -> tuple[Rows, list[float]]:
    names = {number: name for name, number in numbers.items()}
    rows, times = [], []
    for query in queries:
        began = time.perf_counter()
        named, hits = ranked_articles(query["text"], ANYBODY, limit=FIRST)
        times.append((time.perf_counter() - began) * 1000)
        found = dict.fromkeys([*(article.pk for article in named), *(hit.object_id for hit in hits)])
        ranking = [names.get(number, "") for number in found][:FIRST]
        rows.append(judged(ranking, query["relevant"]))
        rankings[query["id"]] = ranking
    return rows, times


def _folded(queries: Sequence[Query], numbers: Mapping[str, int], folds: int) -> tuple[Rows, list[float]]:
    """Each part of the questions is asked of a house that was told the answers of the other parts alone."""
    rows, times = [], []
    for fold in range(folds):
        with _told_the_rest(queries, numbers, fold, folds):
            more_rows, more_times = _answered(queries[fold::folds], numbers)
        rows += more_rows
        times += more_times
        _told(f"  part {fold + 1}/{folds}")
    return rows, times


@contextmanager
def _told_the_rest(queries: Sequence[Query], numbers: Mapping[str, int], fold: int, folds: int) -> Iterator[None]:
    origin = f"bench:fold:{fold}"
    rest = [query for place, query in enumerate(queries) if place % folds != fold]
    best = [(max(query["relevant"], key=query["relevant"].get), query["text"]) for query in rest if query["relevant"]]
    learn_many("article", [(numbers[name], text) for name, text in best if name in numbers], origin=origin)
    try:
        yield
    finally:
        unlearn(origin)


def _lines(file: Path) -> Iterator[Query]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _told(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _arguments() -> argparse.Namespace:
    program = argparse.ArgumentParser()
    program.add_argument("--data", type=Path, required=True)
    program.add_argument("--articles", type=Path, required=True)
    program.add_argument("--past", type=Path)
    program.add_argument("--folds", type=int, default=1)
    program.add_argument("--rankings", type=Path)
    program.add_argument("--halves", action="store_true")
    return program.parse_args()


if __name__ == "__main__":
    given = _arguments()
    sys.stdout.write(
        json.dumps(measure(given.data, given.articles, given.past, given.folds, halves=given.halves)) + "\n"
    )
    if given.rankings:
        given.rankings.write_text(json.dumps(rankings, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
