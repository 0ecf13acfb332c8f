"""How a room hears what a lower room did: `@hears("ticket.opened")` on a function that takes the event.

Hearing is a job written in the transaction of the action: a killed process loses none. A listener may run twice.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db import transaction
from django_tasks import task

from suketto.jobs import nudge
from suketto.trail.models import Event

Listener = Callable[[Event], None]
_listeners: dict[str, list[Listener]] = defaultdict(list)


def hears(*kinds: str) -> Callable[[Listener], Listener]:
    """Registers a listener for the named kinds of event."""

    def register(listener: Listener) -> Listener:
        for kind in kinds:
            _listeners[kind].append(listener)
        return listener

    return register


def announce(event: Event) -> None:
    """Queues one job per listener, and wakes whoever waits in this process once the commit is done."""
    for listener in _listeners[event.kind]:
        hear.enqueue(event.pk, _name(listener))
    transaction.on_commit(nudge.everybody)


@task(priority=10)
def hear(event_id: int, name: str) -> None:
    event = Event.objects.get(pk=event_id)
    for listener in _listeners[event.kind]:
        if _name(listener) == name:
            listener(event)


def _name(listener: Listener) -> str:
    return f"{listener.__module__}.{listener.__name__}"
