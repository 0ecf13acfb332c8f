"""The letterbox: bytes are kept before anybody tries to understand them."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from suketto.channels.email.models import Letter, Mailbox
from suketto.foundation import clock
from suketto.people.models import Desk
from suketto.tickets.models import path_of

# The same bytes fetched anew give the same name, and the ticket they open carries it: opened twice is opened once.
LETTERS = UUID("6d3d8f0e-2a52-4b0e-9c2e-6f0a9f3b7c11")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A letter at the door: its bytes, and where IMAP had it."""

    raw: bytes
    uid: int | None = None
    came_at: datetime | None = None


def store(
    arrivals: Iterable[Arrival], *, came_by: str, mailbox: Mailbox | None = None, desk: Desk | None = None
) -> list[Letter]:
    """Keeps the bytes, then writes one row each in one transaction; what is stored already is given back as it is.

    When this returns, nothing that was handed over can be lost any more.
    """
    kept = [(arrival, _keep(arrival.raw)) for arrival in arrivals]
    with transaction.atomic():
        return [_row(arrival, sha256, came_by, mailbox, desk) for arrival, sha256 in kept]


def _row(arrival: Arrival, sha256: str, came_by: str, mailbox: Mailbox | None, desk: Desk | None) -> Letter:
    validity = mailbox.uidvalidity if mailbox else None
    where = f"{mailbox.pk}/{validity}/{arrival.uid}" if mailbox and arrival.uid is not None else "door"
    letter, once = _known(where, sha256, desk)
    if letter is not None:
        return letter
    if mailbox is not None and arrival.uid is not None:
        _give_up_the_number(mailbox, arrival.uid)
    letter, _new = Letter.objects.get_or_create(
        once=once,
        defaults={
            "desk": mailbox.desk if mailbox else desk, "mailbox": mailbox, "came_by": came_by,
            "uidvalidity": validity if arrival.uid is not None else None, "uid": arrival.uid, "sha256": sha256,
            "size": len(arrival.raw), "came_at": arrival.came_at or clock.now(),
        },
    )  # fmt: skip
    return letter


def _known(where: str, sha256: str, desk: Desk | None) -> tuple[Letter | None, UUID]:
    """The row these bytes have, and the name of the row; at the door the same bytes may come for two desks, and the
    second desk's are a row of their own."""
    once = uuid5(LETTERS, f"{where}/{sha256}")
    letter: Letter | None = Letter.objects.filter(once=once).first()
    if letter is None or where != "door" or desk is None or letter.desk_id in {None, desk.pk}:
        return letter, once
    once = uuid5(LETTERS, f"{where}/{desk.pk}/{sha256}")
    return Letter.objects.filter(once=once).first(), once


def _give_up_the_number(mailbox: Mailbox, uid: int) -> None:
    """A server that gives a number twice (a folder restored, every folder with UIDVALIDITY 1) means the later letter
    from now on; the earlier one is stored and has no place of its own any more."""
    same = Letter.objects.filter(mailbox=mailbox, uidvalidity=mailbox.uidvalidity, uid=uid)
    if same.exists():
        same.update(uid=None, uidvalidity=None)


def _keep(raw: bytes) -> str:
    """Writes the bytes under their hash, through to the disk: a power cut may come before the next sentence."""
    sha256 = hashlib.sha256(raw).hexdigest()
    path = path_of(sha256)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(raw))
        _through_to_the_disk(path)
    return sha256


def _through_to_the_disk(path: str) -> None:
    try:
        place = Path(default_storage.path(path))
    except NotImplementedError:  # a store elsewhere answers only when it has the bytes
        return
    for name in (place, place.parent):
        descriptor = os.open(name, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
