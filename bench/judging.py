"""The usual measures of a ranking: one list of articles against the grades people gave (2 answers it, 1 is related)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

MEASURES = ("P@1", "S@3", "S@5", "MRR", "MAP", "R@10", "nDCG@10")


def judged(ranking: Sequence[str], grades: Mapping[str, int]) -> dict[str, float]:
    """Every measure of one question from its first ten; an article that nobody graded counts as wrong."""
    top = list(ranking[:10])
    relevant = {article for article, grade in grades.items() if grade > 0}
    hits = [place for place, article in enumerate(top, 1) if article in relevant]
    precision = sum(found / place for found, place in enumerate(hits, 1))
    gain = sum(_gain(grades.get(article, 0), place) for place, article in enumerate(top, 1))
    best = sum(_gain(grade, place) for place, grade in enumerate(sorted(grades.values(), reverse=True)[:10], 1))
    return {
        "P@1": float(bool(hits) and hits[0] == 1),
        "S@3": float(bool(hits) and hits[0] <= 3),
        "S@5": float(bool(hits) and hits[0] <= 5),
        "MRR": 1 / hits[0] if hits else 0.0,
        "MAP": precision / len(relevant) if relevant else 0.0,
        "R@10": len(hits) / len(relevant) if relevant else 0.0,
        "nDCG@10": gain / best if best else 0.0,
    }


def averaged(each: Iterable[Mapping[str, float]]) -> dict[str, float]:
    rows = list(each)
    return {name: round(fmean(row[name] for row in rows), 4) if rows else 0.0 for name in MEASURES}


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def _gain(grade: int, place: int) -> float:
    return float(2**grade - 1) / math.log2(place + 1)
