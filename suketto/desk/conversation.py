"""The conversation as the desk sees it: public words, its own notes and the turning points, in one order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suketto.people.models import Person
from suketto.tickets.access import notes_for
from suketto.tickets.models import Ticket
from suketto.trail.models import Event

TURNING_POINTS = [
    "ticket.assigned", "ticket.moved", "ticket.resolved", "ticket.reopened", "ticket.merged", "ticket.absorbed",
    "ticket.split", "ticket.split_from", "ticket.waiting", "ticket.begun", "ticket.thanked", "ticket.overdue",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the conversation: `kind` is message, note or event."""

    kind: str
    at: datetime
    thing: Any


def conversation(person: Person, ticket: Ticket) -> list[Entry]:
    """Oldest first; notes of other desks are not there at all."""
    entries = [Entry("message", message.at, message) for message in ticket.messages.prefetch_related("attachments")]
    entries += [Entry("note", note.at, note) for note in notes_for(person, ticket)]
    events = Event.objects.about("ticket", ticket.pk).filter(kind__in=TURNING_POINTS)
    entries += [Entry("event", event.at, event) for event in events]
    return sorted(entries, key=lambda entry: entry.at)
