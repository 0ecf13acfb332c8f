"""The outermost door: two gigabytes are refused before they arrive, and work steps aside for people."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from suketto.foundation.door import Door
from suketto.foundation.threads import THREADS, StandingThreads
from suketto.foundation.traffic import the_traffic
from suketto.foundation.uploads import request_limit

under_way: list[int] = []


async def inside(scope: dict[str, Any], receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
    under_way.append(the_traffic.under_way)
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})


def knock(path: str, headers: list[tuple[bytes, bytes]], body: list[bytes]) -> tuple[int, int]:
    """Sends a request through the door; gives the status and how many pieces of the body were taken."""
    sent: list[dict[str, Any]] = []
    pieces = iter(body)
    taken = 0

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": next(pieces), "more_body": taken < len(body)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(
        Door(inside, StandingThreads(inside))({"type": "http", "path": path, "headers": headers}, receive, send)
    )
    return sent[0]["status"], taken


def test_what_announces_two_gigabytes_is_refused_unread() -> None:
    assert knock("/portal/ask/", [(b"content-length", str(2 * 2**30).encode())], [b"x"]) == (413, 0)


def test_what_grows_past_the_limit_unannounced_is_cut_off() -> None:
    piece = b"x" * (request_limit() // 4 + 1)

    assert knock("/portal/ask/", [], [piece] * 100) == (413, 4)


def test_what_fits_goes_through_and_counts_as_traffic() -> None:
    under_way.clear()

    assert knock("/portal/ask/", [(b"content-length", b"1")], [b"x"]) == (200, 1)
    assert (under_way, the_traffic.under_way, the_traffic.quiet.is_set()) == ([1], 0, True)


@pytest.mark.parametrize("length", ["-1", "many", ""])
def test_a_length_that_is_no_number_is_no_length(length: str) -> None:
    assert knock("/", [(b"content-length", length.encode())], [b""])[0] == 200


def test_a_live_stream_is_not_traffic() -> None:
    under_way.clear()

    knock("/live/", [], [b""])

    assert under_way == [0]


class Answering:
    """Stands in for the answers to programs: any address under /api/; what comes to /bell/ is pressing."""

    def meant(self, scope: dict[str, Any]) -> bool:
        return str(scope["path"]).startswith(("/api/", "/bell/"))

    def pressing(self, scope: dict[str, Any]) -> bool:
        return str(scope["path"]).startswith("/bell/")

    def answer(self, _scope: dict[str, Any], body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        asked.append(body)
        return 201, [(b"x-from", b"program")], body.upper()


asked: list[bytes] = []


def tell(path: str, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    waiting = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(waiting)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    threads = StandingThreads(inside, Answering())  # type: ignore[arg-type]
    asyncio.run(threads({"type": "http", "path": path, "headers": []}, receive, send))
    return sent


def test_a_program_is_answered_in_one_piece() -> None:
    asked.clear()
    pieces: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"a", "more_body": True},
        {"type": "http.request", "body": b"b"},
    ]

    sent = tell("/api/v1/tickets", pieces)

    assert asked == [b"ab"]
    assert [(sent[0]["status"], sent[0]["headers"]), sent[1]["body"]] == [(201, [(b"x-from", b"program")]), b"AB"]


def test_a_program_that_hung_up_half_way_gets_nothing_done() -> None:
    asked.clear()
    pieces: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"a", "more_body": True},
        {"type": "http.disconnect"},
    ]

    assert (tell("/api/v1/tickets", pieces), asked) == ([], [])


def test_what_is_pressing_waits_for_no_page() -> None:
    """All threads for pages are taken by pages that never end; the bell is answered all the same."""
    asked.clear()
    sent: list[dict[str, Any]] = []

    async def story() -> None:
        ended, begun = asyncio.Event(), asyncio.Semaphore(0)

        async def endless(_scope: Any, _receive: Any, _send: Any) -> None:
            begun.release()
            await ended.wait()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"ring"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        threads = StandingThreads(endless, Answering())  # type: ignore[arg-type]
        pages = [
            asyncio.create_task(threads({"type": "http", "path": "/", "headers": []}, receive, send))
            for _number in range(THREADS)
        ]
        for _number in range(THREADS):
            await begun.acquire()
        await asyncio.wait_for(threads({"type": "http", "path": "/bell/", "headers": []}, receive, send), 5)
        ended.set()
        await asyncio.gather(*pages)

    asyncio.run(story())

    assert (asked, [message.get("status") for message in sent]) == ([b"ring"], [201, None])
