"""The conversation in one order: what is said and the turning points, as whoever asked sees it and as the desk does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from suketto.people.models import Person
from suketto.tickets.access import notes_for
from suketto.tickets.models import Ticket
from suketto.trail.models import Event

TURNING_POINTS = [
    "ticket.assigned", "ticket.begun", "ticket.moved", "ticket.waiting", "ticket.resolved", "ticket.reopened",
    "ticket.merged", "ticket.absorbed", "ticket.split", "ticket.split_from", "ticket.thanked", "ticket.overdue",
    "ticket.chat_taken", "ticket.chat_passed", "ticket.chat_ended", "ticket.chat_resumed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the conversation: `kind` is message, note or event."""

    kind: str
    at: datetime
    thing: Any


def public_conversation(ticket: Ticket) -> list[Entry]:
    """Oldest first: public words and public turning points. Notes are another table and are not read."""
    return sorted(_messages(ticket) + _events(_turning_points(ticket).public()), key=_moment)


def desk_conversation(person: Person, ticket: Ticket, *, notes: bool = True, files: bool = True) -> list[Entry]:
    """Oldest first, with the notes of the person's own desks; those of other desks are not there at all.

    Who knows that there are no notes, or no files in the whole ticket, spares asking for them.
    """
    own = [Entry("note", note.at, note) for note in notes_for(person, ticket)] if notes else []
    return sorted(_messages(ticket, files=files) + own + _events(_turning_points(ticket)), key=_moment)


def _messages(ticket: Ticket, *, files: bool = True) -> list[Entry]:
    messages = list(ticket.messages.prefetch_related("attachments") if files else ticket.messages.all())
    for message in messages if not files else ():
        message.__dict__["_prefetched_objects_cache"] = {"attachments": []}  # the place where Django looks
    return [Entry("message", message.at, message) for message in messages]


def _turning_points(ticket: Ticket) -> Any:
    return Event.objects.about("ticket", ticket.pk).filter(kind__in=TURNING_POINTS)


def _events(events: Any) -> list[Entry]:
    return [Entry("event", event.at, event) for event in events]


def _moment(entry: Entry) -> datetime:
    return entry.at
