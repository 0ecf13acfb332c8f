"""What a letter costs on its whole way: stored, read, made into a ticket, told, indexed. Run by `bin/bench mail`.

`python -m bench.letters N` stores and understands N letters of colleagues (as their mail programs write them: UTF-8 and
ISO-2022-JP, quotes, small files) with one worker on SQLite and two on PostgreSQL; `worker` is such a worker;
`large` takes in one letter of 25 MB and says the seconds and the highest memory of its process.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formataddr
from random import Random
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from bench.judging import percentile  # noqa: E402
from suketto.channels.email.models import Letter  # noqa: E402
from suketto.channels.email.storing import Arrival, store  # noqa: E402
from suketto.channels.email.taking import take_in  # noqa: E402
from suketto.channels.email.understanding import understand, understand_waiting  # noqa: E402
from suketto.demo.content import story  # noqa: E402
from suketto.people.actions import change_desk, open_desk, take_on  # noqa: E402
from suketto.people.models import Desk, Person  # noqa: E402
from suketto.search.models import Document  # noqa: E402
from suketto.tickets.models import Ticket  # noqa: E402

PEOPLE = 300
AT_ONCE = 50
LARGE = 25 * 1024 * 1024
QUOTE = """

2026年11月20日(金) 9:12 情報システム <help@example.jp>:
> お問い合わせありがとうございます。
> 確認します。
"""


def company() -> tuple[Desk, list[Person]]:
    desk = Desk.objects.first() or open_desk("情報システム", by=None, slug="it")
    change_desk(desk, by=None, email="help@example.jp")  # a house knows where it is written to
    people = list(Person.objects.filter(email__startswith="letter")[:PEOPLE])
    people += [
        take_on(
            by=None, family_name="柴田", given_name=f"葵{number}", employee_number=f"L{number:05d}",
            email=f"letter{number}@example.jp",
        )
        for number in range(len(people), PEOPLE)
    ]  # fmt: skip
    return desk, people


def letters(people: list[Person], count: int) -> Iterator[bytes]:
    random = Random(20261120)  # noqa: S311  (the same letters every time)
    for number in range(count):
        told, by = story(random), people[number % len(people)]
        charset = "iso-2022-jp" if number % 2 else "utf-8"
        text = f"{told.body}\n{told.stuck}{QUOTE if number % 3 else ''}"
        try:
            text.encode(charset)
        except UnicodeEncodeError:
            charset = "utf-8"
        letter = MIMEMultipart()
        letter["From"], letter["To"] = formataddr((by.full_name, by.email)), "help@example.jp"
        letter["Subject"], letter["Date"] = told.subject, "Fri, 20 Nov 2026 08:55:00 +0900"
        letter["Message-ID"] = f"<bench-{number}@example.jp>"
        letter.attach(MIMEText(text, "plain", charset))
        if number % 10 == 0:
            file = MIMEBase("application", "octet-stream")
            file.set_payload(random.randbytes(2000).hex())
            file.add_header("Content-Disposition", "attachment", filename=("utf-8", "", "画面.bin"))
            letter.attach(file)
        yield letter.as_bytes()


def measure(count: int) -> dict[str, Any]:
    desk, people = company()
    raw = list(letters(people, count))
    understand_one_first(desk, people)
    load, began = os.getloadavg()[0], time.perf_counter()
    for start in range(0, count, AT_ONCE):
        store([Arrival(one) for one in raw[start : start + AT_ONCE]], came_by="file", desk=desk)
    stored = time.perf_counter() - began
    if connection.vendor == "postgresql":
        workers = [subprocess.Popen([sys.executable, "-m", "bench.letters", "worker"]) for _ in range(2)]
        # A worker's first second is spent on reading the dictionary, which a living one has behind it.
        sum(worker.wait() for worker in workers)
    else:
        understand_waiting()
    whole = time.perf_counter() - began
    return {
        "database": connection.vendor, "letters": count, "stored_a_second": round(count / stored),
        "whole_way_a_second": round(count / whole, 1), "tickets": Ticket.objects.count() - 1,
        "indexed": Document.objects.count() - 1,
        "not_opened": Letter.objects.exclude(outcome="opened").count(), **one_by_one(desk, people),
        "load_before": round(load, 1), "load_after": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def understand_one_first(desk: Desk, people: list[Person]) -> None:
    """So that the dictionary is read and every statement known."""
    mark = str(os.getpid()).encode()
    warm = next(letters(people, 1)).replace(b"<bench-0@", b"<warm-" + mark + b"@")
    [first] = store([Arrival(warm)], came_by="file", desk=desk)
    understand(first.pk)


def one_by_one(desk: Desk, people: list[Person]) -> dict[str, float]:
    """Milliseconds of one letter taken in alone, as at the pipe."""
    times = []
    for number, raw in enumerate(letters(people, 100)):
        began = time.perf_counter()
        take_in(raw.replace(b"<bench-", f"<alone-{number}-".encode()), desk=desk)
        times.append((time.perf_counter() - began) * 1000)
    return {"alone_p50_ms": round(percentile(times, 0.5), 1), "alone_p95_ms": round(percentile(times, 0.95), 1)}


def large() -> dict[str, Any]:
    """One letter of 25 MB (a file in base64), from its bytes to the committed ticket."""
    desk, people = company()
    understand_one_first(desk, people)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    raw = (
        f"From: {people[0].email}\r\nTo: help@example.jp\r\nSubject: large\r\nMessage-ID: <large@example.jp>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=large.bin\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + b"\r\n".join([b"QUJD" * 19] * (LARGE // 78))
    began = time.perf_counter()
    told = take_in(raw, desk=desk)
    seconds = time.perf_counter() - began
    return {
        "large_mb": round(len(raw) / 1024 / 1024, 1), "large_seconds": round(seconds, 2),
        "large_outcome": told["outcome"],
        "memory_before_mb": before, "memory_highest_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1] == "worker":
        understand_waiting()
    else:
        sys.stdout.write(json.dumps(large() if sys.argv[1] == "large" else measure(int(sys.argv[1]))))
