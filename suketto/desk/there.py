"""What a ticket has beside it at all: most have little, and what is not there need not be asked for."""

from suketto.assets.models import Device
from suketto.channels.email.models import Copy
from suketto.foundation.rows import which_there_are
from suketto.people.models import Person
from suketto.tickets.models import ArticleUse, Attachment, Link, Note, Presence, Step, Ticket, Watch

NOBODY = 0  # a ticket that nobody asked has nobody's devices


def what_is_there(ticket: Ticket, person: Person) -> frozenset[str]:
    """Of notes, files, steps, articles used, ties, copies, devices, presence and the person's watch: those that are."""
    here = {"ticket_id": ticket.pk}
    return which_there_are(
        {
            "watch": (Watch, {**here, "person_id": person.pk}),
            "presence": (Presence, here),
            "notes": (Note, here),
            "files": (Attachment, here),
            "steps": (Step, here),
            "used": (ArticleUse, here),
            "ties": (Link, here),
            "tied": (Link, {"other_id": ticket.pk}),
            "copies": (Copy, here),
            "devices": (Device, {"person_id": ticket.requester_id or NOBODY}),
        }
    )
