"""Small writes that no page waits for: left here, and done a moment later by one thread of the process.

Only for what a killed process may lose, because it is soon said again or seen again: who is looking, what was read.
"""

import threading
from collections.abc import Callable, Hashable

import structlog
from django.db import DatabaseError, connections

from suketto.foundation import lifespan

log = structlog.get_logger("suketto.foundation")
LAST_WORDS = 2.0  # seconds in which a stopping process may finish what is left


class Later:
    """Under one key the newest act replaces an older one that has not been done yet."""

    def __init__(self) -> None:
        self.acts: dict[Hashable, Callable[[], object]] = {}
        self.lock = threading.Lock()
        self.wake = threading.Event()
        self.stopping = False
        self.thread: threading.Thread | None = None

    def soon(self, key: Hashable, act: Callable[[], object]) -> None:
        """Returns at once while the process serves pages; elsewhere (a program, a test) the act is done now."""
        if self.thread is None:
            act()
            return
        with self.lock:
            self.acts[key] = act
        self.wake.set()

    def start(self) -> None:
        self.stopping = False
        self.thread = threading.Thread(target=self._work, name="later", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        thread, self.thread = self.thread, None
        self.stopping = True
        self.wake.set()
        if thread is not None:
            thread.join(LAST_WORDS)

    def _work(self) -> None:
        while not self.stopping:
            self.wake.wait()
            self.wake.clear()
            self._do_all()

    def _do_all(self) -> None:
        with self.lock:
            acts, self.acts = self.acts, {}
        for act in (*acts.values(), connections.close_all):
            try:
                act()
            except DatabaseError as error:
                log.warning("a small write was missed", error=type(error).__name__)
            except Exception:  # whatever it was: the thread goes on, for nobody would take what is left here any more
                log.exception("an act that nobody waits for failed")


the_later = Later()


async def _start() -> None:
    the_later.start()


async def _stop() -> None:
    the_later.stop()


def join_lifespan() -> None:
    lifespan.starting.append(_start)
    lifespan.stopping.append(_stop)
