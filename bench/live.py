"""bin/bench live: open streams, each of a colleague in a chat. From a member's sending to the line on the other page.

A client does what the page does: it holds its stream, and when that says "ticket-42" it asks for the lines after the
last one it has. On PostgreSQL there are two nodes; one is killed while answers are being given, and its clients, with
the number of the last event they saw, go to the other one.
"""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

from bench.house import SUKETTO, House, _family, _weight, free_port
from bench.load import percentile

LINE = re.compile(r'data-line="(\d+)"')
WORD = re.compile(r"計測[0-9]+の返事")
TOKEN = "b" * 32
PACE = 0.2  # seconds between two answers: five a second over the whole desk
WAITS_AT_MOST = 30


@dataclass
class Node:
    """One serving process with its supervisor."""

    house: House
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        log = (self.house.var / f"serve-{self.port}.log").open("ab")
        self.process = subprocess.Popen(  # noqa: S603
            [SUKETTO, "serve", "--port", str(self.port)], env=self.house.environment, cwd=self.house.var,
            stdout=subprocess.DEVNULL, stderr=log, start_new_session=True,
        )  # fmt: skip

    async def ready(self) -> None:
        for _try in range(300):
            with suppress(OSError, asyncio.IncompleteReadError):
                if (await ask(self.port, "GET", "/healthz/", ""))[0] in {200, 301, 302, 404}:
                    return
            await asyncio.sleep(0.2)
        raise SystemExit("a node did not start")

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def megabytes(self) -> float:
        return _weight(_family(self.process.pid)) if self.process is not None else 0.0


