"""What was heard on the telephone, written down under the number that was told to the caller at the beginning."""

from datetime import datetime
from typing import Any

from django.db import transaction

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.tickets.actions.asking import BOXES
from suketto.tickets.actions.changing import hold, line, save, tell, written
from suketto.tickets.actions.indexing import index_ticket
from suketto.tickets.actions.triaging import set_held
from suketto.tickets.models import Ticket, Triage
from suketto.tickets.refusals import DeadlinePassed, NothingAsked


@transaction.atomic
def hear(
    ticket: Ticket, *, by: Person, text: str = "", subject: str = "", requester: Person | None = None,
    requester_words: str = "", deadline_at: datetime | None = None, situation: str = "", unknowns: str = "",
    goal: str = "", **facts: Any,
) -> Ticket:  # fmt: skip
    """Everything at once; one filled box is enough. An unknown caller stays one, with the words they gave (S04)."""
    held, body = hold(ticket), written(text, field="text")
    boxes = [str(facts.get(box) or "") for box in BOXES]
    if not any((body, subject.strip(), situation.strip(), *(box.strip() for box in boxes))):
        raise NothingAsked
    if deadline_at is not None and deadline_at < clock.now():
        raise DeadlinePassed
    held.requester_words = "" if requester else line(requester_words, 120)
    said = next((words for words in (subject, body, *boxes, situation) if words.strip()), "")
    facts |= {"requester": requester, "deadline_at": deadline_at, "subject": line(said)}
    changed = set_held(held, facts)
    _think(held, by=by, situation=situation, unknowns=unknowns, goal=goal)
    held.assignee = held.assignee or by
    save(held)
    _first_words(held, body)
    index_ticket(held)
    tell(held, "heard", by=by, changed=changed)
    return held


def _think(ticket: Ticket, *, by: Person, **parts: str) -> None:
    """The three written parts, when there is one; with a situation the work has begun."""
    kept = {name: written(words, field=name) for name, words in parts.items()}
    if not any(kept.values()):
        return
    Triage.objects.update_or_create(ticket=ticket, defaults=kept | {"by": by, "at": clock.now()})
    if kept["situation"] and ticket.state == Ticket.State.NEW:
        ticket.state = Ticket.State.WORKING


def _first_words(ticket: Ticket, body: str) -> None:
    """The first message stood for the call while it was going on; now it says what the caller said."""
    first = ticket.first_message
    if first is not None:
        first.body, first.author = body or ticket.subject, ticket.requester
        first.author_name = ticket.requester_name or "—"
        first.save(update_fields=["body", "author", "author_name"])
