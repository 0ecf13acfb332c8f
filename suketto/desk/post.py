"""What mail knows of a conversation: the letter a word came by, and what became of the mail an answer left by."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from suketto.channels.email.copies import copies_of, offered_to
from suketto.channels.email.models import Copy, Letter
from suketto.channels.email.queries import letters_of
from suketto.channels.email.who import candidates
from suketto.channels.email.words import Signs, reason_of, signs_of
from suketto.foundation.rows import there_is
from suketto.notices.models import Mail
from suketto.notices.reaching import reader_of
from suketto.people.models import Person
from suketto.people.queries import find
from suketto.tickets.conversation import Entry
from suketto.tickets.models import Message, Ticket


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the conversation and its mail."""

    kind: str
    at: datetime
    thing: Any
    mail: Mail | None = None
    copies: Sequence[Mail] = ()
    letter: Letter | None = None
    reason: str = ""
    signs: Signs = field(default_factory=Signs)


# What is shown of a mail beside its message: not its words once more, in two forms.
FATE = ("message_id", "ticket_id", "copy_id", "to", "state", "error", "attempts", "sent_at", "next_try_at")


def with_post(ticket: Ticket, entries: Sequence[Entry]) -> list[Told]:
    """Two questions at most, however long the conversation; none where nothing came or left by mail."""
    said: list[Message] = [entry.thing for entry in entries if entry.kind == "message"]
    by_mail = any(message.channel == Ticket.Channel.EMAIL for message in said)
    letters = (
        {letter.message_id: letter for letter in letters_of(ticket) if letter.reason != "bounce"} if by_mail else {}
    )
    answered = any(message.side != Message.Side.REQUESTER for message in said)
    sent = list(Mail.objects.filter(ticket=ticket).only(*FATE).order_by("id")) if answered else []
    mails: dict[int | None, list[Mail]] = defaultdict(list)
    for mail in sent:
        mails[mail.message_id].append(mail)
    return [_told(entry, letters, mails) for entry in entries]


def _told(entry: Entry, letters: dict[int | None, Letter], mails: dict[int | None, list[Mail]]) -> Told:
    if entry.kind != "message":
        return Told(entry.kind, entry.at, entry.thing)
    letter, sent = letters.get(entry.thing.pk), mails.get(entry.thing.pk, [])
    return Told(
        entry.kind, entry.at, entry.thing, mail=next((mail for mail in sent if mail.copy_id is None), None),
        copies=[mail for mail in sent if mail.copy_id is not None], letter=letter,
        reason=reason_of(letter) if letter else "", signs=signs_of(letter) if letter else Signs(),
    )  # fmt: skip


# How a name is written that was only half understood: 「ヤマ…不明」, 「さなだ？さん」.
HALF_HEARD = re.compile(r"[\w・ー]+")
CANDIDATES = 3


def by_what_was_heard(words: str) -> Sequence[Person]:
    """Three colleagues at most whose name, number or extension begins with what was understood."""
    heard = HALF_HEARD.search(words)
    return find(heard[0], limit=CANDIDATES) if heard else []


def may_be(ticket: Ticket) -> Sequence[Person]:
    """Colleagues the unknown writer of a letter, or an unknown caller, may be."""
    if ticket.requester_id is not None:
        return []
    if ticket.channel == Ticket.Channel.PHONE:
        return by_what_was_heard(ticket.requester_words)
    if ticket.channel != Ticket.Channel.EMAIL:
        return []
    letter = Letter.objects.filter(ticket=ticket).order_by("id").first()
    return candidates(letter.from_name, letter.from_address) if letter is not None else []


def stranger_of(ticket: Ticket) -> dict[str, str] | None:
    """Where an answer to somebody the house does not know would go; an empty address means that none leaves."""
    if ticket.requester_id is not None or ticket.channel != Ticket.Channel.EMAIL:
        return None
    reader = reader_of(ticket)
    return {"address": reader.address if reader else ""}


@dataclass(frozen=True, slots=True)
class Copies:
    """Beside the box of the answer: who gets a copy of it, and strangers whom a member may add with one press."""

    sent: Sequence[Copy]
    offered: Sequence[Copy]

    @property
    def sign(self) -> str:
        """Which copies these are: what a writer saw beside the box, told with the answer."""
        return "-".join(str(copy.pk) for copy in self.sent)


NO_COPIES = Copies((), ())


def copies_beside(ticket: Ticket) -> Copies:
    """Mostly there is none: one question then."""
    return known_copies(ticket) if there_is(Copy, ticket_id=ticket.pk) else NO_COPIES


def known_copies(ticket: Ticket) -> Copies:
    """Of a ticket that is known to have any."""
    return Copies(copies_of(ticket), offered_to(ticket))
