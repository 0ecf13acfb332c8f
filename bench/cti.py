"""How soon a telephone system has its answer and a member the caller on the screen, alone and beside eight writers.

`python -m bench.cti line` opens a line in the house and prints what is said at it; `measure` asks the running house.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any, Self

from bench.house import House
from bench.load import Request, a_second, milliseconds, percentile
from bench.measures import ASKED, bearer, cookie

CALLS = 60
WRITING_SECONDS = 40.0
SEEN_WITHIN = 20.0


def measure(house: House, say: Callable[[str], None]) -> dict[str, Any]:
    path = json.loads(house.run(sys.executable, "-m", "bench.cti", "line"))["path"]
    house.start()
    member = cookie(house.known["member"])
    writers = [[Request("/api/v1/tickets", bearer(token), ASKED)] for token in house.known["colleague_tokens"]]
    load = os.getloadavg()[0]
    with Listener(house.port, member) as listener:
        say("calls, nobody else about")
        calls(house.port, path, listener, member, "warm", 5)
        quiet = calls(house.port, path, listener, member, "quiet", CALLS)
        say("calls beside eight writers")
        written: list[float] = []
        writing = threading.Thread(target=lambda: written.append(a_second(house.port, writers, WRITING_SECONDS)))
        writing.start()
        time.sleep(2)
        busy = calls(house.port, path, listener, member, "busy", CALLS, until=time.monotonic() + WRITING_SECONDS - 3)
        writing.join()
    return {
        "database": house.kind, "calls": CALLS, **_figures("", quiet), **_figures("busy_", busy),
        "tickets_a_second_meanwhile": round(written[0], 1), "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def calls(
    port: int, path: str, listener: "Listener", member: dict[str, str], name: str, count: int, until: float = 0.0
) -> tuple[list[float], list[float]]:
    """Milliseconds of every answer, and from the ringing to the caller in the member's fragment."""
    answers: list[float] = []
    seen: list[float] = []
    for at in range(count):
        if until and time.monotonic() > until:
            break
        number = f"090{20_000_000 + at}"
        begun = time.perf_counter()
        answers += _tell(port, path, "newCall", f"{name}-{at}", number)
        listener.wait()
        _shown(port, member, number)
        seen.append((time.perf_counter() - begun) * 1000)
        answers += _tell(port, path, "answer", f"{name}-{at}", number)
        answers += _tell(port, path, "hangup", f"{name}-{at}", number)
        time.sleep(0.05)
        listener.heard.clear()
    return answers, seen


def _tell(port: int, path: str, event: str, call: str, number: str) -> list[float]:
    said = {"event": event, "callId": call, "from": number, "to": "0312345678", "direction": "in"}
    return milliseconds(port, [Request(path, {}, said)], 1)


def _shown(port: int, member: dict[str, str], number: str) -> None:
    """Asks for the fragment as the page does, until the caller stands in it."""
    wanted, until = f"{number[:3]}-{number[3:7]}-{number[7:]}", time.monotonic() + SEEN_WITHIN
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/calls/now/", headers=member | {"HX-Request": "true"})
        page = connection.getresponse().read().decode()
        connection.close()
        if wanted in page:
            return
        time.sleep(0.02)
    raise SystemExit(f"{wanted} was never shown")


class Listener:
    """The live stream of a member's open page: `heard` is set when a call is told of."""

    def __init__(self, port: int, member: dict[str, str]) -> None:
        self.heard = threading.Event()
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", "/live/?since=0", headers=member)
        self.stream = self.connection.getresponse()
        self.thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        time.sleep(1)
        self.heard.clear()
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()

    def wait(self) -> None:
        if not self.heard.wait(SEEN_WITHIN):
            raise SystemExit("the stream told of no call")

    def _listen(self) -> None:
        try:
            while line := self.stream.readline():
                if line.startswith(b"data:") and b'"call-' in line:
                    self.heard.set()
        except (OSError, ValueError, AttributeError):
            return


def _figures(name: str, spent: tuple[list[float], list[float]]) -> dict[str, float]:
    answers, seen = spent
    return {
        f"{name}answer_p50_ms": round(percentile(answers, 0.5), 1),
        f"{name}answer_p95_ms": round(percentile(answers, 0.95), 1),
        f"{name}shown_p50_ms": round(percentile(seen, 0.5), 1),
        f"{name}shown_p95_ms": round(percentile(seen, 0.95), 1),
        f"{name}calls": len(seen),
    }


def open_line() -> dict[str, str]:
    import django  # noqa: PLC0415

    django.setup()
    from suketto.channels.phone.actions import open_line as begin  # noqa: PLC0415
    from suketto.channels.phone.lines import address_of  # noqa: PLC0415
    from suketto.people.models import Desk  # noqa: PLC0415

    line = begin(by=None, name="bench", provider="generic", desk=Desk.objects.get(slug="it"))
    return {"path": "/cti/" + address_of(line).rpartition("/")[2]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(open_line()))
