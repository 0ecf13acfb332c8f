"""Goes to each mailbox and waits there: one thread a mailbox, one process a mailbox, and back after every fall."""

import contextlib
import random
import threading
import uuid
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection
from django.db.models import Q
from imap_tools import BaseMailBox

from suketto.channels.email.connecting import CannotConnect, cause_of, opened
from suketto.channels.email.fetching import file_away, take_new
from suketto.channels.email.jobs import understand_letters
from suketto.channels.email.models import Letter, Mailbox
from suketto.foundation import clock
from suketto.foundation.text import clip

log = structlog.get_logger("suketto.channels.email")
LOOK_EVERY = 5.0  # seconds between looks at the list of mailboxes
WAIT_IN_IDLE = 50.0
POLL_EVERY = 30.0  # where the server knows no IDLE
HELD_FOR = timedelta(seconds=30)  # renewed at every look: what a killed process held is free half a minute later
SAY_READ_EVERY = timedelta(seconds=60)
LONGEST_PAUSE = 300.0


class Postman:
    """Keeps one reader alive for every active mailbox that no other process reads."""

    def __init__(self) -> None:
        self.name = f"postman-{uuid.uuid4().hex[:12]}"
        self.stopping = threading.Event()
        self.readers: dict[int, threading.Thread] = {}

    def stop(self) -> None:
        self.stopping.set()

    def run(self) -> None:
        while not self.stopping.is_set():
            close_old_connections()
            with contextlib.suppress(DatabaseError, InterfaceError):
                Mailbox.objects.filter(held_by=self.name).update(held_until=clock.now() + HELD_FOR)
                for number in list(Mailbox.objects.filter(active=True).values_list("pk", flat=True)):
                    self._have_a_reader(number)
            self.stopping.wait(LOOK_EVERY)
        for reader in self.readers.values():
            reader.join(3)
        connection.close()

    def _have_a_reader(self, number: int) -> None:
        reader = self.readers.get(number)
        if reader is None or not reader.is_alive():
            reader = threading.Thread(target=self._read_for_ever, args=(number,), name=f"mailbox-{number}", daemon=True)
            self.readers[number] = reader
            reader.start()

    def _read_for_ever(self, number: int) -> None:
        """Until stopped, switched off, or held by another process."""
        falls = 0
        try:
            while not self.stopping.is_set() and hold(number, self.name):
                mailbox = Mailbox.objects.select_related("desk").get(pk=number)
                falls = 0 if self._visit(mailbox) else falls + 1
                self.stopping.wait(min(LONGEST_PAUSE, 2.0**falls + random.random()) if falls else 0)  # noqa: S311
        except (DatabaseError, InterfaceError) as error:
            log.warning("mailbox left for a while", mailbox=number, error=type(error).__name__)
        finally:
            with contextlib.suppress(DatabaseError, InterfaceError):
                let_go(number, self.name)
            connection.close()

    def _visit(self, mailbox: Mailbox) -> bool:
        """One connection, for as long as it holds; False when it fell."""
        try:
            with opened(mailbox) as box:
                while not self.stopping.is_set() and hold(mailbox.pk, self.name) and not changed(mailbox):
                    look(box, mailbox)
                    wait(box, self.stopping)
        except CannotConnect as refusal:
            fell(mailbox, refusal.cause, refusal.detail)
            return False
        return True


def look(box: BaseMailBox, mailbox: Mailbox) -> int:
    """One look: take what is new, have it understood, mark it. A line that breaks here is a `CannotConnect`."""
    try:
        taken = take_new(box, mailbox)
        if taken or Letter.objects.waiting().filter(mailbox=mailbox).exists():
            understand_letters.enqueue()
        file_away(box, mailbox)
    except (OperationalError, InterfaceError):
        raise
    except DatabaseError as error:  # it is there, and refuses what we give it: the administrator must see that
        log.exception("letter not stored", mailbox=mailbox.pk)
        raise CannotConnect("store", repr(error)[:200]) from error
    except Exception as error:
        log.warning("mailbox fell", mailbox=mailbox.pk, error=repr(error)[:200])
        raise CannotConnect(cause_of(error), repr(error)[:200]) from error
    read_well(mailbox)
    return taken


def wait(box: BaseMailBox, stopping: threading.Event) -> None:
    """Until the server says that something came, or for a while."""
    if "IDLE" not in box.client.capabilities:
        stopping.wait(POLL_EVERY)
        return
    waited = 0.0
    try:
        box.idle.start()  # type: ignore[no-untyped-call]
        while waited < WAIT_IN_IDLE and not stopping.is_set():
            if box.idle.poll(timeout=1.0):
                break
            waited += 1.0
        box.idle.stop()  # type: ignore[no-untyped-call]
    except Exception as error:
        raise CannotConnect(cause_of(error), repr(error)[:200]) from error


def hold(number: int, name: str) -> bool:
    """Says for the next half minute that this process reads the mailbox; False when another does, or nobody should."""
    now = clock.now()
    mine = Q(held_by=name) | Q(held_until=None) | Q(held_until__lt=now)
    held = Mailbox.objects.filter(mine, pk=number, active=True)
    return bool(held.update(held_by=name, held_until=now + HELD_FOR))


def let_go(number: int, name: str) -> None:
    Mailbox.objects.filter(pk=number, held_by=name).update(held_by="", held_until=None)


def changed(mailbox: Mailbox) -> bool:
    """Whether an administrator changed how it is reached since this connection was made."""
    now = Mailbox.objects.filter(pk=mailbox.pk).values_list(*REACHED_BY).first()
    return now != tuple(getattr(mailbox, name) for name in REACHED_BY)


REACHED_BY = (
    "host", "port", "security", "sign_in", "username", "secret", "token_address", "client_id", "scope", "folder",
    "done_folder", "address", "desk_id",
)  # fmt: skip


def read_well(mailbox: Mailbox, now: datetime | None = None) -> None:
    now = now or clock.now()
    if mailbox.trouble or mailbox.read_at is None or now - mailbox.read_at > SAY_READ_EVERY:
        mailbox.read_at, mailbox.trouble, mailbox.trouble_words, mailbox.trouble_since = now, "", "", None
        mailbox.save(update_fields=["read_at", "trouble", "trouble_words", "trouble_since"])


def fell(mailbox: Mailbox, cause: str, detail: str) -> None:
    """Writes down why the mailbox cannot be read, and since when."""
    mailbox.trouble, mailbox.trouble_words = cause, clip(detail, 300)
    mailbox.trouble_since = mailbox.trouble_since or clock.now()
    mailbox.save(update_fields=["trouble", "trouble_words", "trouble_since"])
