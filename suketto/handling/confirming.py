"""One look at the protocol before an answer leaves. It asks the member, and never makes anybody wait."""

from collections.abc import Iterable

from suketto.handling.protocols import Protocol
from suketto.handling.queries import beside
from suketto.handling.refusals import NotConfirmed
from suketto.people.models import Person
from suketto.tickets.models import Ticket


def confirm(ticket: Ticket, ticked: Iterable[str], *, by: Person) -> list[str]:
    """The protocols that were confirmed, for the event of the answer; none where there is no note in force.

    What was ticked names the notes and facts that were shown: one that came meanwhile is confirmed anew.
    """
    found = beside(ticket.requester, by, ticket)
    if not found.notes:
        return []
    if found.sign not in set(ticked):
        raise NotConfirmed(protocols="・".join(str(Protocol(each).label) for each in found.protocols))
    return found.protocols
