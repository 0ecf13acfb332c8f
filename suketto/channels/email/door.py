"""The LMTP door: a mail server on the same machine hands letters over and is told "yes" only when they are stored."""

import asyncio
import threading
from concurrent.futures import Future
from weakref import WeakSet

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from suketto.channels.email.jobs import understand_letters
from suketto.channels.email.models import Letter, Mailbox
from suketto.channels.email.storing import Arrival, store
from suketto.people.models import Desk

log = structlog.get_logger("suketto.channels.email")
LARGEST = 60 * 1024 * 1024


class Door:
    """Listens for LMTP; meant for a mail server on the same machine, so it asks for no password."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.opened: Future[None] = Future()
        self.sessions: WeakSet[LMTP] = WeakSet()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._listen()), name="door", daemon=True)

    def start(self) -> None:
        """Returns when it listens; a taken port is an OSError."""
        self.thread.start()
        self.opened.result(timeout=10)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.closing.set)
        self.thread.join(5)

    async def _listen(self) -> None:
        self.loop, self.closing = asyncio.get_running_loop(), asyncio.Event()
        try:
            server = await self.loop.create_server(self._spoken_to, self.host, self.port)
        except OSError as error:
            self.opened.set_exception(error)
            return
        self.opened.set_result(None)
        async with server:
            await self.closing.wait()
            for session in self.sessions:
                if session.transport is not None:
                    session.transport.close()
            await asyncio.sleep(0)  # so that the loop lets go of them before it ends

    def _spoken_to(self) -> LMTP:
        session = LMTP(Porter(), data_size_limit=LARGEST, enable_SMTPUTF8=True, decode_data=False, loop=self.loop)
        self.sessions.add(session)
        return session


class Porter:
    """One answer for each recipient, as LMTP wants it."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        answers = []
        for to in envelope.rcpt_tos:
            try:
                await sync_to_async(hand_over, thread_sensitive=False)(raw, to, envelope.mail_from or "")
            except Exception as error:  # noqa: BLE001  (whatever it is, the sender keeps the letter and tries again)
                log.warning("letter not stored", error=repr(error)[:200])
                answers.append("451 4.3.0 not stored, try again")
            else:
                answers.append("250 2.0.0 stored")
        return "\r\n".join(answers)


def hand_over(raw: bytes, to: str, mail_from: str) -> Letter:
    """Stores the letter for the desk of its recipient, with what only the envelope knows written on top."""
    close_old_connections()
    try:
        envelope = f"Return-Path: <{mail_from}>\r\nDelivered-To: {to}\r\n".encode("utf-8", "surrogateescape")
        [letter] = store([Arrival(envelope + raw)], came_by=Letter.CameBy.LMTP, desk=desk_of(to))
        understand_letters.enqueue()
        return letter
    finally:
        close_old_connections()


def desk_of(to: str) -> Desk | None:
    """The desk that is written to at this address, its plus-addresses included."""
    local, _at, domain = to.lower().rpartition("@")
    bare = f"{local.partition('+')[0]}@{domain}"
    mailbox = Mailbox.objects.select_related("desk").filter(address__iexact=bare).first()
    found: Desk | None = mailbox.desk if mailbox else Desk.objects.filter(email__iexact=bare).first()
    return found
