"""A thousand letters while the worker is killed twenty times: none is lost, none is doubled."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.house import ROOT, SUKETTO, Premises, built
from tests.mail.servers import MailServers, mail_servers, missing
from tests.mail.test_whole_way import HELP, asked_in, mailbox_of
from tests.unit.email.writing import a_letter

pytestmark = [pytest.mark.journey, pytest.mark.skipif(bool(missing()), reason=missing() or "never")]
LETTERS = 1000
KILLS = 20
DONE_WITHIN = 240.0
FILED = "&UeZ0Bm4IMH8-"


@pytest.fixture
def servers() -> Iterator[MailServers]:
    with mail_servers() as started:
        yield started


def test_a_thousand_letters_and_twenty_kills(servers: MailServers, tmp_path: Path) -> None:
    house = built(tmp_path / "var", "tests.mail.seeds:with_mailbox", MAIL_TEST_IMAP=str(servers.imap))
    servers.deliver_at_once(
        HELP.partition("@")[0],
        [a_letter(f"{number}番目", by="shibata@example.jp", subject=f"件 {number}") for number in range(LETTERS)],
    )

    for _kill in range(KILLS):
        worker = _work(house)
        time.sleep(random.uniform(1.0, 4.0))  # noqa: S311  (at any moment)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        # What a killed process held is free half a minute later; the test does not wait for it.
        asked_in(house, "Mailbox.objects.update(held_until=None)")
    worker = _work(house)
    try:
        _wait_until_done(house)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    assert asked_in(house, "Ticket.objects.count()") == LETTERS
    assert asked_in(house, "len(set(Ticket.objects.values_list('subject', flat=True)))") == LETTERS
    assert asked_in(house, "Letter.objects.filter(outcome='opened').count()") == LETTERS
    assert asked_in(house, "Event.objects.filter(kind='ticket.opened').count()") == LETTERS
    assert "unbroken" in house.suketto("verify")
    assert (len(mailbox_of(servers, HELP)), len(mailbox_of(servers, HELP, FILED))) == (0, LETTERS)


def _work(house: Premises) -> "subprocess.Popen[bytes]":
    with (house.var / "work.log").open("ab") as log:
        return subprocess.Popen(
            [SUKETTO, "work"], cwd=ROOT, env=house.environment, stdout=log, stderr=log, start_new_session=True
        )


def _wait_until_done(house: Premises) -> None:
    until = time.monotonic() + DONE_WITHIN
    unfiled = "Letter.objects.filter(filed_at=None).count() + Letter.objects.filter(outcome='waiting').count()"
    while time.monotonic() < until:
        if asked_in(house, "Letter.objects.count()") >= LETTERS and asked_in(house, unfiled) == 0:
            return
        time.sleep(1.0)
    raise AssertionError((house.var / "work.log").read_text()[-3000:])
