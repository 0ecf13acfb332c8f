"""To whom a mail about a ticket goes, from whom, and how it is tied to the letters before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formataddr

from django.conf import settings
from django.utils.translation import gettext as _

from suketto.channels.email import marks
from suketto.channels.email import queries as mailboxes
from suketto.channels.email.copies import copies_of
from suketto.channels.email.models import Copy
from suketto.people.models import Person
from suketto.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets the mail; `person` is None for somebody the house does not know, who wrote from `address`."""

    address: str
    name: str
    language: str
    person: Person | None = None


def reader_of(ticket: Ticket) -> Reader | None:
    """Whoever asked, while they are here; a stranger who wrote by mail at the address they wrote from."""
    person = ticket.requester
    if person is not None:
        here = person.is_active and person.email
        return Reader(person.email, person.full_name, person.language, person) if here else None
    letter = mailboxes.first_letter(ticket) if ticket.channel == Ticket.Channel.EMAIL else None
    if letter is None or not letter.from_address or "not-authentic" in letter.warnings:
        return None
    return Reader(letter.from_address, letter.from_name or letter.from_address, "ja")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who stands on one answer, as every one of its readers sees it, and who gets a mail of their own."""

    reader: Reader
    copies: Sequence[Copy] = ()

    def headers(self) -> dict[str, str]:
        """To and Cc as they would stand on one letter: each copy is its own mail, with its own fate."""
        if not self.copies:
            return {}
        copied = [formataddr((copy.shown if "@" not in copy.shown else "", copy.reached_at)) for copy in self.copies]
        return {"To": formataddr((self.reader.name, self.reader.address)), "Cc": ", ".join(copied)}


def envelope_of(ticket: Ticket, *, alone: bool = False) -> Envelope | None:
    """`alone`: to whoever asked, without copies."""
    reader = reader_of(ticket)
    if reader is None:
        return None
    copied = [] if alone else copies_of(ticket)
    copies = [copy for copy in copied if copy.reached_at.lower() != reader.address.lower()]
    return Envelope(reader, copies)


def reader_of_copy(copy: Copy, ticket: Ticket) -> Reader:
    """`person` stays None: the links of whoever asked are theirs alone."""
    language = (copy.person or ticket.requester or Person()).language
    return Reader(copy.reached_at, copy.shown, language)


@dataclass(frozen=True, slots=True)
class Way:
    """Sender and thread of one mail."""

    sender: str
    reply_to: str
    msgid: str
    headers: dict[str, str]


def way_of(ticket: Ticket, what: str, *, language: str) -> Way:
    """Stable for the same mail: sent twice it is the same letter to every mail program."""
    mailbox = mailboxes.mailbox_of(ticket.desk_id)
    address = mailbox.address if mailbox else ticket.desk.email or settings.DEFAULT_FROM_EMAIL
    domain = address.rpartition("@")[2] or "localhost"
    root = marks.message_id(ticket.pk, "ack", domain)
    before = mailboxes.last_msgids(ticket) or ([root] if what != "ack" else [])
    headers = {"Content-Language": language, "X-Suketto-Instance": marks.instance()}
    if before:
        headers |= {"In-Reply-To": before[-1], "References": " ".join(before)}
    return Way(
        sender=formataddr((f"{ticket.desk.name} {_('ヘルプデスク')}", address)),
        reply_to=marks.plus_address(address, ticket.pk) if mailbox and mailbox.plus else "",
        msgid=marks.message_id(ticket.pk, what, domain), headers=headers,
    )  # fmt: skip
