"""How busy the pages of this process are: background work in the same process steps aside for people who wait."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_POLITENESS = 0.25
# Between two requests of a crowd nobody is asking for a few milliseconds; a job that begins then takes the interpreter
# from the next one. At eight writers that was a quarter of the tickets made a second.
SETTLED = 0.02


class Traffic:
    """Counts requests under way; live streams do not count, they only wait."""

    def __init__(self) -> None:
        self.under_way = 0
        self.lock = threading.Lock()
        self.quiet = threading.Event()
        self.quiet.set()
        self.ended_at = 0.0  # by the monotonic clock

    @contextmanager
    def request(self) -> Iterator[None]:
        with self.lock:
            self.under_way += 1
            self.quiet.clear()
        try:
            yield
        finally:
            with self.lock:
                self.under_way -= 1
                self.ended_at = time.monotonic()
                if self.under_way == 0:
                    self.quiet.set()

    def step_aside(self) -> None:
        """Waits until nobody has asked for a moment, at most a quarter of a second: work goes on under any load."""
        until = time.monotonic() + LONGEST_POLITENESS
        while (left := until - time.monotonic()) > 0 and self.quiet.wait(left):
            unsettled = self.ended_at + SETTLED - time.monotonic()
            if unsettled <= 0:
                return
            time.sleep(min(unsettled, left))


the_traffic = Traffic()
