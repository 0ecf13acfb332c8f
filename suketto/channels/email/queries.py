"""Reads about mailboxes and letters that other rooms ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from suketto.channels.email.connecting import SENTENCES
from suketto.channels.email.models import Letter, Mailbox
from suketto.people.models import Desk, Person
from suketto.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class State:
    """How a mailbox is: `well`, or since when not, the `cause` as a word and the `sentence` for people."""

    mailbox: Mailbox
    well: bool
    cause: str = ""
    sentence: str = ""
    since: datetime | None = None


def state_of(mailbox: Mailbox, now: datetime) -> State:
    """Silent for longer than its administrator allows is trouble, whatever the last error was."""
    if not mailbox.active:
        return State(mailbox, well=True, sentence=_("読むのを止めています。"))
    since = mailbox.trouble_since or mailbox.read_at or mailbox.made_at
    silent = now - (mailbox.read_at or mailbox.made_at) > timedelta(minutes=mailbox.silent_minutes)
    if mailbox.trouble:
        sentence = str(SENTENCES.get(mailbox.trouble, SENTENCES["lost"]))
        return State(mailbox, well=not silent, cause=mailbox.trouble, sentence=sentence, since=since)
    if silent:
        words = _("だれも読みに行っていません。`suketto serve` か `suketto work` が動いているかを確かめてください。")
        return State(mailbox, well=False, cause="nobody-reads", sentence=words, since=since)
    return State(mailbox, well=True)


def states(now: datetime, desk_ids: frozenset[int] | None = None) -> list[State]:
    boxes = Mailbox.objects.select_related("desk")
    if desk_ids is not None:
        boxes = boxes.filter(desk_id__in=desk_ids)
    return [state_of(mailbox, now) for mailbox in boxes]


def mailbox_of(desk: Desk | int) -> Mailbox | None:
    """The mailbox whose address a desk writes from."""
    number = desk if isinstance(desk, int) else desk.pk
    found: Mailbox | None = Mailbox.objects.filter(desk_id=number, active=True).order_by("pk").first()
    return found


def letters_of(ticket: Ticket) -> Sequence[Letter]:
    """Every letter that belongs to a ticket, oldest first."""
    return list(Letter.objects.filter(ticket=ticket).order_by("id"))


def first_letter(ticket: Ticket) -> Letter | None:
    """The letter that opened a ticket."""
    found: Letter | None = Letter.objects.filter(ticket=ticket, outcome=Letter.Outcome.OPENED).order_by("id").first()
    return found


def waiting_for_people(person: Person) -> int:
    """Letters in quarantine at the person's desks; 100 stands for "many"."""
    found = Letter.objects.seen_by(person).filter(outcome=Letter.Outcome.QUARANTINED)
    return len(found.values_list("pk", flat=True)[:100])


def last_msgids(ticket: Ticket, limit: int = 10) -> list[str]:
    """Message-IDs of the letters that came to a ticket, oldest first: what an answer refers to."""
    found = Letter.objects.filter(ticket=ticket).exclude(msgid="").order_by("-id")
    return list(reversed(found.values_list("msgid", flat=True)[:limit]))
