"""What another chat service must be able to do to be a way into the house (docs/connectors.md). The portal is one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID, uuid5

from django.core.files.base import File
from django.db import IntegrityError, transaction

from suketto.channels.chat import actions
from suketto.channels.chat.models import ChatSession
from suketto.people.models import Desk, Person
from suketto.tickets.models import Attachment, Message

NAMESPACE = UUID("5b4ad0b8-3f0a-4d8e-9f0f-6a1b7f0f3c11")


class Connector(Protocol):
    """One chat service. `reply` and `attach` may be called twice for the same thing: `Message.pk` tells them apart."""

    name: str

    def identify(self, sender: str) -> Person | None:
        """Whose account there this is; None for somebody the house does not know."""
        ...

    def reply(self, session: ChatSession, message: Message) -> None:
        """Says a word of the desk in `session.thread`. An error means: later again, in the same order."""
        ...

    def attach(self, session: ChatSession, attachment: Attachment) -> None:
        """Gives a file of the desk to the same conversation, after the word it came with."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """One line as it arrived. `key` is the service's own number of it: the same key twice is one line."""

    thread: str
    sender: str
    text: str
    key: str
    name: str = ""
    files: Sequence[File[Any]] = field(default_factory=tuple)


_connectors: dict[str, Connector] = {}


def register(connector: Connector) -> None:
    _connectors[connector.name] = connector


def connector_named(name: str) -> Connector | None:
    return _connectors.get(name)


def receive(connector: Connector, said: Said, *, desk: Desk) -> ChatSession:
    """A line from outside: the next one of its thread, or the first of a new chat at `desk`."""
    person, once = connector.identify(said.sender), uuid5(NAMESPACE, f"{connector.name} {said.key}")
    try:
        with transaction.atomic():
            return _take_in(connector, said, desk=desk, person=person, once=once)
    except IntegrityError:  # the service sent the same line twice at once: the other one is there now
        return _take_in(connector, said, desk=desk, person=person, once=once)


def _take_in(connector: Connector, said: Said, *, desk: Desk, person: Person | None, once: UUID) -> ChatSession:
    threads = ChatSession.objects.filter(connector=connector.name, thread=said.thread)
    going: ChatSession | None = threads.order_by("-asked_at", "-pk").first()
    name = said.name or said.sender
    if going is not None and going.ticket.once != once:
        return actions.say(going, said.text, by=person, once=once, files=said.files, name=name)
    return actions.begin(
        desk=desk, person=person, text=said.text, once=once, files=said.files, connector=connector.name,
        thread=said.thread, name=name,
    )  # fmt: skip


def carry_out(session: ChatSession) -> None:
    """Every word of the desk that the service does not have yet, in order; what fails stays first in the line."""
    connector = connector_named(session.connector)
    if connector is None:
        return
    words = session.ticket.messages.exclude(side=Message.Side.REQUESTER).filter(pk__gt=session.carried)
    for message in words.order_by("pk").prefetch_related("attachments"):
        connector.reply(session, message)
        for attachment in message.attachments.all():
            connector.attach(session, attachment)
        ChatSession.objects.filter(pk=session.pk, carried__lt=message.pk).update(carried=message.pk)
