"""What search knows of a ticket: its public words only, for its desk and its requester."""

from collections import defaultdict
from collections.abc import Sequence

from suketto.search import actions as search
from suketto.search.sources import Entry, Source
from suketto.tickets.models import Message, Ticket

LONGEST = 20_000
MESSAGES_MAX = 50


def index_ticket(ticket: Ticket, bodies: Sequence[str] | None = None) -> None:
    """Writes the ticket into the index, in the same transaction; reads its messages unless they are given."""
    if bodies is None:
        bodies = list(Message.objects.filter(ticket=ticket).values_list("body", flat=True)[:MESSAGES_MAX])
    search.index_entry(_entry(ticket, bodies))


def entries(numbers: Sequence[int]) -> list[Entry]:
    """What is to be found of these tickets, as they are now."""
    bodies: dict[int, list[str]] = defaultdict(list)
    said = Message.objects.filter(ticket__in=numbers).order_by("ticket_id", "pk").values_list("ticket_id", "body")
    for ticket_id, body in said:
        if len(bodies[ticket_id]) < MESSAGES_MAX:
            bodies[ticket_id].append(body)
    return [_entry(ticket, bodies[ticket.pk]) for ticket in Ticket.objects.filter(pk__in=numbers).order_by("pk")]


def _numbers(after: int, limit: int) -> Sequence[int]:
    return list(Ticket.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def _entry(ticket: Ticket, bodies: Sequence[str]) -> Entry:
    parts = [ticket.wanted, ticket.tried, ticket.stuck, ticket.others, *bodies]
    return Entry(
        "ticket", ticket.pk, title=ticket.subject, body="\n".join(part for part in parts if part)[:LONGEST],
        desk_id=ticket.desk_id, person_id=ticket.requester_id,
    )  # fmt: skip


SOURCE = Source("ticket", _numbers, entries, Ticket.objects.count)
