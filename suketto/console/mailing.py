"""mail take-in, mail door, mail status."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from suketto.channels.email.door import Door
from suketto.channels.email.models import Mailbox
from suketto.channels.email.queries import state_of
from suketto.channels.email.taking import Rehearsal, files_in, letters_in, take_in
from suketto.console.serving import migrate_quietly, say
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.people.models import Desk

TRY_AGAIN = 75  # what a mail server understands of a pipe as "keep the letter and come back" (sysexits.h: EX_TEMPFAIL)


def take(arguments: argparse.Namespace) -> int:
    """Takes letters in, one after the other; a file that cannot be read is told of and the rest goes on."""
    if not connection.introspection.table_names():
        migrate_quietly()
    desk = _desk(arguments.desk)
    rehearsal = Rehearsal() if arguments.dry_run else None
    status = 0
    for place in arguments.files:
        files = [place] if str(place) == "-" else files_in(place)
        if not files:
            sys.stderr.write(f"{place}: there is no letter in this folder\n")
        for file in files:
            status = _take_file(file, arguments, desk, rehearsal) or status
            if status == TRY_AGAIN:
                return status
        status = status if files else 1
    return status


def _take_file(file: Path, arguments: argparse.Namespace, desk: Desk | None, rehearsal: Rehearsal | None) -> int:
    """0 when every letter of the file was taken in."""
    status = 0
    try:
        letters = [("-", sys.stdin.buffer.read())] if str(file) == "-" else list(letters_in(file))
    except (OSError, MemoryError) as error:
        sys.stderr.write(f"{file}: {getattr(error, 'strerror', '') or 'too large to be read'}\n")
        return 1
    for name, raw in letters:
        try:
            told = {"file": name} | (rehearsal.judge(raw) if rehearsal else take_in(raw, desk=desk))
        except Exception as error:  # noqa: BLE001  (the other letters must not wait for this one)
            sys.stderr.write(f"{name}: not taken in ({type(error).__name__}); what is stored is read within a minute\n")
            if name == "-":
                return TRY_AGAIN
            status = 1
            continue
        say(json.dumps(told, ensure_ascii=False) if arguments.json else "\n".join(_in_words(told)))
    return status


def _in_words(told: dict[str, Any]) -> Iterator[str]:
    where = f" {told['ticket']}" if told["ticket"] else ""
    yield f"{told['file']}: {told['outcome']}{where} ({told['reason']})"
    if told["from_address"] or told["from_name"] or told["subject"]:
        yield f"  {told['from_name']} <{told['from_address']}>: {told['subject']}"
    for one in told["attachments"]:
        yield f"  + {one['name']} ({one['size']:,} bytes)"


def _desk(slug: str) -> Desk | None:
    if not slug:
        return None
    desk = Desk.objects.filter(slug=slug).first()
    if desk is None:
        known = ", ".join(Desk.objects.values_list("slug", flat=True)) or "none yet"
        raise Refusal(f"there is no desk called {slug}; known: {known}")
    return desk


def door(arguments: argparse.Namespace) -> int:
    """Listens for LMTP until a signal."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    listening = Door(arguments.host, arguments.port)
    try:
        listening.start()
    except OSError as error:
        raise Refusal(f"cannot listen on {arguments.host}:{arguments.port}: {error.strerror or error}") from error
    say(f"LMTP on {arguments.host}:{arguments.port} (Ctrl-C stops)")
    stopping.wait()
    listening.stop()
    return 0


def status(arguments: argparse.Namespace) -> int:
    """One line a mailbox: when it was last read, and what is wrong."""
    troubled = 0
    for mailbox in Mailbox.objects.select_related("desk"):
        state = state_of(mailbox, clock.now())
        troubled += not state.well
        read = f"last read {mailbox.read_at:%Y-%m-%d %H:%M} UTC" if mailbox.read_at else "never read"
        say(f"{'ok ' if state.well else 'NO '} {mailbox.address}: {read}{', ' + state.cause if state.cause else ''}")
    return 1 if troubled else 0
