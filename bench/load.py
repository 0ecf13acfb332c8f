"""Clients: one after the other to see how long a request takes, eight at once to see how many are done."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from multiprocessing import get_context
from multiprocessing.queues import Queue
from statistics import median
from typing import Any

ROUNDS = 5


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None

    def send(self, connection: HTTPConnection) -> int:
        """Sends it, reads the whole answer, gives its size; anything but success ends the run."""
        method = "GET" if self.body is None else "POST"
        sent = None if self.body is None else json.dumps(self.body)
        headers = self.headers | ({} if sent is None else {"Content-Type": "application/json"})
        connection.request(method, self.path, sent, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status not in {200, 201}:
            raise SystemExit(f"{method} {self.path} was answered {answer.status}: {said[:500]!r}")
        return len(said)


def milliseconds(port: int, requests: Sequence[Request], times: int, first: int = 0) -> list[float]:
    """One client, one connection; each request in turn, from the `first` on."""
    connection, spent = HTTPConnection("127.0.0.1", port, timeout=30), []
    for number in range(first, first + times):
        begun = time.perf_counter()
        requests[number % len(requests)].send(connection)
        spent.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return spent


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def side_by_side(port: int, ours: Sequence[Request], floor: Sequence[Request], times: int) -> dict[str, float]:
    """Rounds in turn, so that a noisy moment hits both; medians over the rounds."""
    for warming in (ours, floor):
        milliseconds(port, warming, 20)
    rounds = [
        (milliseconds(port, ours, times, 20 + at * times), milliseconds(port, floor, times)) for at in range(ROUNDS)
    ]
    return {
        "p50": round(median(median(mine) for mine, _ in rounds), 2),
        "p95": round(median(percentile(mine, 0.95) for mine, _ in rounds), 2),
        "floor_p50": round(median(median(bare) for _, bare in rounds), 2),
        "ratio": round(median(median(mine) / median(bare) for mine, bare in rounds), 2),
    }


def a_second(port: int, clients: Sequence[Sequence[Request]], seconds: float = 4.0) -> float:
    """How many are done each second by as many processes as there are clients."""
    context = get_context("fork")
    results: Queue[int] = context.Queue()
    start = context.Event()
    processes = [
        context.Process(target=_client, args=(port, requests, seconds, start, results, number))
        for number, requests in enumerate(clients)
    ]
    for process in processes:
        process.start()
    time.sleep(0.5)
    start.set()
    done = 0
    for _ in processes:
        done += results.get(timeout=seconds + 60)
    for process in processes:
        process.join()
    return round(done / seconds, 1)


def _client(port: int, requests: Sequence[Request], seconds: float, start: Any, results: Any, first: int) -> None:
    connection, done = HTTPConnection("127.0.0.1", port, timeout=60), 0
    start.wait()
    until = time.perf_counter() + seconds
    for number in count(first * 7):
        requests[number % len(requests)].send(connection)
        if time.perf_counter() > until:
            break
        done += 1
    connection.close()
    results.put(done)
