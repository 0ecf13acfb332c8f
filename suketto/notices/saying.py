"""What a line behind the bell says when it is read: in the reader's language, and as things stand by then.

A room above this one says it for its own events: `@says("handling.written")` on a function that takes the line
and the event that it rang for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from suketto.notices.models import Notification
from suketto.trail.models import Event


@dataclass(frozen=True, slots=True)
class Said:
    """Words, the number of the ticket it is about as long as that may be told, and whether nothing is left to do."""

    words: str
    number: str = ""
    done: bool = False


Sayer = Callable[[Notification, Event], Said]
_sayers: dict[str, Sayer] = {}


def says(*kinds: str) -> Callable[[Sayer], Sayer]:
    """Registers who says it for the named kinds of event."""

    def register(sayer: Sayer) -> Sayer:
        _sayers.update(dict.fromkeys(kinds, sayer))
        return sayer

    return register


def said_of(lines: Iterable[Notification]) -> dict[int, Said]:
    """Of the lines of one person, by the number of the event; what keeps its own words is not in it."""
    rung = {each.event_id: each for each in lines}
    events = Event.objects.filter(pk__in=rung, kind__in=_sayers)
    return {event.pk: _sayers[event.kind](rung[event.pk], event) for event in events}
