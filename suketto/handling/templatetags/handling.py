"""What stands beside somebody, for pages of the desk. What shows a note records by the same call that it was seen."""

from functools import partial
from typing import Any

from django import template

from suketto.foundation.later import the_later
from suketto.handling.queries import Beside, beside
from suketto.handling.seeing import record_seen
from suketto.people.models import Person
from suketto.tickets.models import Ticket

register = template.Library()


@register.inclusion_tag("handling/beside.html", takes_context=True)
def handling_beside(context: dict[str, Any], person: Person | None, ticket: Ticket | None = None) -> dict[str, Any]:
    """Wishes first, then the protocols with the facts folded."""
    # Where a page has neither, a template hands on an empty text.
    return {"beside": _beside(context, person or None, ticket or None)}


@register.inclusion_tag("handling/before.html", takes_context=True)
def handling_before(
    context: dict[str, Any], ticket: Ticket, typed: Any = None, *, focus: bool = False
) -> dict[str, Any]:
    """The one confirmation before an answer is sent; nothing where there is no note. `focus`: it was asked for."""
    found = _beside(context, ticket.requester, ticket)
    ticked = (typed or {}).get("handled", "") == found.sign
    return {"beside": found, "ticked": ticked, "wishes": found.wishes, "focus": focus}


def _beside(context: dict[str, Any], person: Person | None, ticket: Ticket | None) -> Beside:
    """Asked once for a page, however many of its parts show it."""
    request = context["request"]
    known: dict[Any, Beside] = vars(request).setdefault("known_beside", {})
    key = (person.pk if person else None, ticket.pk if ticket else None)
    if key not in known:
        known[key] = found = beside(person, request.user, ticket)
        if found.notes:
            ids = [note.pk for note in found.notes]
            the_later.soon(("handling", request.user.pk, *ids), partial(record_seen, request.user, ids))
    return known[key]
