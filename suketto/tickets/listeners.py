"""What becomes of tickets when people leave."""

from suketto.people.models import Person
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from suketto.trail.listening import hears
from suketto.trail.models import Event


@hears("person.left")
def give_back_their_work(event: Event) -> None:
    """What a leaver had in hand goes back to the common list, where somebody sees it; back again, they keep it."""
    for ticket in Ticket.objects.open().filter(assignee=event.about_id, assignee__is_active=False):
        actions.assign(ticket, None, by=_actor(event))


def _actor(event: Event) -> Person | None:
    return None if event.actor_id is None else Person.objects.filter(pk=event.actor_id).first()
