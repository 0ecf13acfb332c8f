"""What may be found, told by the rooms that hold it, so that the index can be made anew from the records themselves."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as the caller knows it: seen by all if `public`, by the desk, and by the person it belongs to."""

    kind: str
    object_id: int
    title: str
    body: str
    public: bool = False
    desk_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """`numbers(after, limit)` are the next records by number; `entries(numbers)` what is to be found of them."""

    kind: str
    numbers: Callable[[int, int], Sequence[int]]
    entries: Callable[[Sequence[int]], Iterable[Entry]]
    size: Callable[[], int]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Called when a room is ready; the last one told of a kind counts."""
    _sources[source.kind] = source


def source_of(kind: str) -> Source:
    return _sources[kind]


def kinds() -> Sequence[str]:
    return sorted(_sources)
