"""Who else may know of an event than its desk and its person: the room of the record says it, the live stream asks."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from suketto.trail.models import Event


@dataclass(frozen=True, slots=True)
class Audience:
    """Further people who may open the record, and further desks that the event concerns."""

    person_ids: frozenset[int] = frozenset()
    desk_ids: frozenset[int] = frozenset()


NOBODY_ELSE = Audience()
Widening = Callable[[Sequence[Event]], Mapping[int, Audience]]
_widenings: dict[str, Widening] = {}


def widens(kind: str) -> Callable[[Widening], Widening]:
    """Registers who else may know of events about records of this kind: events in, audiences by event out."""

    def register(widening: Widening) -> Widening:
        _widenings[kind] = widening
        return widening

    return register


def audiences(events: Sequence[Event]) -> dict[int, Audience]:
    """By event; asked once for each kind of record, however many events there are."""
    by_kind: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_kind[event.about_kind].append(event)
    found: dict[int, Audience] = {}
    for kind, same in by_kind.items():
        if kind in _widenings:
            found |= _widenings[kind](same)
    return found
