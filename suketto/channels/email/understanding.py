"""From stored bytes to a ticket: read, judge, act. Each letter in a transaction of its own; twice changes nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import structlog
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from suketto.catalog.queries import guess_service
from suketto.channels.email import copies, marks, reading
from suketto.channels.email.judging import Verdict, judge
from suketto.channels.email.models import Letter
from suketto.channels.email.thanking import only_thanks
from suketto.channels.email.who import names_of, speaks_for
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, clip
from suketto.people.actions import open_desk
from suketto.people.models import Desk, Person
from suketto.tickets import actions as tickets
from suketto.tickets import files as attachments
from suketto.tickets.models import Message, Ticket
from suketto.trail.actions import record

log = structlog.get_logger("suketto.channels.email")
Outcome = Letter.Outcome
NEXT = 50


def understand_waiting(*, before_each: Callable[[], object] = bool) -> int:
    """Understands every letter that waits, oldest first; gives their number. Several workers may do it at once."""
    done = 0
    while True:
        fresh = 0
        for letter in Letter.objects.waiting().select_related("desk").order_by("id")[:NEXT]:
            before_each()
            try:
                fresh += understood(letter)
            except OSError as error:  # its bytes cannot be read just now: it waits, the others need not
                log.warning("letter not to be had", letter=letter.pk, error=repr(error)[:200])
        done += fresh
        if not fresh:
            return done


def understand(number: int) -> bool:
    """One letter; False when somebody had it already."""
    letter = Letter.objects.select_related("desk").get(pk=number)
    return letter.outcome == Outcome.WAITING and understood(letter)


def understood(letter: Letter, read: reading.Letter | None = None) -> bool:
    """Whatever goes wrong inside, the letter stays: it waits for another try or goes to the visible quarantine.

    On SQLite it is read before the transaction, during which nobody else can write; on PostgreSQL after it is held, so
    that two workers do not read the same one.
    """
    if read is None and connection.vendor == "sqlite":
        read = reading.read(letter.raw())
    try:
        return _settle(letter, read)
    except (OperationalError, InterfaceError, OSError):
        raise
    except Refusal as refusal:
        return _quarantine(letter, read or reading.read(letter.raw()), "refused", str(refusal))
    except Exception as error:
        log.exception("letter not understood", letter=letter.pk)
        return _quarantine(letter, read or reading.read(letter.raw()), "error", type(error).__name__)


@transaction.atomic
def _settle(letter: Letter, known: reading.Letter | None) -> bool:
    if not _held(letter):
        return False
    read = known or reading.read(letter.raw())
    _after_those_before(letter, read)
    _one_at_a_time(read)
    verdict = judge(read, sha256=letter.sha256, before=letter.pk, desk=letter.desk_id)
    write_down(letter, read, verdict)
    match verdict.outcome:
        case Outcome.OPENED:
            open_ticket(letter, read, verdict)
        case Outcome.JOINED if verdict.reason == "bounce":
            not_arrived(letter, read, verdict)
        case Outcome.JOINED:
            join(letter, read, verdict)
        case _:
            record(f"letter.{verdict.outcome}", letter, by=None, desk_id=letter.desk_id, internal=True,
                   reason=verdict.reason)  # fmt: skip
    letter.save(update_fields=UNDERSTOOD)
    return True


# What understanding writes; how the letter came stays as it was stored.
UNDERSTOOD = (
    "desk", "outcome", "reason", "understood_at", "matched_by", "msgid", "subject", "from_name", "from_address",
    "others", "sent_at", "person", "ticket", "message", "folded", "warnings", "withheld",
)  # fmt: skip


def _held(letter: Letter) -> bool:
    """Whether the row still waits; it is this transaction's then, and another worker passes it by."""
    rows = Letter.objects.waiting().select_for_update(skip_locked=True).filter(pk=letter.pk)
    return rows.order_by().values_list("pk", flat=True).first() is not None


