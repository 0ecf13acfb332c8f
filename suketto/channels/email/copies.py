"""Who gets a copy of a ticket's answers: colleagues who stood on its letters, and whoever a member adds."""

import re
import unicodedata
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.channels.email.models import Copy
from suketto.channels.email.reading import Address
from suketto.channels.email.reading import Letter as Read
from suketto.channels.email.who import own_addresses
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, clip
from suketto.people.models import Person
from suketto.people.queries import by_address, find, namesakes
from suketto.tickets.models import Ticket
from suketto.trail.actions import record

MOST = 20
PLUS = re.compile(r"\+[^@]*(?=@)")
MACHINE = re.compile(r"^(?:no-?_?reply|do-?not-?reply|mailer-daemon|postmaster)\b[^@]*@", re.IGNORECASE)


class NobodyOfThatName(Refusal):
    message = _("「%(typed)s」という方が見つかりません。氏名かメールアドレスを入れてください。")
    field = "add"


class SeveralOfThatName(Refusal):
    message = _("「%(typed)s」は何人かいます。メールアドレスを入れてください。")
    field = "add"


class GetsItAnyway(Refusal):
    message = _("%(name)sには、写しがなくても届きます。")
    field = "add"


class TooManyCopies(Refusal):
    message = _("写しは %(most)s 人までです。")
    field = "add"


def notice(ticket: Ticket, read: Read) -> None:
    """Those who stood on a letter of the ticket. Whoever was taken off stays off, whatever later letters say."""
    stood: dict[str, Address] = {}
    for one in (*read.to, *read.cc):
        stood.setdefault(clip(clean(one.address).lower(), 254), one)
    theirs = {"", read.sender.address.lower()}
    others = [address for address in stood if address not in theirs and not _no_reader(address)]
    if not others:
        return  # as nearly always: written to the desk alone
    known = set(Copy.objects.filter(ticket=ticket).values_list("address", flat=True))
    for address in [address for address in others if address not in known][: max(0, MOST - len(known))]:
        _stood_on_it(ticket, address, stood[address])


def _stood_on_it(ticket: Ticket, address: str, one: Address) -> None:
    person = by_address(address)
    if person is not None and (not person.is_active or _reads_elsewhere(person, ticket)):
        return
    name = clip(clean(one.name), 200)
    Copy.objects.create(ticket=ticket, address=address, name=name, person=person, seen_at=clock.now())


def _reads_elsewhere(person: Person, ticket: Ticket) -> bool:
    """Whoever asked gets the answer itself, and the desk's members have the ticket."""
    return person.pk == ticket.requester_id or ticket.desk_id in person.standing.desk_ids


def _no_reader(address: str) -> bool:
    """Addresses of the house itself, also those with a plus, and of programs."""
    return PLUS.sub("", address) in own_addresses() or MACHINE.match(address) is not None


def copies_of(ticket: Ticket) -> Sequence[Copy]:
    """Who gets a copy of the next answer; never whoever asked."""
    sent = Copy.objects.sent().filter(ticket=ticket).select_related("person")
    return [copy for copy in sent if copy.person is None or copy.person_id != ticket.requester_id]


def offered_to(ticket: Ticket) -> Sequence[Copy]:
    """Strangers on the letters, who get one only when a member says so."""
    return list(Copy.objects.offered().filter(ticket=ticket))


@transaction.atomic
def add(ticket: Ticket, typed: str, *, by: Person) -> Copy:
    """A member puts somebody on, by address or name: also a stranger, and also whoever was taken off before."""
    address, person = _meant(unicodedata.normalize("NFKC", typed).strip())
    if _no_reader(address) or (person is not None and person.pk == ticket.requester_id):
        raise GetsItAnyway(name=person.full_name if person else address)
    now = clock.now()
    copy: Copy | None = Copy.objects.select_for_update().filter(ticket=ticket, address=address).first()
    if copy is None:
        if Copy.objects.filter(ticket=ticket).count() >= MOST:
            raise TooManyCopies(most=MOST)
        copy = Copy(ticket=ticket, address=address, person=person, seen_at=now)
    copy.added_by, copy.added_at, copy.removed_by, copy.removed_at = by, now, None, None
    copy.save()
    record("ticket.copy_added", ticket, by=by, desk_id=ticket.desk_id, internal=True, name=copy.shown)
    return copy


def _meant(typed: str) -> tuple[str, Person | None]:
    """The address and, where it is a colleague's, who they are."""
    if "@" in typed:
        try:
            validate_email(typed)
        except ValidationError as error:
            raise NobodyOfThatName(typed=typed) from error
        person = by_address(typed)
        return typed.lower(), person if person is not None and person.is_active else None
    found = [person for person in namesakes(typed) or (find(typed, limit=2) if typed else []) if person.email]
    if not found:
        raise NobodyOfThatName(typed=typed or "—")
    if len(found) > 1:
        raise SeveralOfThatName(typed=typed)
    return found[0].email.lower(), found[0]


@transaction.atomic
def remove(ticket: Ticket, number: int, *, by: Person | None, bounced: int | None = None) -> None:
    """No further answers of this ticket go there; pressed twice it is off once. `bounced` is the message that did not
    arrive there."""
    held = Copy.objects.select_for_update(of=("self",)).select_related("person")
    copy: Copy | None = held.filter(ticket=ticket, pk=number, removed_at=None).first()
    if copy is not None:
        copy.removed_by, copy.removed_at = by, clock.now()
        copy.save(update_fields=["removed_by", "removed_at"])
        record(
            "ticket.copy_removed" if bounced is None else "ticket.copy_bounced", ticket, by=by,
            desk_id=ticket.desk_id, internal=True, name=copy.shown, copy=copy.pk, message=bounced,
        )  # fmt: skip
