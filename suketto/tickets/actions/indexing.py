"""What search knows of a ticket: its public words only, for its desk and its requester."""

from collections.abc import Sequence

from suketto.search import actions as search
from suketto.tickets.models import Message, Ticket

LONGEST = 20_000


def index_ticket(ticket: Ticket, bodies: Sequence[str] | None = None) -> None:
    """Writes the ticket into the index, in the same transaction; reads its messages unless they are given."""
    if bodies is None:
        bodies = list(Message.objects.filter(ticket=ticket).values_list("body", flat=True)[:50])
    parts = [ticket.wanted, ticket.tried, ticket.stuck, ticket.others, *bodies]
    search.index(
        "ticket", ticket.pk, title=ticket.subject, body="\n".join(part for part in parts if part)[:LONGEST],
        desk_id=ticket.desk_id, person_id=ticket.requester_id,
    )  # fmt: skip
