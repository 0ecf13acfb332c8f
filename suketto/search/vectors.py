"""Words and texts as 128 small numbers, learnt from the house's own texts: words that keep the same company are near.

Stored as signed bytes; comparing them needs no library, learning them does (`learning`).
"""

from array import array
from collections.abc import Iterable, Sequence
from math import sqrt
from operator import mul

DIMENSIONS = 128

Vector = Sequence[float]


def unpacked(stored: bytes | memoryview) -> "array[int]":
    return array("b", bytes(stored))


def floats(stored: bytes | memoryview) -> "array[float]":
    return array("f", bytes(stored))


def mixed(parts: Iterable[tuple[float, bytes | memoryview]]) -> list[float]:
    """The sum of stored vectors by weight, of length 1; empty when there is nothing to add."""
    total = [0.0] * DIMENSIONS
    for weight, stored in parts:
        total = [sum_so_far + weight * number for sum_so_far, number in zip(total, unpacked(stored), strict=True)]
    return _unit(total)


def apart(vector: Vector, mean: Vector) -> list[float]:
    """The vector without what all texts have in common."""
    return _unit([number - common for number, common in zip(vector, mean, strict=True)])


def nearness(one: Vector, stored: bytes | memoryview) -> float:
    """Cosine of a vector of length 1 and a stored one; 0 where either is missing."""
    other = unpacked(stored)
    if not one or not other:
        return 0.0
    return float(sum(map(mul, one, other))) / (sqrt(sum(map(mul, other, other))) or 1.0)


def _unit(vector: list[float]) -> list[float]:
    length = sqrt(sum(map(mul, vector, vector)))
    return [number / length for number in vector] if length else []
