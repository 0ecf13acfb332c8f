"""Ticket and what belongs to it."""

from suketto.tickets.models.conversation import Attachment, FileText, Message, Note, path_of
from suketto.tickets.models.ticket import Ticket, TicketQuerySet
from suketto.tickets.models.ties import (
    ArticleUse,
    Link,
    Presence,
    Promise,
    Rating,
    Resolution,
    SavedView,
    Thanks,
    Watch,
)
from suketto.tickets.models.triage import Insertion, Step, Triage

__all__ = [
    "ArticleUse", "Attachment", "FileText", "Insertion", "Link", "Message", "Note", "Presence", "Promise", "Rating",
    "Resolution", "SavedView", "Step", "Thanks", "Ticket", "TicketQuerySet", "Triage", "Watch", "path_of",
]  # fmt: skip
