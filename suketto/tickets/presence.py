"""Who is here: said by open pages every few seconds, true for half a minute, and never worth waiting for a writer."""

from datetime import datetime
from functools import partial

from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.people.models import Person
from suketto.tickets.models import Presence, Ticket


def say_here(ticket: Ticket, person: Person, *, writing: bool) -> None:
    """Seen by all processes a moment later, with the time of now."""
    fact = partial(_write, ticket.pk, person.pk, writing, clock.now())
    the_later.soon(("here", ticket.pk, person.pk), fact)


def _write(ticket_id: int, person_id: int, writing: bool, seen_at: datetime) -> None:  # noqa: FBT001
    here = Presence(ticket_id=ticket_id, person_id=person_id, writing=writing, seen_at=seen_at)
    Presence.objects.bulk_create(
        [here], update_conflicts=True, unique_fields=["ticket", "person"], update_fields=["writing", "seen_at"]
    )
