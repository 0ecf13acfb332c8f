"""What is to become of a letter: read-only, so that a rehearsal judges like the real thing.

The order of the questions is the order of harm: our own letters and machines first (a loop costs most), then letters
that arrived twice, then answers to a ticket, then new matters.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

from suketto.channels.email import belonging, marks, who
from suketto.channels.email.models import Letter
from suketto.channels.email.passing_on import only_passes_on
from suketto.channels.email.reading import Automatic, Remark
from suketto.channels.email.reading import Letter as Read
from suketto.channels.email.who import names_of
from suketto.foundation import clock
from suketto.people.models import Person
from suketto.tickets.models import Ticket

Outcome = Letter.Outcome
# A machine speaks, nobody waits for an answer to it. The rest of `Automatic` may still be a matter.
PRESSED = frozenset({Automatic.REACTION, Automatic.CALENDAR_ANSWER, Automatic.RECALL})
NO_MATTER = frozenset({Automatic.AUTO_REPLY, Automatic.ABSENCE, Automatic.BOUNCE, Automatic.RECEIPT, *PRESSED})
BY_A_PROGRAM = re.compile(r"\b(?:all|oof|autoreply)\b")
FAILED = frozenset({"fail", "softfail", "permerror"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a letter and why; `quiet` when no automatic mail may answer it."""

    outcome: str
    reason: str
    person: Person | None = None
    ticket: Ticket | None = None
    matched_by: str = ""
    sender: Person | None = None
    quiet: bool = False
    warnings: list[str] = field(default_factory=list)


def judge(read: Read, *, sha256: str = "", before: int | None = None, desk: int | None = None) -> Verdict:
    """Judges one letter against what the house knows now; `before` is its own row, which is no letter before it, `desk`
    the one it came to."""
    read = _from_our_own_list(read)
    if not read.readable:
        return Verdict(Outcome.QUARANTINED, "unreadable")
    if _is_ours(read):
        return Verdict(Outcome.IGNORED, "own-letter", quiet=True)
    twins = belonging.twins(read, sha256=sha256, before=before)
    twin = next((one for one in twins if belonging.at_the_same_desk(one, desk)), None)
    if twin is not None:
        return _duplicate(twin)
    sender = who.writer(read.sender.address)
    warnings = warnings_about(read, sender)
    match = belonging.find(read, sender, trusted="not-authentic" not in warnings, desk=desk)
    known = next((one for one in twins if match is not None and one.ticket_id == match.ticket.pk), None)
    # A copy of an answer that came to another desk, too, is in its ticket already.
    return _duplicate(known) if known is not None else _settled(read, sender, match, warnings)


def _duplicate(twin: Letter) -> Verdict:
    ticket = Ticket.objects.filter(pk=twin.ticket_id).first() if twin.ticket_id is not None else None
    return Verdict(Outcome.IGNORED, "duplicate", ticket=ticket, quiet=True)


def _settled(read: Read, sender: Person | None, match: "belonging.Match | None", warnings: list[str]) -> Verdict:
    """What becomes of a letter that was not here before."""
    if read.automatic in NO_MATTER and not (match is None and sender is not None and _by_subject_alone(read)):
        return _machine(read, match, sender)
    if match is None and (noise := _noise(read, sender)):
        return Verdict(Outcome.IGNORED, noise, sender=sender, quiet=True)
    if not (read.text.strip() or read.subject.strip() or read.attachments):
        return Verdict(Outcome.QUARANTINED, "empty", sender=sender)
    from_a_desk = who.is_own(read.sender.address)
    quiet = bool(read.automatic) or from_a_desk  # no automatic mail from one desk of the house to another
    if match is not None:
        return Verdict(Outcome.JOINED, match.by, sender, match.ticket, match.by, sender, quiet, warnings)
    return _new(read, sender, quiet=quiet, warnings=warnings)


def _by_subject_alone(read: Read) -> bool:
    """A colleague may ask about an absence: what only looks like a machine's is heard, and no machine answers it."""
    return Remark.AUTOMATIC_BY_SUBJECT in read.remarks


def _is_ours(read: Read) -> bool:
    """A letter this house sent: by what it writes on each, or, from a desk's address, by anything a machine would. A
    person of 総務 may write to IT from 総務's own address."""
    if read.instance == marks.instance() or marks.in_message_id(read.message_id) is not None:
        return True
    return who.is_own(read.sender.address) and (bool(read.automatic) or "+" in read.sender.address)


