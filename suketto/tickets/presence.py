"""Who is here: said by open pages every few seconds, true for half a minute, and never worth waiting for a writer.

Who comes, goes, or begins to write is told to the desk's other pages at once (topic `presence-<ticket>`).
"""

from datetime import datetime, timedelta
from functools import partial

from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.people.models import Person
from suketto.tickets.models import Presence, Ticket
from suketto.trail.whispers import whisper

PRESENT_FOR = timedelta(seconds=40)


def say_here(ticket: Ticket, person: Person, *, writing: bool) -> None:
    """Seen by all processes a moment later, with the time of now."""
    fact = partial(_write, ticket, person, writing, clock.now())
    the_later.soon(("here", ticket.pk, person.pk), fact)


def say_gone(ticket: Ticket, person: Person) -> None:
    """The page was closed or left; another of theirs that is still open says so within seconds."""
    the_later.soon(("here", ticket.pk, person.pk), partial(_leave, ticket, person))


def _write(ticket: Ticket, person: Person, writing: bool, seen_at: datetime) -> None:  # noqa: FBT001
    before = Presence.objects.filter(ticket=ticket, person=person).values_list("writing", "seen_at").first()
    here = Presence(ticket=ticket, person=person, writing=writing, seen_at=seen_at)
    Presence.objects.bulk_create(
        [here], update_conflicts=True, unique_fields=["ticket", "person"], update_fields=["writing", "seen_at"]
    )
    if before is None or before[0] != writing or seen_at - before[1] > PRESENT_FOR:
        _tell(ticket, person)


def _leave(ticket: Ticket, person: Person) -> None:
    if Presence.objects.filter(ticket=ticket, person=person).delete()[0]:
        _tell(ticket, person)


def _tell(ticket: Ticket, person: Person) -> None:
    whisper(f"presence-{ticket.pk}", by_id=person.pk, desk_id=ticket.desk_id)
