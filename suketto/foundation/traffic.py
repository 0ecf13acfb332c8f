"""How busy the pages of this process are: background work in the same process steps aside for people who wait."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_POLITENESS = 0.25


class Traffic:
    """Counts requests under way; live streams do not count, they only wait."""

    def __init__(self) -> None:
        self.under_way = 0
        self.lock = threading.Lock()
        self.quiet = threading.Event()
        self.quiet.set()

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
                if self.under_way == 0:
                    self.quiet.set()

    def step_aside(self) -> None:
        """Waits until no page is being made, at most a quarter of a second: work goes on, slower, under any load."""
        self.quiet.wait(LONGEST_POLITENESS)


the_traffic = Traffic()
