"""Whose turn it is to write: a line in which a moment's fact (the telephone rings) may stand in front.

Writers wait in one line, and only the first of them stands at the door; who is in a hurry goes to the door directly,
and the first of the line lets them pass.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LET_PASS = 0.0005


class Turn:
    def __init__(self) -> None:
        self.line = threading.Lock()
        self.door = threading.Lock()
        self.counting = threading.Lock()
        self.hurried = 0
        self.mine = threading.local()

    @contextmanager
    def hurry(self) -> Iterator[None]:
        """What this thread writes meanwhile goes before the others. For single short writes that somebody waits for."""
        before = getattr(self.mine, "hurry", False)
        self.mine.hurry = True
        try:
            yield
        finally:
            self.mine.hurry = before

    def take(self, seconds: float) -> bool:
        """Waits for the turn at most so long."""
        until = time.monotonic() + seconds
        if getattr(self.mine, "hurry", False):
            return self._take_in_a_hurry(until)
        if not self.line.acquire(timeout=seconds):
            return False
        try:
            while self.door.acquire(timeout=max(0.0, until - time.monotonic())):
                if not self.hurried:
                    return True
                self.door.release()
                time.sleep(LET_PASS)
            return False
        finally:
            self.line.release()

    def _take_in_a_hurry(self, until: float) -> bool:
        with self.counting:
            self.hurried += 1
        try:
            return self.door.acquire(timeout=max(0.0, until - time.monotonic()))
        finally:
            with self.counting:
                self.hurried -= 1

    def give(self) -> None:
        self.door.release()


the_turn = Turn()
hurry = the_turn.hurry
