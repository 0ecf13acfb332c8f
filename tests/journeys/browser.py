"""Real Chromium, watched: a page that complains fails its story."""

import re
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",  # tests run as root in containers, and meet only our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a page that loads from elsewhere is seen at once
]
SHOTS = Path(__file__).resolve().parents[2] / "var" / "shots"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
A_COLLEAGUES_SCREEN: dict[str, Any] = {
    "locale": "ja-JP",
    "timezone_id": "Asia/Tokyo",
    "viewport": {"width": 1366, "height": 768},
    "reduced_motion": "reduce",
    "service_workers": "block",
}
TELL_VIOLATIONS = """
addEventListener('securitypolicyviolation', event =>
  console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
"""

# What htmx says of a request that ended because its page was left; of one that failed it also says htmx:sendError.
LEFT = ("htmx:sendAbort", "htmx:afterRequest")


@dataclass
class Complaints:
    """All that a browser held against our pages. A story that provokes one says so with `expect`."""

    heard: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        self.expected.append(re.compile(pattern))

    def watch(self, context: BrowserContext) -> None:
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.heard.append(f"error in a script: {error.error}"))
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.text.startswith(LEFT):
            return
        if message.type in {"error", "warning", "assert"}:
            self.heard.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _failed(self, request: Request) -> None:
        # Leaving a page ends what it was still waiting for, the live stream above all: that is no failure.
        if request.failure != "net::ERR_ABORTED":
            self.heard.append(f"request failed: {request.method} {request.url}: {request.failure}")

    def unexpected(self) -> list[str]:
        return [text for text in self.heard if not any(pattern.search(text) for pattern in self.expected)]

    def unheard(self) -> list[str]:
        """Expectations that nothing met: the story no longer tests what it says."""
        return [p.pattern for p in self.expected if not any(p.search(text) for text in self.heard)]


def sign_in(page: Page, login: str, password: str) -> None:
    """Through the door everybody uses: employee number or mail address, and the password."""
    page.goto("/account/login/")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


def axe(page: Page) -> None:
    """Asserts that axe-core finds nothing at all on the page as it stands, best practices included."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    violations = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    told = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n    {node['html'][:200]}\n"
        f"    {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert not told, f"axe found {len(told)} places on {page.url}:\n" + "\n".join(told)


def shot(page: Page, name: str) -> Path:
    """Writes the whole page to var/shots/<name>.png, for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    picture = SHOTS / f"{name}.png"
    page.screenshot(path=picture, full_page=True)
    return picture
