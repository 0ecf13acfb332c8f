"""What every action on a ticket shares: the row is held, a stale screen is refused, the act is told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from suketto.foundation import clock
from suketto.foundation.text import clean, clip
from suketto.people.models import Person
from suketto.sla import queries as sla
from suketto.tickets.models import Message, Note, Ticket
from suketto.tickets.order import sort_key
from suketto.tickets.queries import went_to
from suketto.tickets.refusals import AlreadyResolved, MergedAway, SomebodyWasFirst, TooLong
from suketto.tickets.telling import in_words
from suketto.trail.actions import record
from suketto.trail.models import Event

# Events that change what a writer looks at; the others (notes, time, watching) leave the version alone.
VERSIONED = [
    f"ticket.{what}"
    for what in (
        "replied", "written", "reopened", "triaged", "facts_changed", "begun", "waiting", "assigned", "moved", "merged",
        "absorbed", "split", "resolved", "helped", "heard",
    )
]  # fmt: skip


def hold(ticket: Ticket, *, seen: int | None = None, by: Person | None = None) -> Ticket:
    """The row locked for this transaction; refused when somebody else changed the version that `by` had `seen`."""
    held: Ticket = (
        Ticket.objects.select_for_update(of=("self",)).select_related("desk", "requester", "assignee").get(pk=ticket.pk)
    )
    if seen is not None and held.version != seen:
        _refuse_if_others_changed(held, seen, by)
    return held


def hold_unmerged(ticket: Ticket, *, seen: int | None = None, by: Person | None = None) -> Ticket:
    """The row locked; refused with the number where it goes on when it was merged."""
    held = hold(ticket, seen=seen, by=by)
    if (there := went_to(held)) is not None:
        raise MergedAway(label=there.label)
    return held


def hold_open(ticket: Ticket, *, seen: int | None = None, by: Person | None = None) -> Ticket:
    """The row locked; refused when the matter is done."""
    held = hold_unmerged(ticket, seen=seen, by=by)
    if not held.open:
        raise AlreadyResolved
    return held


def _refuse_if_others_changed(held: Ticket, seen: int, by: Person | None) -> None:
    event = changed_by_others(held, seen, by)
    if event is not None:
        raise SomebodyWasFirst(who=event.actor_name, what=in_words(event))


def changed_by_others(ticket: Ticket, seen: int, by: Person | None) -> Event | None:
    """The last change since the version `seen` that `by` did not make; one's own, and the house's, are no surprise."""
    if ticket.version == seen:
        return None
    since = Event.objects.about("ticket", ticket.pk).filter(kind__in=VERSIONED).order_by("-id")
    changes = since[: max(1, ticket.version - seen)]
    return next((event for event in changes if by is None or event.actor_id not in {by.pk, None}), None)


def save(ticket: Ticket) -> None:
    """Writes the row with its place in the work list worked out anew."""
    ticket.sort_priority, ticket.sort_at = sort_key(
        priority=ticket.priority, overdue=ticket.overdue_since is not None, due_at=ticket.due_at,
        deadline_at=ticket.deadline_at, opened_at=ticket.opened_at,
    )  # fmt: skip
    ticket.version += 1
    ticket.changed_at = clock.now()
    ticket.save()


def tell(ticket: Ticket, what: str, *, by: Person | None, internal: bool = False, **data: Any) -> Event:
    """Records `ticket.<what>` for the ticket's desk and, unless internal, its requester."""
    return record(
        f"ticket.{what}",
        ticket,
        by=by,
        desk_id=ticket.desk_id,
        person_id=ticket.requester_id,
        internal=internal,
        **data,
    )


def written(text: str, *, field: str = "body") -> str:
    """The text as it may be stored; refuses what is longer than the house keeps in one piece."""
    kept = clean(text).strip()
    if len(kept) > settings.TEXT_MAX_CHARACTERS:
        raise TooLong(field=field, limit=f"{settings.TEXT_MAX_CHARACTERS:,}", length=f"{len(kept):,}")
    return kept


def line(text: str, length: int = 200) -> str:
    return clip(clean(text), length)


def ours(ticket: Ticket, *, since: datetime) -> None:
    """The desk owes a word from `since` on: promised by the target of its priority."""
    ticket.turn = Ticket.Turn.OURS
    ticket.due_at = sla.respond_due(ticket.desk_id, ticket.priority, since)
    ticket.overdue_since = None


def theirs(ticket: Ticket, state: str) -> None:
    """Somebody else owes a word; no promise runs against the desk."""
    ticket.turn, ticket.state = Ticket.Turn.THEIRS, state
    ticket.due_at = ticket.overdue_since = None


def already(kind: type[Ticket] | type[Message] | type[Note], once: UUID | None) -> Any:
    """The record that an earlier sending of the same form made, or None."""
    if once is None:
        return None
    # Nearly always there is none, and asking for a number costs a tenth of asking for a whole row.
    number = kind.objects.filter(once=once).order_by().values_list("pk", flat=True).first()
    return kind.objects.get(pk=number) if number is not None else None
