"""Where a procedure goes on after each result, and what is odd about its ways. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

SOLVED = 0  # as `then`: the trouble is over
GIVEN_UP = 0  # as `otherwise`: the way ends there, the desk thinks of another
REFUSALS_MAX = 2  # the second 「やれない」 asks for another way (R24)


class Stop(Protocol):
    """A step of the way, by its number from one."""

    @property
    def then(self) -> int | None: ...
    @property
    def otherwise(self) -> int | None: ...
    @property
    def manner(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands: at a step, or at an end: "solved", "through" (the last was done) or "stuck"."""

    number: int | None
    end: str = ""


def follow(stops: Sequence[Stop], number: int, result: str) -> Place:
    """The place after a step's result: "done", "cannot", "will_not" or "open" (left for later).

    Without a step for できない the next one is tried. Who will not do a step goes on even where できない ends the way:
    another step may suit them. Who will not answer a question has said neither yes nor no: whoever wrote the way drew
    both branches for those who know, so the next step follows, and after the last one the desk thinks of another way.
    """
    stop = stops[number - 1]
    following = Place(number + 1) if number < len(stops) else None
    if result == "done":
        if stop.then == SOLVED:
            return Place(None, "solved")
        return Place(stop.then) if stop.then else following or Place(None, "through")
    if result == "open":
        return following or Place(None, "through")
    unanswered = result == "will_not" and stop.manner == "ask"
    if stop.otherwise and not unanswered:
        return Place(stop.otherwise)
    if stop.otherwise == GIVEN_UP and result == "cannot":
        return Place(None, "stuck")
    return following or Place(None, "stuck")


def walked(stops: Sequence[Stop], results: Sequence[str]) -> tuple[list[tuple[int, str]], Place]:
    """The steps passed with their results, and where one stands after them; what comes after an end is not heard."""
    passed: list[tuple[int, str]] = []
    place = Place(1) if stops else Place(None, "through")
    for result in results:
        if place.number is None:
            break
        passed.append((place.number, result))
        place = follow(stops, place.number, result)
    return passed, place


@dataclass(frozen=True, slots=True)
class Oddities:
    """Steps that no way reaches, and steps from which every way goes round for ever."""

    unreached: tuple[int, ...] = ()
    endless: tuple[int, ...] = ()


def oddities(stops: Sequence[Stop]) -> Oddities:
    """What its writer is told before publishing; neither is refused, a draft may be half done."""
    if not stops:
        return Oddities()
    ways = {number: _ways(stops, number) for number in range(1, len(stops) + 1)}
    reached = _reached({1}, ways)
    ending = {number for number, (_next, ends) in ways.items() if ends}
    while more := {number for number, (following, _ends) in ways.items() if following & ending} - ending:
        ending |= more
    return Oddities(
        unreached=tuple(number for number in ways if number not in reached),
        endless=tuple(number for number in ways if number in reached and number not in ending),
    )


def _ways(stops: Sequence[Stop], number: int) -> tuple[set[int], bool]:
    """The numbers that can follow a step by できた and できない, and whether one of the two ends there."""
    places = [follow(stops, number, result) for result in ("done", "cannot")]
    return {place.number for place in places if place.number}, any(place.end for place in places)


def _reached(first: set[int], ways: dict[int, tuple[set[int], bool]]) -> set[int]:
    reached, fresh = set(first), set(first)
    while fresh:
        fresh = {following for number in fresh for following in ways[number][0]} - reached
        reached |= fresh
    return reached
