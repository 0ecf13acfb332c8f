"""Who may follow a ticket besides its desk and its requester."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from suketto.tickets.models import Watch
from suketto.trail.audience import Audience, widens
from suketto.trail.models import Event


@widens("ticket")
def watchers_and_the_desk_left(events: Sequence[Event]) -> Mapping[int, Audience]:
    """Whoever watches, also as a key person who was asked; and the desk whose list a moved ticket has left."""
    watching: dict[int, set[int]] = defaultdict(set)
    watches = Watch.objects.filter(ticket_id__in={event.about_id for event in events})
    for ticket_id, person_id in watches.values_list("ticket_id", "person_id"):
        watching[ticket_id].add(person_id)
    return {
        event.pk: Audience(
            person_ids=frozenset(watching[event.about_id]),
            desk_ids=frozenset({event.data["left"]} if "left" in event.data else ()),
        )
        for event in events
    }
