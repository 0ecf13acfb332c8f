"""The first page as a browser gets it: bytes over the wire, requests, layout shift. Without Chromium nothing."""

from pathlib import Path
from typing import Any

CHROMIUM = Path("/usr/bin/chromium")
SHIFT = """() => new Promise(done => { let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput)
    sum += entry.value }).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 800) })"""


def first_pages(port: int, sessions: dict[str, str]) -> dict[str, Any]:
    """The sign-in page of a stranger, and each session's own first page, all with an empty cache."""
    if not CHROMIUM.exists():
        return {}
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for name, session in {"stranger": "", **sessions}.items():
            context = browser.new_context(locale="ja-JP", viewport={"width": 1366, "height": 768})
            if session:
                context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://127.0.0.1:{port}"}])
            found[name] = _page(context.new_page(), f"http://127.0.0.1:{port}/")
            context.close()
        browser.close()
    return found


def _page(page: Any, address: str) -> dict[str, Any]:
    seen: dict[str, str] = {}
    weights: dict[str, float] = {}
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.requestWillBeSent", lambda event: seen.update({event["requestId"]: event["request"]["url"]}))
    devtools.on(
        "Network.loadingFinished", lambda event: weights.update({event["requestId"]: event["encodedDataLength"]})
    )
    page.goto(address, wait_until="load")
    shift = page.evaluate(SHIFT)
    asked = [url for url in seen.values() if not url.endswith("/live/")]
    return {
        "kilobytes": round(sum(weights.values()) / 1000, 1), "requests": len(asked), "layout_shift": round(shift, 4)
    }  # fmt: skip
