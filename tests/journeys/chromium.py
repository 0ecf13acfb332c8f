"""The Chromium of this process. One that no longer answers is ended, and another takes its place.

Playwright opens and closes windows without a time limit, and waits without one for what a page evaluates:
a browser that hangs there would hold up the whole run and never say where.
"""

import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Playwright

from tests.journeys.browser import CHROMIUM, FLAGS

OPENS_WITHIN = 60  # s, on a machine that is busy with everything else
CLOSES_WITHIN = 30
LOG = Path(__file__).resolve().parents[2] / "var" / "reports" / "chromium.log"  # bin/ci prints it
STORY_WITHIN = 300  # the longest takes less than one minute


class Chromium:
    def __init__(self, playwright: Playwright) -> None:
        self.playwright = playwright
        self.running: Browser | None = None

    @property
    def one(self) -> Browser:
        """The browser that runs now."""
        if self.running is None or not self.running.is_connected():
            self.running = self.playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        return self.running

    def open(self, **wishes: Any) -> BrowserContext:
        """Somebody's browser, signed out, with a window; where Chromium does not answer, in another Chromium."""
        try:
            return self._opened(wishes)
        except Error:
            if self.running is not None and self.running.is_connected():
                raise
            return self._opened(wishes)

    def _opened(self, wishes: dict[str, Any]) -> BrowserContext:
        with ended_after(OPENS_WITHIN, "opening a window"):
            context = self.one.new_context(**wishes)
            context.new_page()
            return context

    def close(self, context: BrowserContext) -> None:
        """Ends the browser where it does not close a window: the story in it was told to its end."""
        with ended_after(CLOSES_WITHIN, "closing a window") as ended:
            try:
                context.close()
            except Error:
                if not ended.is_set():
                    raise

    def end(self) -> None:
        if self.running is not None:
            with ended_after(CLOSES_WITHIN, "closing the browser"), suppress(Error):
                self.running.close()


@contextmanager
def ended_after(seconds: float, doing: str) -> Iterator[threading.Event]:
    """Whatever waits for Chromium inside gets an error after that time, and the log says where everybody stood."""
    ended = threading.Event()

    def end() -> None:
        ended.set()
        LOG.parent.mkdir(parents=True, exist_ok=True)
        with LOG.open("a") as log:
            log.write(f"{doing}: no answer from Chromium, ended after {seconds:.0f} s\n")
            log.flush()
            faulthandler.dump_traceback(log)
        for process in _browsers():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield ended
    finally:
        timer.cancel()


def _browsers() -> list[int]:
    """Every process of Chromium that descends from this one."""
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = file.read_text().partition("(")[2].rpartition(")")
            names[int(file.parent.name)], parents[int(file.parent.name)] = name, int(rest.split()[1])
    return [process for process, name in names.items() if "chrom" in name and os.getpid() in _above(process, parents)]


def _above(process: int, parents: dict[int, int]) -> Iterator[int]:
    while process := parents.get(process, 0):
        yield process
