"""Bad lines and slow notebooks. STORIES_SLOWLY=6 leaves every page a sixth of the processor and gives it a slow line.

What passes only because this machine is quick is a fault that a colleague with an old notebook meets every day.
"""

import os
from itertools import cycle
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, CDPSession, Page

RATE = float(os.environ.get("STORIES_SLOWLY", "1"))
LATENCIES = cycle((20, 120, 400))  # ms, another one for each page
sessions: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()  # one for each page: the last word counts


class Line:
    """The line of one page, as bad as a story wants it."""

    def __init__(self, page: Page) -> None:
        self.session = devtools(page)
        self.session.send("Network.enable")

    def becomes(self, *, dead: bool = False, latency: int = 0, kilobytes: int = 0) -> None:
        speed = kilobytes * 1000 or -1
        facts = {"offline": dead, "latency": latency, "downloadThroughput": speed, "uploadThroughput": speed}
        self.session.send("Network.emulateNetworkConditions", facts)


def devtools(page: Page) -> CDPSession:
    if page not in sessions:
        sessions[page] = page.context.new_cdp_session(page)
    return sessions[page]


def slowed(context: BrowserContext) -> None:
    """Every page of this browser, those that open later too."""
    if RATE > 1:
        for page in context.pages:
            _slow(page)
        context.on("page", _slow)


def _slow(page: Page) -> None:
    devtools(page).send("Emulation.setCPUThrottlingRate", {"rate": RATE})
    Line(page).becomes(latency=next(LATENCIES))
