"""The measures by which finding is judged, reckoned by hand."""

import math

import pytest

from bench.judging import averaged, judged, percentile


def test_the_measures_of_one_ranking_as_reckoned_by_hand() -> None:
    found = judged(["x", "a", "y", "b"], {"a": 2, "b": 1, "c": 1})

    gain = 3 / math.log2(3) + 1 / math.log2(5)
    best = 3 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert found == pytest.approx({
        "P@1": 0, "S@3": 1, "S@5": 1, "MRR": 1 / 2, "MAP": (1 / 2 + 2 / 4) / 3, "R@10": 2 / 3, "nDCG@10": gain / best,
    })  # fmt: skip


def test_nothing_found_and_nothing_graded_are_no_gain() -> None:
    assert set(judged([], {"a": 2}).values()) == {0.0}
    assert set(judged(["a"], {}).values()) == {0.0}


def test_what_stands_after_the_tenth_place_does_not_count() -> None:
    assert judged([str(place) for place in range(12)], {"11": 2})["nDCG@10"] == 0


def test_averages_and_percentiles() -> None:
    rows = [judged(["a"], {"a": 2}), judged(["b"], {"a": 2})]

    assert averaged(rows)["P@1"] == 0.5
    assert percentile([5, 1, 3, 2, 4], 0.95) == 5
    assert percentile([], 0.5) == 0.0
