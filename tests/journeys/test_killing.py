"""A server that is killed in the middle of its work loses nothing that it had acknowledged, and does nothing twice."""

import json
import os
import re
import signal
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.journeys.house import House

SEED = "tests.journeys.seeds:with_a_token"
KILLS = 3
WRITERS = 4


@dataclass
class Writers:
    """Clients that go on asking until told to stop; what was answered with 201 counts as acknowledged."""

    url: str
    secret: str
    acknowledged: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def ask(self) -> None:
        while not self.stopping.is_set():
            name = f"殺されても残る {uuid.uuid4().hex}"
            body = json.dumps({"text": name}).encode()
            headers = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}
            try:
                with urlopen(Request(f"{self.url}/api/v1/tickets", body, headers), timeout=5) as answer:  # noqa: S310
                    if answer.status == 201:
                        self.acknowledged.append(name)
            except HTTPError as error:
                raise AssertionError(error.read().decode()) from error
            except (OSError, HTTPException):
                time.sleep(0.05)


def told_by(house: House) -> dict[str, Any]:
    printed = house.premises.run(sys.executable, "-m", "tests.journeys.plant", "tests.journeys.seeds:tell")
    return dict(json.loads(printed))


@pytest.mark.slow
def test_killed_again_and_again_it_keeps_every_acknowledged_ticket(house: House) -> None:
    secret = (Path(house.premises.var) / "token.txt").read_text()
    writers = Writers(house.url, secret)
    threads = [threading.Thread(target=writers.ask, daemon=True) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()

    for _kill in range(KILLS):
        time.sleep(1.5)
        os.killpg(house.process.pid, signal.SIGKILL)
        house.process.wait()
        house.start()
    time.sleep(1)
    writers.stopping.set()
    for thread in threads:
        thread.join(10)

    found = told_by(house)
    assert len(writers.acknowledged) > 20
    assert sorted(set(writers.acknowledged) - set(found["subjects"])) == []
    assert re.search("unbroken", house.suketto("verify"))


@pytest.mark.slow
def test_every_ticket_is_acknowledged_by_one_mail_after_all(house: House) -> None:
    deadline = time.monotonic() + 60
    while True:
        found = told_by(house)
        if found["mails"] == found["tickets"] or time.monotonic() > deadline:
            break
        time.sleep(1)

    assert (found["mails"], found["doubled"]) == (found["tickets"], 0)
