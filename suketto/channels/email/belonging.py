"""Which ticket a letter belongs to, and by what it is known."""

from dataclasses import dataclass

from suketto.channels.email import marks, reading
from suketto.channels.email.models import Letter
from suketto.channels.email.reading import Letter as Read
from suketto.foundation.text import clean, clip
from suketto.people.models import Person
from suketto.tickets.models import Ticket

# A thread carries every Message-ID since its first letter; the last ones are the nearest.
LAST_REFERENCES = 50


@dataclass(frozen=True, slots=True)
class Match:
    """`by`: message-id, letter, plus-address, subject, number. `what` names our mail that was answered (ack, m42)."""

    ticket: Ticket
    by: str
    what: str = ""


def find(read: Read, sender: Person | None, *, trusted: bool, desk: int | None = None) -> Match | None:
    """By our own signed signs first; an unsigned sign counts only for whoever took part, and only if it is really them.

    A sign that is forged, or of a ticket that is no more, is no sign: the letter opens a matter of its own.
    """
    return _by_our_sign(read) or (_by_thread(read, sender, desk) or _by_number(read, sender) if trusted else None)


def _by_our_sign(read: Read) -> Match | None:
    for reference in (read.in_reply_to, *reversed(read.references[-LAST_REFERENCES:]), *_in_bounce(read)):
        mark = marks.in_message_id(reference)
        ticket = _ticket(mark.ticket) if mark else None
        if mark and ticket:
            return Match(ticket, "message-id", mark.what)
    for address in (*read.delivered_to, *(one.address for one in (*read.to, *read.cc)), *_bounced_plus(read)):
        mark = marks.in_address(address)
        ticket = _ticket(mark.ticket) if mark else None
        if ticket:
            return Match(ticket, "plus-address")
    mark = marks.in_subject(read.subject)
    ticket = _ticket(mark.ticket) if mark else None
    return Match(ticket, "subject") if ticket else None


def _in_bounce(read: Read) -> list[str]:
    return [read.bounce.original_message_id] if read.bounce else []


def _bounced_plus(read: Read) -> list[str]:
    return [read.bounce.original_to] if read.bounce and read.bounce.original_to else []


def _by_thread(read: Read, sender: Person | None, desk: int | None) -> Match | None:
    """The answer to a letter that came here before, from somebody who stood on it (a manager on Cc). One letter to two
    desks is two matters: each desk's copy of the answer belongs to its own."""
    named = [read.in_reply_to, *reversed(read.references[-LAST_REFERENCES:])]
    named = [msgid for msgid in dict.fromkeys(named) if msgid]
    if not named:
        return None
    letters = Letter.objects.filter(msgid__in=named).exclude(ticket=None).select_related("ticket")
    nearest = sorted(letters, key=lambda letter: (letter.desk_id == desk, -letter.pk))
    known = {letter.msgid: letter for letter in nearest}
    for msgid in named:
        letter = known.get(msgid)
        if letter is not None and letter.ticket is not None and _took_part(letter, read, sender):
            return Match(_end_of(letter.ticket), "letter")
    return None


def _took_part(letter: Letter, read: Read, sender: Person | None) -> bool:
    """Whoever wrote the letter, any colleague of ours who answers it, or an outsider it was addressed to."""
    address = read.sender.address.lower()
    return sender is not None or address in {letter.from_address.lower(), *letter.others}


def _by_number(read: Read, sender: Person | None) -> Match | None:
    """「HD-00042の件」 by somebody whose matter it is."""
    number = marks.number_in_subject(read.subject)
    ticket = _ticket(number) if number is not None and sender is not None else None
    if ticket is None or sender is None:
        return None
    theirs = ticket.requester_id == sender.pk or ticket.desk_id in sender.standing.desk_ids
    theirs = theirs or ticket.watches.filter(person=sender).exists()
    return Match(ticket, "number") if theirs else None


def _ticket(number: int) -> Ticket | None:
    if number > LARGEST_NUMBER:
        return None
    ticket: Ticket | None = Ticket.objects.select_related("desk", "requester").filter(pk=number).first()
    return _end_of(ticket) if ticket else None


LARGEST_NUMBER = 2**63 - 1


def _end_of(ticket: Ticket) -> Ticket:
    """Where a merged ticket's words go now."""
    seen = {ticket.pk}
    while ticket.merged_into is not None and ticket.merged_into.pk not in seen:
        ticket = ticket.merged_into
        seen.add(ticket.pk)
    return ticket


def twins(read: Read, *, sha256: str, before: int | None) -> list[Letter]:
    """The same letter understood before: the same bytes, or all of Message-ID, writer, subject, date, words and files
    by another way. A Message-ID alone proves nothing: there are scanners that always write the same one, and without a
    date nothing but the bytes does."""
    known = Letter.objects.exclude(outcome=Letter.Outcome.WAITING).exclude(pk=before or 0).order_by("id")
    same: list[Letter] = list(known.filter(sha256=sha256)[:MOST_TWINS]) if sha256 else []
    if read.message_id and read.sent_at is not None:
        named = known.exclude(pk__in=[one.pk for one in same]).filter(
            msgid=read.message_id[:250], from_address=read.sender.address, sent_at=read.sent_at,
            subject=clip(clean(read.subject), 300),
        )  # fmt: skip
        same += [letter for letter in named[:MOST_TWINS] if _says_the_same(letter, read)]
    return same


def at_the_same_desk(twin: Letter, desk: int | None) -> bool:
    """A letter to two desks is a matter of each; where one came by a way that names no desk, it is one letter."""
    return desk is None or twin.desk_id in {None, desk}


MOST_TWINS = 20


def _says_the_same(letter: Letter, read: Read) -> bool:
    """What a list or a gateway writes under a letter folds; blanks are no words."""
    try:
        before = reading.read(letter.raw())
    except OSError:  # its bytes are not to be had: rather twice than lost
        return False
    return content_of(before) == content_of(read)


def content_of(read: Read) -> tuple[str, tuple[str, ...]]:
    """The words without their blanks, and what the files are."""
    return "".join(read.text.split()), tuple(sorted(file.sha256 for file in read.attachments))