def _from_our_own_list(read: Read) -> Read:
    """A desk's own address may be a list: what a person sends over it was written to the desk, not to many."""
    if read.automatic != Automatic.LIST or read.return_path == "":
        return read
    headers = {name.lower(): value.lower() for name, value in read.headers}
    by_a_program = headers.get("auto-submitted", "no").strip() != "no"
    if by_a_program or BY_A_PROGRAM.search(headers.get("x-auto-response-suppress", "")):
        return read
    said = " ".join(headers.get(name, "") for name in ("list-post", "list-id", "mailing-list"))
    ours = who.own_addresses()
    if any(f"mailto:{own}>" in said or f"<{own.replace('@', '.')}>" in said or f"list {own};" in said for own in ours):
        return replace(read, automatic=Automatic.NO)
    return read


LISTS = frozenset({Automatic.LIST, Automatic.BULK, Automatic.NULL_SENDER})


def _noise(read: Read, sender: Person | None) -> str:
    """Why a machine's letter opens nothing: sent to many by a stranger, or one alarm of a thousand."""
    if read.automatic in LISTS and sender is None:
        return str(read.automatic)
    return "flood" if read.automatic and _too_many(read) else ""


def _too_many(read: Read) -> bool:
    """Whether a machine has opened its share of this hour: an alarm that repeats itself is not a thousand matters."""
    lately = Letter.objects.filter(
        from_address=read.sender.address, outcome=Outcome.OPENED, understood_at__gt=clock.now() - timedelta(hours=1)
    )
    return len(lately.values_list("pk")[:MACHINE_AN_HOUR]) == MACHINE_AN_HOUR


MACHINE_AN_HOUR = 20


def _machine(read: Read, match: "belonging.Match | None", sender: Person | None) -> Verdict:
    """Answered never, reopening nothing; a bounce joins the message that did not arrive, and what whoever asked pressed
    in their program (a thumb up) joins the words."""
    ticket = match.ticket if match else None
    of_the_desk = sender is not None and ticket is not None and ticket.desk_id in sender.standing.desk_ids
    if read.automatic in PRESSED and match is not None and not of_the_desk:
        return Verdict(Outcome.JOINED, match.by, sender, ticket, match.by, sender, quiet=True)
    if read.automatic == Automatic.BOUNCE and match is not None and match.what:
        return Verdict(Outcome.JOINED, "bounce", None, ticket, match.by, None, quiet=True)
    return Verdict(Outcome.IGNORED, str(read.automatic), sender, ticket, match.by if match else "", sender, quiet=True)


def _new(read: Read, sender: Person | None, *, quiet: bool, warnings: list[str]) -> Verdict:
    first = _passed_on_for(read, sender) if sender is not None else None
    if first is not None:
        return Verdict(Outcome.OPENED, "forwarded", first, sender=sender, quiet=quiet, warnings=warnings)
    reason = "new" if sender is not None else "unknown-sender"
    return Verdict(Outcome.OPENED, reason, sender, sender=sender, quiet=quiet, warnings=warnings)


def _passed_on_for(read: Read, sender: Person) -> Person | None:
    """Whose matter a forwarded letter is, and who will read it: a colleague's by their own address, and only when
    whoever passed it on said nothing else. What they say of it themselves, they say to the desk; and a name alone
    anybody may have put there."""
    address = read.forwarded.sender.address if read.forwarded is not None else ""
    first = who.writer(address) if address else None
    if first is None or first == sender:
        return None
    return first if only_passes_on(read, names=(*names_of(sender), *names_of(first))) else None


def warnings_about(read: Read, sender: Person | None) -> list[str]:
    """What the desk must see beside the words: checks that the receiving server saw fail, a borrowed name."""
    found = []
    checks = read.authentication
    results = {"spf": checks.spf, "dkim": checks.dkim, "dmarc": checks.dmarc}
    failed = [name for name, result in results.items() if result in FAILED]
    if "dmarc" in failed or {"spf", "dkim"} <= set(failed):
        found.append("not-authentic")
    found += [f"{name}-{results[name]}" for name in failed]
    if sender is None and who.pretends(read.sender.name, read.sender.address):
        found.append("borrowed-name")
    if read.reply_to and read.sender.address and who.elsewhere(read.reply_to[0].address, read.sender.address):
        found.append("answers-elsewhere")
    return [*found, *(str(remark) for remark in read.remarks)]
