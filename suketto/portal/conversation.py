"""The conversation as whoever asked sees it: public words and public turning points. Notes are another table."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suketto.tickets.models import Ticket
from suketto.trail.models import Event

TURNING_POINTS = [
    "ticket.assigned", "ticket.begun", "ticket.moved", "ticket.waiting", "ticket.resolved", "ticket.reopened",
    "ticket.merged", "ticket.absorbed", "ticket.split", "ticket.split_from", "ticket.thanked",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the conversation: `kind` is message or event."""

    kind: str
    at: datetime
    thing: Any


def public_conversation(ticket: Ticket) -> list[Entry]:
    """Oldest first."""
    entries = [Entry("message", message.at, message) for message in ticket.messages.prefetch_related("attachments")]
    events = Event.objects.about("ticket", ticket.pk).public().filter(kind__in=TURNING_POINTS)
    entries += [Entry("event", event.at, event) for event in events]
    return sorted(entries, key=lambda entry: entry.at)
