"""What becomes of tickets when people leave, or leave a desk."""

from suketto.people.models import Person, Role
from suketto.tickets import actions
from suketto.tickets.models import Ticket
from suketto.trail.listening import hears
from suketto.trail.models import Event


@hears("person.left", "person.role_ended")
def give_back_their_work(event: Event) -> None:
    """What somebody had in hand at a desk where they work no more goes back to its list, where somebody sees it.

    The roles that stand now decide: who leaves and comes back at once has none, who was made leader keeps the work.
    """
    desks = Role.objects.in_force().filter(person=event.about_id, desk__isnull=False).values("desk_id")
    for ticket in Ticket.objects.open().filter(assignee=event.about_id).exclude(desk_id__in=desks):
        actions.assign(ticket, None, by=_actor(event))


def _actor(event: Event) -> Person | None:
    return None if event.actor_id is None else Person.objects.filter(pk=event.actor_id).first()
