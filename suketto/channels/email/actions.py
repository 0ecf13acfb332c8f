"""What people do about mail: connect a mailbox, decide about a letter in quarantine, say who wrote."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.channels.email import reading, sealing, tokens
from suketto.channels.email.judging import Verdict, warnings_about
from suketto.channels.email.models import Letter, Mailbox
from suketto.channels.email.understanding import join, open_ticket, write_down
from suketto.channels.email.who import writer
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.people.actions import add_address
from suketto.people.models import Desk, Person
from suketto.tickets import actions as tickets
from suketto.tickets.models import Ticket
from suketto.trail.actions import record

# Facts of a mailbox an administrator sets; the secrets are given apart and never shown again.
FACTS = frozenset(
    {
        "desk", "address", "host", "port", "security", "sign_in", "username", "token_address", "client_id", "scope",
        "folder", "done_folder", "begin", "plus", "silent_minutes", "active",
    }
)  # fmt: skip


class AddressTaken(Refusal):
    message = _("このアドレスのメールボックスはもうつながっています。")
    field = "address"


class NothingToDecide(Refusal):
    """Somebody was quicker, or the letter is a ticket already."""

    message = _("このメールはもう片付いています。")


class SameFolder(Refusal):
    message = _("読むフォルダーと、移すフォルダーが同じです。別のフォルダーにするか、空欄にしてください。")
    field = "done_folder"


@transaction.atomic
def connect(
    *, by: Person | None, password: str = "", client_secret: str = "", refresh_token: str = "", **facts: Any
) -> Mailbox:
    """A new mailbox of a desk; from the next seconds on it is read."""
    mailbox = Mailbox(made_at=clock.now(), **_known(facts))
    _check(mailbox)
    mailbox.secret = _sealed(mailbox, password, client_secret, refresh_token)
    mailbox.save()
    record("mailbox.connected", mailbox, by=by, desk_id=mailbox.desk_id, internal=True, address=mailbox.address)
    return mailbox


@transaction.atomic
def change(
    mailbox: Mailbox,
    *,
    by: Person | None,
    password: str = "",
    client_secret: str = "",
    refresh_token: str = "",
    **facts: Any,
) -> list[str]:
    """Changes facts; an empty secret keeps the one there is. Another server or folder is read from its beginning."""
    held: Mailbox = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    changed = sorted(name for name, value in _known(facts).items() if getattr(held, name) != value)
    for name in changed:
        setattr(held, name, facts[name])
    _check(held)
    if password or client_secret or refresh_token:
        held.secret = _sealed(held, password, client_secret, refresh_token)
        changed.append("secret")
    if {"host", "username", "folder"} & set(changed):
        held.uidvalidity, held.last_uid, held.begun = None, 0, False
    if changed:
        held.trouble, held.trouble_words, held.trouble_since = "", "", None
        held.save()
        record("mailbox.changed", held, by=by, desk_id=held.desk_id, internal=True, fields=changed)
    return changed


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - FACTS
    if unknown:
        raise TypeError(f"not facts of a mailbox: {sorted(unknown)}")
    return facts


def _check(mailbox: Mailbox) -> None:
    mailbox.address = mailbox.address.strip().lower()
    if Mailbox.objects.filter(address=mailbox.address).exclude(pk=mailbox.pk or 0).exists():
        raise AddressTaken
    if mailbox.done_folder and mailbox.done_folder == mailbox.folder:
        raise SameFolder


def _sealed(mailbox: Mailbox, password: str, client_secret: str, refresh_token: str) -> str:
    if mailbox.sign_in == Mailbox.SignIn.OAUTH:
        return tokens.secrets_of(client_secret, refresh_token)
    return sealing.seal(password)


@transaction.atomic
def remove(mailbox: Mailbox, *, by: Person | None) -> None:
    """The mailbox is read no more; every letter that came from it stays."""
    record("mailbox.removed", mailbox, by=by, desk_id=mailbox.desk_id, internal=True, address=mailbox.address)
    mailbox.delete()


@transaction.atomic
def make_ticket(letter: Letter, *, by: Person, desk: Desk | None = None) -> Ticket:
    """A letter that was quarantined or passed over is a matter after all: a member says so."""
    held = _hold_undecided(letter)
    held.desk = held.desk or desk
    read = reading.read(held.raw())
    sender = writer(read.sender.address)
    verdict = Verdict(
        Letter.Outcome.OPENED, "by-hand", sender, sender=sender, quiet=True, warnings=warnings_about(read, sender)
    )
    write_down(held, read, verdict)
    ticket = open_ticket(held, read, verdict, by=by)
    held.save()
    return ticket


@transaction.atomic
def add_to(letter: Letter, ticket: Ticket, *, by: Person) -> Ticket:
    """「この案件のメールです」: the words join the ticket a member names."""
    held = _hold_undecided(letter)
    read = reading.read(held.raw())
    sender = writer(read.sender.address)
    verdict = Verdict(Letter.Outcome.JOINED, "by-hand", sender, ticket, "by-hand", sender, quiet=bool(read.automatic))
    write_down(held, read, verdict)
    join(held, read, verdict)
    held.save()
    record("letter.joined", held, by=by, desk_id=held.desk_id, internal=True, ticket=ticket.pk)
    return held.ticket or ticket


@transaction.atomic
def let_be(letter: Letter, *, by: Person) -> None:
    """Looked at and needs nothing: it leaves the quarantine and stays findable."""
    held = _hold_undecided(letter)
    held.outcome, held.reason, held.understood_at = Letter.Outcome.IGNORED, "by-hand", clock.now()
    held.save(update_fields=["outcome", "reason", "understood_at"])
    record("letter.ignored", held, by=by, desk_id=held.desk_id, internal=True, reason="by-hand")


def _hold_undecided(letter: Letter) -> Letter:
    held: Letter = Letter.objects.select_for_update(of=("self",)).select_related("desk").get(pk=letter.pk)
    if held.ticket_id is not None and held.outcome in {Letter.Outcome.OPENED, Letter.Outcome.JOINED}:
        raise NothingToDecide
    return held


@transaction.atomic
def identify(ticket: Ticket, person: Person, *, by: Person, remember: bool = False) -> None:
    """Who wrote: the ticket is theirs from now on, and with `remember` so is the address they wrote from."""
    letter = Letter.objects.filter(ticket=ticket).order_by("id").first()
    if remember and letter is not None and letter.from_address:
        add_address(person, letter.from_address, by=by)
        Letter.objects.filter(from_address__iexact=letter.from_address, person=None).update(person=person)
    tickets.set_facts(ticket, by=by, requester=person)