async def ask(port: int, method: str, path: str, session: str, body: bytes = b"") -> tuple[int, str]:
    """One request on a connection of its own: status and text."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nHX-Request: true\r\n"
    head += f"Cookie: sessionid={session}; csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\nAccept-Encoding: identity\r\n"
    if method == "POST":
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    writer.write(head.encode() + b"\r\n" + body)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    status, _, rest = answer.partition(b"\r\n")
    return int(status.split()[1]), rest.decode("utf-8", "replace")


class Colleague:
    """A page that is open: its stream, the lines it shows, and when each of them came."""

    def __init__(self, chat: dict[str, Any], nodes: list[Node], at: int) -> None:
        self.number, self.session, self.last = chat["number"], chat["session"], chat["last"]
        self.nodes, self.at = nodes, at
        self.event, self.opened, self.came_back = "", asyncio.Event(), 0
        self.lines: dict[str, float] = {}
        self.shown: list[str] = []

    async def run(self) -> None:
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._stream()
            # What a browser does when its stream breaks: two seconds later it asks again, here behind the same address.
            await asyncio.sleep(2)
            alive = [each for each, node in enumerate(self.nodes) if node.process is not None]
            self.at = self.at if self.at in alive else alive[0]
            self.came_back += 1

    async def _stream(self) -> None:
        port = self.nodes[self.at].port
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        last = f"Last-Event-ID: {self.event}\r\n" if self.event else ""
        writer.write(
            f"GET /live/?since=0 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n{last}"
            f"Cookie: sessionid={self.session}\r\n\r\n".encode()
        )
        await writer.drain()
        try:
            while line := await reader.readline():
                text = line.decode().strip()
                if text.startswith("retry:"):
                    self.opened.set()
                elif text.startswith("id:"):
                    self.event = text[3:].strip()
                elif text.startswith("data:") and f'"ticket-{self.number}"' in text:
                    await self.look(port)
        finally:
            writer.close()

    async def look(self, port: int) -> None:
        status, text = await ask(port, "GET", f"/my/chats/{self.number}/lines/?after={self.last}", self.session)
        if status != 200:
            return
        now = time.perf_counter()
        for word in WORD.findall(text):
            self.lines.setdefault(word, now)
            self.shown.append(word)
        self.last = max([self.last, *map(int, LINE.findall(text))])


async def answer(port: int, session: str, number: int, words: str) -> float:
    """Seconds until the house said yes."""
    body = f"body={words}&once={uuid4()}&after=999999999".encode()
    begun = time.perf_counter()
    status, text = await ask(port, "POST", f"/desk/chats/{number}/lines/", session, body)
    if status != 200:
        raise SystemExit(f"an answer was answered {status}: {text[:300]}")
    return time.perf_counter() - begun


async def answers(
    known: dict[str, Any], people: list[Colleague], port: int, random: Random, times: int, first: int
) -> dict[str, tuple[Colleague, float]]:
    """Given at an even pace: by word to whom, and when it was sent."""
    sent: dict[str, tuple[Colleague, float]] = {}
    under_way = []
    for number in range(first, first + times):
        at = random.randrange(len(people))
        chat, words = known["chats"][at], f"計測{number}の返事"
        sent[words] = (people[at], time.perf_counter())
        session = known["members"][chat["member"]]
        under_way.append(asyncio.create_task(answer(port, session, chat["number"], words)))
        await asyncio.sleep(PACE)
    await asyncio.gather(*under_way)
    return sent


async def until(done: Callable[[], bool]) -> None:
    """Looks now and then, for half a minute at most."""
    for _look in range(WAITS_AT_MOST * 20):
        if done():
            return
        await asyncio.sleep(0.05)


async def arrived(sent: dict[str, tuple[Colleague, float]]) -> tuple[list[float], list[str]]:
    """Milliseconds of those that came, and the words that never did."""
    await until(lambda: all(words in person.lines for words, (person, _) in sent.items()))
    came = [(person.lines[words] - begun) * 1000 for words, (person, begun) in sent.items() if words in person.lines]
    return came, [words for words, (person, _) in sent.items() if words not in person.lines]


async def measured(house: House, known: dict[str, Any], times: int, say: Any) -> dict[str, Any]:
    nodes = [Node(house) for _ in range(2 if house.kind == "postgresql" else 1)]
    for node in nodes:
        node.start()
    try:
        for node in nodes:
            await node.ready()
        return await _with(nodes, known, times, say)
    finally:
        for node in nodes:
            node.kill()


async def _with(nodes: list[Node], known: dict[str, Any], times: int, say: Any) -> dict[str, Any]:
    random = Random(7)  # noqa: S311
    people = [Colleague(chat, nodes, at % len(nodes)) for at, chat in enumerate(known["chats"])]
    streams = [asyncio.create_task(person.run()) for person in people]
    await asyncio.wait_for(asyncio.gather(*(person.opened.wait() for person in people)), 60)
    say(f"{len(people)} streams are open")
    await answers(known, people, nodes[0].port, random, 20, 0)
    sent = await answers(known, people, nodes[0].port, random, times, 1000)
    came, lost = await arrived(sent)
    found: dict[str, Any] = {
        "streams": len(people), "nodes": len(nodes), "answers": len(sent), "lost": len(lost),
        "to screen p50": round(percentile(came, 0.5)), "to screen p95": round(percentile(came, 0.95)),
        "memory of one node": nodes[0].megabytes(), "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    if len(nodes) > 1:
        found |= await _killed(nodes, known, people, random, say)
    for stream in streams:
        stream.cancel()
    return found


async def _killed(
    nodes: list[Node], known: dict[str, Any], people: list[Colleague], random: Random, say: Any
) -> dict[str, Any]:
    """Answers go on while the second node dies."""
    say("one node is killed")
    its = [person for person in people if person.at == 1]
    giving = asyncio.create_task(answers(known, people, nodes[0].port, random, 60, 5000))
    await asyncio.sleep(3)
    begun = time.perf_counter()
    nodes[1].kill()
    await until(lambda: all(person.came_back and person.at == 0 for person in its))
    back = time.perf_counter() - begun
    sent = await giving
    _came, lost = await arrived(sent)
    doubled = sum(len(person.shown) - len(set(person.shown)) for person in people)
    return {
        "after a kill: clients that came back": len(its), "within s": round(back, 1), "answers meanwhile": len(sent),
        "lost after the kill": len(lost), "doubled": doubled,
    }  # fmt: skip


def measure(house: House, streams: int, times: int, say: Any) -> dict[str, Any]:
    house.begin()
    say(f"{streams} people are in a chat")
    known = json.loads(house.run(sys.executable, "-m", "bench.live_fill", str(streams)))
    return asyncio.run(measured(house, known, times, say))
