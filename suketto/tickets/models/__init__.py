"""Ticket and what belongs to it."""

from suketto.tickets.models.conversation import Attachment, Bounce, FileText, Message, Note, path_of
from suketto.tickets.models.runs import Attempt, IdentityCheck, OtherWay, Run
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
    "ArticleUse", "Attachment", "Attempt", "Bounce", "FileText", "IdentityCheck", "Insertion", "Link", "Message",
    "Note", "OtherWay", "Presence", "Promise", "Rating", "Resolution", "Run", "SavedView", "Step", "Thanks", "Ticket",
    "TicketQuerySet", "Triage", "Watch", "path_of",
]  # fmt: skip