def _after_those_before(letter: Letter, read: reading.Letter) -> None:
    """An answer waits until other workers are done with the letters before it, for one may be what it answers: a thread
    taken by two workers at the same instant is one ticket. Waiting goes from newer to older only, never in a circle;
    what nobody holds (its bytes cannot be had just now) is not waited for. On SQLite writers queue anyway."""
    if connection.vendor == "postgresql" and (read.in_reply_to or read.references):
        before = Letter.objects.waiting().filter(pk__lt=letter.pk).select_for_update(of=("self",)).order_by("-id")
        list(before.values_list("pk", flat=True)[:NEXT])


def _one_at_a_time(read: reading.Letter) -> None:
    """The same letter in two mailboxes is two rows: whoever is second must see what the first made of it. On SQLite
    writers queue anyway."""
    if connection.vendor == "postgresql" and read.message_id:
        lock = int.from_bytes(sha256(read.message_id.encode("utf-8", "replace")).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def write_down(letter: Letter, read: reading.Letter, verdict: Verdict) -> None:
    """Puts what was read and judged on the row."""
    letter.outcome, letter.reason, letter.understood_at = verdict.outcome, verdict.reason[:30], clock.now()
    letter.msgid = clip(clean(read.message_id), 250)
    letter.subject = clip(clean(read.subject), 300)
    letter.from_name, letter.from_address = clip(clean(read.sender.name), 200), clip(clean(read.sender.address), 254)
    letter.others = [one.address.lower() for one in (*read.to, *read.cc) if one.address][:50]
    letter.sent_at, letter.folded = read.sent_at, clean(read.folded)
    letter.person, letter.ticket, letter.matched_by = verdict.sender, verdict.ticket, verdict.matched_by
    letter.warnings = verdict.warnings


@transaction.atomic
def _quarantine(letter: Letter, read: reading.Letter, reason: str, words: str) -> bool:
    if not _held(letter):
        return False
    write_down(letter, read, Verdict(Outcome.QUARANTINED, reason, sender=None, warnings=[clip(words, 200)]))
    letter.message, letter.withheld = None, []
    letter.save(update_fields=UNDERSTOOD)
    record("letter.quarantined", letter, by=None, desk_id=letter.desk_id, internal=True, reason=reason)
    return True


def open_ticket(letter: Letter, read: reading.Letter, verdict: Verdict, *, by: Person | None = None) -> Ticket:
    """A new matter in the writer's own words; whoever is unknown is asked for at the desk, not guessed. Once only: the
    letter's row is held, and says so in the same transaction."""
    subject = marks.without_signs(read.subject) or ("" if read.text.strip() else _("（件名なし）"))
    files, letter.withheld = sound_files(read)
    nobody = f"{read.sender.name} <{read.sender.address}>" if read.sender.name else read.sender.address
    ticket = tickets.open_ticket(
        desk=letter.desk or default_desk(), by=by or verdict.sender, requester=verdict.person, channel="email",
        text=words_of(read), subject=subject, service=guess_service(f"{subject} {read.text[:2000]}"),
        files=files, at=min(letter.came_at, clock.now()), quiet=verdict.quiet,
        requester_words="" if verdict.person else clip(clean(nobody), 120),
    )  # fmt: skip
    letter.ticket, letter.message, letter.desk = ticket, ticket.first_message, letter.desk or ticket.desk
    _notice_copies(ticket, read, verdict)
    return ticket


def join(letter: Letter, read: reading.Letter, verdict: Verdict) -> None:
    """Adds the words to the ticket as what they are: the asker's side, the desk's answer, or a note of a member."""
    ticket = verdict.ticket
    files, letter.withheld = sound_files(read)
    assert ticket is not None  # noqa: S101  (joined means: to a ticket)
    said = _Said(read, words_of(read) or "—", files, letter)
    sender = verdict.sender
    if sender is not None and sender.pk != ticket.requester_id and ticket.desk_id in sender.standing.desk_ids:
        message = _of_member(ticket, said, sender)
    else:
        took = tickets.write(
            ticket, said.body, by=sender, name=read.sender.name or read.sender.address, files=files, channel="email",
            once=letter.once, wake=_wakes(read, ticket, sender),
        )  # fmt: skip
        message = Message.objects.filter(once=letter.once).first() or took.first_message
    letter.message = message
    letter.ticket = message.ticket if message else ticket
    if message is not None:  # whom a member asks beside an internal note is the desk's own matter
        _notice_copies(message.ticket, read, verdict)


def _wakes(read: reading.Letter, ticket: Ticket, sender: Person | None) -> bool:
    """A machine's words wake nothing, nor do those of the ticket's own desk (our mail, come back without its signs),
    and mere thanks leave what is solved as it is."""
    if read.automatic or speaks_for(read.sender.address, ticket.desk):
        return False
    return ticket.open or not only_thanks(read, names=names_of(sender) if sender else ())


def _notice_copies(ticket: Ticket, read: reading.Letter, verdict: Verdict) -> None:
    """A program's letter, and one whose sender could not be verified, put nobody on the answers."""
    if not read.automatic and "not-authentic" not in verdict.warnings:
        copies.notice(ticket, read)


@dataclass(frozen=True, slots=True)
class _Said:
    read: reading.Letter
    body: str
    files: "list[ContentFile[bytes]]"
    letter: Letter


def _of_member(ticket: Ticket, said: _Said, member: Person) -> Message | None:
    """A member's mail is the desk's answer only when the asker stood on it; else it stays inside the desk."""
    asker = ticket.requester.email.lower() if ticket.requester else ""
    addressed = {one.address.lower() for one in (*said.read.to, *said.read.cc)}
    if asker and asker in addressed and ticket.open:
        return tickets.reply(
            ticket, said.body, by=member, files=said.files, channel="email", once=said.letter.once, sent=True
        )
    tickets.note(ticket, said.body, by=member, files=said.files, once=said.letter.once)
    return None


def not_arrived(letter: Letter, read: reading.Letter, verdict: Verdict) -> None:
    """A bounce: the message it is about did not arrive, so the desk still owes the answer."""
    bounce, ticket = read.bounce, verdict.ticket
    mark = marks.in_message_id(bounce.original_message_id) if bounce else None
    assert bounce is not None  # noqa: S101  (judged so)
    assert ticket is not None  # noqa: S101
    copy = COPY.fullmatch(mark.what) if mark else None
    if copy is not None:  # whoever asked has their answer; only the copy goes nowhere
        if bounce.permanent:
            copies.remove(ticket, int(copy["copy"]), by=None, bounced=int(copy["message"]))
        return
    number = int(mark.what[1:]) if mark and mark.what[:1] == "m" and mark.what[1:].isdecimal() else None
    message = Message.objects.filter(ticket=ticket, pk=number).first() if number is not None else None
    first = bounce.recipients[0] if bounce.recipients else None
    reason = " ".join(part for part in (first.status, first.diagnostic) if part) if first else ""
    tickets.answer_bounced(
        ticket, message, to=first.address if first else "", reason=clip(clean(reason), 300),
        what=mark.what if mark else "", permanent=bounce.permanent,
    )  # fmt: skip
    letter.message = message


COPY = re.compile(r"m(?P<message>\d{1,12})c(?P<copy>\d{1,12})")


def words_of(read: reading.Letter) -> str:
    """The words as the ticket keeps them; longer than a ticket may be, the rest stays in the original letter."""
    text = read.text.strip()
    if len(text) > LONGEST:
        text = text[:LONGEST] + "\n…"
    return text


LONGEST = 90_000


def sound_files(read: reading.Letter) -> "tuple[list[ContentFile[bytes]], list[str]]":
    """The files a ticket may carry, and the names of those left in the original letter (programs, too many)."""
    sound: list[ContentFile[bytes]] = []
    withheld: list[str] = []
    for one in read.attachments:
        file = ContentFile(one.content, name=one.name or "file")
        try:
            attachments.check([*sound, file])
        except Refusal:
            withheld.append(clip(clean(one.name), 120) or "file")
        else:
            sound.append(file)
    return sound, withheld


def default_desk() -> Desk:
    """The first desk, for letters that came to no desk's mailbox; in a house not yet set up, one to be named."""
    return Desk.objects.order_by("pk").first() or open_desk(_("ヘルプデスク"), by=None)
