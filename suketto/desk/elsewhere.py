"""Whose matter it is, when the words speak of what another desk offers."""

from suketto.catalog.models import Service
from suketto.catalog.queries import guess_service
from suketto.tickets.models import Ticket
from suketto.tickets.queries import words_of


def service_elsewhere(ticket: Ticket) -> Service | None:
    """What another desk offers and the words mean; None where it is about something of the ticket's own desk."""
    meant = ticket.service or guess_service(words_of(ticket))
    return meant if meant is not None and meant.desk_id != ticket.desk_id else None
