"""Reads that the portal's pages share."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from suketto.foundation import clock
from suketto.foundation.text import clean, clip
from suketto.people.models import Person
from suketto.tickets.models import Ticket

SENT_JUST_NOW = timedelta(minutes=10)
BOXES = ("wanted", "tried", "stuck", "others")


def just_sent(person: Person, said: Mapping[str, Any]) -> Ticket | None:
    """The open ticket one opened in the last ten minutes with the same text, boxes and deadline: sent again by Back."""
    text, boxes = _kept(said["text"]), {box: _kept(said[box]) for box in BOXES}
    body = text or clip(next((words for words in boxes.values() if words), ""), 200)
    recent = Ticket.objects.open().filter(
        requester=person, opened_by=person, channel=Ticket.Channel.PORTAL, opened_at__gte=clock.now() - SENT_JUST_NOW,
        deadline_at=said["deadline_at"], **boxes,
    )  # fmt: skip
    for ticket in recent.order_by("-id"):
        first = ticket.messages.first()
        if first is not None and first.body == body:
            return ticket
    return None


def _kept(words: str | None) -> str:
    """Words as a ticket keeps them."""
    return clean(words or "").strip()
