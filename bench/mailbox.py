"""Whether pages stay quick while a full mailbox is taken in: `bin/bench mailbox` (needs Dovecot and Postfix, as root).

A house of its own with a desk's mailbox; a member's work list is asked for again and again, first in peace, then while
the letters come in by IMAP and are understood in the same process.
"""

import os
import sys
import time
from http.client import HTTPConnection
from typing import Any

from bench.house import House
from bench.load import Request, percentile
from bench.measures import cookie

PAUSE = 0.1
CALM_FOR = 20.0
LIMIT = 1800.0


def measure(house: House, letters: int, say: Any) -> dict[str, Any]:
    from tests.mail.servers import mail_servers  # noqa: PLC0415  (the private servers of the tests)

    with mail_servers() as servers:
        servers.deliver_at_once("help", [a_letter(number) for number in range(letters)])
        house.start()
        say("in peace")
        inbox = Request("/desk/", cookie(house.known["member"]))
        calm_until = time.monotonic() + CALM_FOR
        calm = asked(house.port, inbox, lambda: time.monotonic() > calm_until)
        say(f"{letters:,} letters")
        began = time.monotonic()
        _connect(house, servers.imap)
        taken = [0.0]

        def done() -> bool:
            if time.monotonic() - taken[0] > 5:
                taken[0] = time.monotonic()
                return _opened(house) >= letters or time.monotonic() - began > LIMIT
            return False

        busy = asked(house.port, inbox, done)
        seconds = time.monotonic() - began
        return {
            "database": house.kind, "letters": letters, "taken_in_seconds": round(seconds), "opened": _opened(house),
            "calm_p50_ms": round(percentile(calm, 0.5), 1), "calm_p95_ms": round(percentile(calm, 0.95), 1),
            "busy_p50_ms": round(percentile(busy, 0.5), 1), "busy_p95_ms": round(percentile(busy, 0.95), 1),
            "busy_worst_ms": round(max(busy), 1),
            "times_calm_p95": round(percentile(busy, 0.95) / percentile(calm, 0.95), 2),
            "memory": house.megabytes(), "load": round(os.getloadavg()[0], 1),
        }  # fmt: skip


def a_letter(number: int) -> bytes:
    head = f"From: colleague{number % 50}@example.jp\r\nTo: help@example.jp\r\nSubject: VPN {number}\r\n"
    head += f"Message-ID: <bench-{number}@example.jp>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    return f"{head}{number}番目の相談です。VPNにつながらず、証明書の期限が切れていると出ます。\r\n".encode()


def asked(port: int, page: Request, enough: Any) -> list[float]:
    """Milliseconds of one page after the other, ten a second at most, until it is enough."""
    connection, spent = HTTPConnection("127.0.0.1", port, timeout=60), []
    while not enough():
        begun = time.perf_counter()
        page.send(connection)
        spent.append((time.perf_counter() - begun) * 1000)
        time.sleep(PAUSE)
    connection.close()
    return spent


def _connect(house: House, port: int) -> None:
    house.run(sys.executable, "-m", "bench.mailbox", str(port))


def _opened(house: House) -> int:
    return int(house.run(sys.executable, "-m", "bench.mailbox", "count"))


if __name__ == "__main__":
    import django

    django.setup()
    from suketto.channels.email.actions import connect
    from suketto.channels.email.models import Letter
    from suketto.people.models import Desk
    from tests.mail.servers import PASSWORD

    if sys.argv[1] == "count":
        sys.stdout.write(str(Letter.objects.exclude(outcome="waiting").count()))
    else:
        connect(by=None, desk=Desk.objects.order_by("pk").first(), address="help@example.jp", host="127.0.0.1",
                port=int(sys.argv[1]), security="plain", username="help@example.jp", password=PASSWORD)  # fmt: skip
