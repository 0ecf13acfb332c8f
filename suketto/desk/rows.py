"""The rows of the work list, drawn once for as long as they would look the same.

A list is drawn anew at every change on the desk, for every member, and most of its rows have not changed. So a row is
drawn from a value that holds all it shows, and equal values share one drawing: there is nothing that could go stale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from suketto.foundation import clock
from suketto.tickets.models import Presence, Ticket

NEXT = "next"
KEPT = 3_000  # rows, about two kilobytes each


@dataclass(frozen=True, slots=True)
class Row:
    """All that a row shows; `here`: who else has the ticket open, and whether they are writing; `deadline`: `_told`."""

    number: str
    label: str
    subject: str
    channel: str
    state: str
    priority: str
    service: str
    desk: str
    reopened: str
    requester: str
    whereabouts: str
    assignee: str
    next_moment: datetime | None
    deadline: str
    late: bool
    opened_at: datetime
    here: tuple[tuple[str, bool], ...]


def drawn(
    tickets: Sequence[Ticket], present: Mapping[int, Sequence[Presence]], *, several_desks: bool
) -> list[SafeString]:
    """HTML of each row; the desk's name only where there are several."""
    language, minute = get_language() or "", clock.now().replace(second=0, microsecond=0)
    return [_drawn(_row(ticket, present.get(ticket.pk, ()), several_desks), language, minute) for ticket in tickets]


def _row(ticket: Ticket, here: Sequence[Presence], several_desks: bool) -> Row:  # noqa: FBT001
    name, address = _known_as(ticket)
    return Row(
        number=str(ticket.pk), label=ticket.label, subject=ticket.subject, channel=ticket.channel, state=ticket.state,
        priority=str(ticket.priority), service=ticket.service.name if ticket.service else "",
        desk=ticket.desk.name if several_desks else "", reopened=str(ticket.reopened_count or ""),
        requester=name, whereabouts=address,
        assignee=ticket.assignee.family_name if ticket.assignee else "", next_moment=ticket.next_moment,
        deadline=_told(ticket), late=ticket.overdue_since is not None, opened_at=ticket.opened_at,
        here=tuple((each.person.family_name, each.writing) for each in here),
    )  # fmt: skip


def _known_as(ticket: Ticket) -> tuple[str, str]:
    """The name and, in small letters, where they work; of a stranger the address that their letter came from."""
    if ticket.requester is not None:
        return ticket.requester_name, ticket.requester.whereabouts
    name, _, address = ticket.requester_words.rstrip("> ").partition("<")
    return name.strip() or address or "—", address if name.strip() else ""


def _told(ticket: Ticket) -> str:
    """The business deadline, where something else comes before it; `next` where the countdown counts to it."""
    if ticket.deadline_at is None:
        return ""
    if ticket.deadline_at == ticket.next_moment:
        return NEXT
    at = timezone.localtime(ticket.deadline_at)
    return f"{at:%H:%M}" if at.date() == clock.today() else f"{at.month}/{at.day}"


@lru_cache(KEPT)
def _drawn(row: Row, language: str, minute: datetime) -> SafeString:
    """Drawn anew each minute, because it says how long ago and how long still."""
    labels = {"channel": Ticket.Channel(row.channel).label, "state": Ticket.State(row.state).label}
    return SafeString(get_template("desk/row.html").render({"row": row, "labels": labels}))
