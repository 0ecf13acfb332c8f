"""Taking letters in from files, a pipe or LMTP, and saying what became of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from suketto.channels.email import belonging, judging, reading
from suketto.channels.email.models import Letter
from suketto.channels.email.storing import Arrival, store
from suketto.channels.email.understanding import understood
from suketto.people.models import Desk
from suketto.tickets.models import Ticket

_BETWEEN = re.compile(rb"(?:\A|\n\r?\n)From \S[^\r\n]{0,200}\d{4}[^\r\n]{0,40}\r?\n(?=[!-9;-~]{1,100}:)")


def files_in(place: Path) -> list[Path]:
    """The file itself, or every file of a folder and the folders in it (a Maildir, too), hidden ones apart."""
    if not place.is_dir():
        return [place]
    inside = (one for one in place.rglob("*") if not any(name.startswith(".") for name in one.relative_to(place).parts))
    return sorted(one for one in inside if one.is_file())


def letters_in(file: Path) -> Iterator[tuple[str, bytes]]:
    """The letters of a file by name: one, or the many of an mbox as file#1, file#2, …"""
    raw = file.read_bytes()
    found = list(_BETWEEN.finditer(raw)) if raw.startswith(b"From ") else []
    if len(found) < 2:
        yield str(file), raw
        return
    ends = [one.start() + 1 for one in found[1:]] + [len(raw)]
    for number, (begins, ends_at) in enumerate(zip((one.end() for one in found), ends, strict=True), start=1):
        yield f"{file}#{number}", raw[begins:ends_at]


def take_in(raw: bytes, *, desk: Desk | None = None, came_by: str = Letter.CameBy.FILE) -> dict[str, Any]:
    """Stores one letter, understands it and says what became of it; the same bytes once more are a duplicate."""
    [letter] = store([Arrival(raw)], came_by=came_by, desk=desk)
    known = letter.outcome != Letter.Outcome.WAITING
    read = reading.read(raw)
    if not known:
        understood(letter, read)
        letter = Letter.objects.select_related("ticket").get(pk=letter.pk)
    outcome, reason = (Letter.Outcome.IGNORED.value, "duplicate") if known else (letter.outcome, letter.reason)
    return _told(read, outcome, reason, letter.ticket)


@dataclass(slots=True)
class Rehearsal:
    """Judges letters without storing anything; those of one rehearsal know of each other as if they had come."""

    opened: set[str] = field(default_factory=set)
    seen: set[object] = field(default_factory=set)

    def judge(self, raw: bytes) -> dict[str, Any]:
        read = reading.read(raw)
        verdict = judging.judge(read)
        outcome, reason = verdict.outcome, verdict.reason
        dated = read.message_id and read.sent_at is not None
        name = (read.message_id, read.sender.address, read.subject, read.sent_at, belonging.content_of(read))
        if (name if dated else sha256(raw).digest()) in self.seen:
            outcome, reason = Letter.Outcome.IGNORED, "duplicate"
        elif outcome == Letter.Outcome.OPENED and self.opened & {read.in_reply_to, *read.references}:
            outcome, reason = Letter.Outcome.JOINED, "letter"
        self.seen |= {name, sha256(raw).digest()}
        if outcome in {Letter.Outcome.OPENED, Letter.Outcome.JOINED} and read.message_id:
            self.opened.add(read.message_id)
        return _told(read, outcome, reason, verdict.ticket)


def _told(read: reading.Letter, outcome: str, reason: str, ticket: Ticket | None) -> dict[str, Any]:
    return {
        "outcome": str(outcome), "reason": str(reason), "ticket": ticket.label if ticket else None,
        "subject": read.subject, "from_name": read.sender.name, "from_address": read.sender.address,
        "text": read.text, "folded": read.folded, "attachments": list(_files(read)),
    }  # fmt: skip


def _files(read: reading.Letter) -> Iterator[dict[str, Any]]:
    for one in read.attachments:
        yield {"name": one.name, "size": one.size, "sha256": one.sha256}
