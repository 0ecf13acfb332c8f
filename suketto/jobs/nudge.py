"""A bell inside one process: whoever waits for something new wakes at once instead of at the next look."""

import threading

_bells: list[threading.Event] = []


def bell() -> threading.Event:
    """A new bell that rings at every `everybody()`; the waiter clears it."""
    made = threading.Event()
    _bells.append(made)
    return made


def everybody() -> None:
    for made in _bells:
        made.set()
