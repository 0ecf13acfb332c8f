"""The hub of one process: learns that events exist, fans them out to the open streams of those who may know.

Inside the process a bell rings at commit. From other processes comes `PRAGMA data_version` on SQLite (it changes when
another connection commits), and on PostgreSQL a look five times a second. Either way only "something new" is said; the
events themselves are read from the table by `id > last`, so nothing is missed or told twice.
"""

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import structlog
from django.db import Error, connection, connections

from suketto.foundation import lifespan
from suketto.foundation.rows import newest_id
from suketto.foundation.scope import Viewer
from suketto.jobs import nudge
from suketto.trail.audience import NOBODY_ELSE, Audience, audiences
from suketto.trail.models import Event, Whisper

log = structlog.get_logger("suketto.trail")
LOOK_EVERY = 0.2
LOOK_EVERY_POSTGRESQL = 0.2
QUEUE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Signal:
    """What a stream says: never the content, only what changed. The page then asks for its own fragment.

    A passing word has no place in the history: its `id` is 0.
    """

    id: int
    topics: tuple[str, ...]


@dataclass(eq=False)
class Subscriber:
    viewer: Viewer
    loop: asyncio.AbstractEventLoop
    queue: "asyncio.Queue[Signal | None]" = field(default_factory=lambda: asyncio.Queue(QUEUE_LENGTH))

    def tell(self, signal: Signal | None) -> None:
        """From any thread. A reader too slow to follow is closed; it comes back with its Last-Event-ID."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._put, signal)

    def _put(self, signal: Signal | None) -> None:
        if self.queue.full():
            self.queue = asyncio.Queue(QUEUE_LENGTH)
            signal = None
        self.queue.put_nowait(signal)


def may_know(viewer: Viewer, event: Event, audience: Audience = NOBODY_ELSE) -> bool:
    """Members of the desk know all of it; whom it concerns and who follows it, what is not internal; nobody else.

    Who follows it and works at another desk has the desk's page of it open, and is told of the internal part too.
    """
    if viewer.desk_ids & (audience.desk_ids | {event.desk_id}):
        return True
    if viewer.person_id in audience.person_ids:
        return not event.internal or bool(viewer.desk_ids)
    return event.person_id is not None and event.person_id == viewer.person_id and not event.internal


def signal_of(event: Event, viewer: Viewer, audience: Audience = NOBODY_ELSE) -> Signal:
    """What this viewer is told: of other people not even the numbers."""
    topics = [f"{event.about_kind}-{event.about_id}"]
    topics += [f"desk-{desk_id}" for desk_id in sorted(viewer.desk_ids & (audience.desk_ids | {event.desk_id}))]
    if viewer.person_id in audience.person_ids | {event.person_id}:
        topics.append(f"person-{viewer.person_id}")
    return Signal(event.id, tuple(topics))


class Hub:
    """Started with the first subscriber; one thread a process."""

    def __init__(self) -> None:
        self.subscribers: set[Subscriber] = set()
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None
        self.begun = threading.Event()
        self.stopped = threading.Event()
        self.last = 0
        self.heard = 0  # the last whisper of another process

    @contextmanager
    def subscription(self, viewer: Viewer) -> Iterator[Subscriber]:
        subscriber = Subscriber(viewer, asyncio.get_running_loop())
        with self.lock:
            self.subscribers.add(subscriber)
            if self.thread is None:
                self.thread = threading.Thread(target=self._watch, name="hub", daemon=True)
                self.thread.start()
        try:
            yield subscriber
        finally:
            with self.lock:
                self.subscribers.discard(subscriber)

    def known(self) -> int | None:
        """The last event that the streams were told; None while nobody listens in this process."""
        return self.last if self.begun.is_set() else None

    def pass_on(self, whisper: Whisper) -> None:
        """Tells the open pages of this process, but not those of whoever said it."""
        with self.lock:
            listening = list(self.subscribers)
        for subscriber in listening:
            viewer = subscriber.viewer
            meant = whisper.desk_id in viewer.desk_ids or whisper.person_id == viewer.person_id
            if meant and whisper.by_id != viewer.person_id:
                subscriber.tell(Signal(0, (whisper.topic,)))

    def stop(self) -> None:
        self.stopped.set()
        self.begun.set()
        with self.lock:
            for subscriber in self.subscribers:
                subscriber.tell(None)

    def _watch(self) -> None:
        bell = nudge.bell()
        version = 0
        while not self.stopped.is_set():
            try:
                if not self.begun.is_set():
                    self.last, self.heard = newest(), _newest_whisper()
                    self.begun.set()
                rung = bell.wait(LOOK_EVERY if connection.vendor == "sqlite" else LOOK_EVERY_POSTGRESQL)
                bell.clear()
                seen = _data_version()
                if rung or seen != version or connection.vendor != "sqlite":
                    version = seen
                    self._fan_out()
            except Error as error:
                log.warning("live stream waits for the database", error=type(error).__name__)
                connections.close_all()
                self.stopped.wait(1)
        connections.close_all()

    def _fan_out(self) -> None:
        while events := list(Event.objects.filter(id__gt=self.last).order_by("id")[:500]):
            self._tell(events)
        for whisper in Whisper.objects.filter(id__gt=self.heard).order_by("id")[:QUEUE_LENGTH]:
            self.heard = whisper.pk
            if whisper.origin != origin():
                self.pass_on(whisper)

    def _tell(self, events: list[Event]) -> None:
        with self.lock:
            listening = list(self.subscribers)
        heard_by = audiences(events) if listening else {}
        for event in events:
            audience = heard_by.get(event.id, NOBODY_ELSE)
            for subscriber in listening:
                if may_know(subscriber.viewer, event, audience):
                    subscriber.tell(signal_of(event, subscriber.viewer, audience))
            self.last = event.id


def newest() -> int:
    return newest_id(Event)


def _newest_whisper() -> int:
    return newest_id(Whisper)


def origin() -> str:
    """This process, as others may know it."""
    return f"{socket.gethostname()[:15]}-{os.getpid()}"


def missed_by(viewer: Viewer, since: int) -> list[Signal]:
    """As `missed`, once the hub has begun: what is later than its beginning comes to the subscriber by itself."""
    the_hub.begun.wait()
    return missed(viewer, since)


def missed(viewer: Viewer, since: int) -> list[Signal]:
    """What happened after the event the browser saw last; more than 500 later events are one signal to redraw."""
    events = list(Event.objects.filter(id__gt=since).order_by("id")[:501])
    if len(events) > 500:
        return [Signal(newest(), ("everything",))]
    heard_by = audiences(events)
    heard = [(event, heard_by.get(event.id, NOBODY_ELSE)) for event in events]
    return [signal_of(event, viewer, audience) for event, audience in heard if may_know(viewer, event, audience)]


def _data_version() -> int:
    """A number that moves when another connection has committed to SQLite; 0 on PostgreSQL."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        row = cursor.fetchone()
    return int(row[0])


the_hub = Hub()


async def _close() -> None:
    the_hub.stop()


def join_lifespan() -> None:
    lifespan.stopping.append(_close)
