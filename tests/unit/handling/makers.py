"""A desk with a member and a leader, and notes made by the same actions as in life."""

from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone

from suketto.handling import actions
from suketto.handling.models import HandlingNote
from suketto.people.models import Person
from suketto.tickets.models import Ticket

FACT = "14:20 電話。「今すぐ来い」と3回言われ、通話は25分。切ったあと、要点をメールで送った。"


def written(ticket: Ticket, *, by: Person, **facts: Any) -> HandlingNote:
    """A note that waits for its review."""
    usual = {
        "protocols": ["in_writing"], "words": FACT, "happened_on": timezone.localdate(), "channel": "phone",
    }  # fmt: skip
    return actions.write_note(ticket, by=by, **{**usual, **facts})


def in_force(ticket: Ticket, *, by: Person, leader: Person, **facts: Any) -> HandlingNote:
    """A note that a leader has looked at."""
    note = written(ticket, by=by, **facts)
    return actions.review(note.facts.get(), by=leader)


def renewed(note: HandlingNote, *, by: Person, leader: Person) -> None:
    """With another fact of today and another review."""
    ticket = note.facts.all()[0].ticket
    words = "10:05 電話。受話器を置かれたため、要点を文書で送った。"
    fact = actions.renew_note(note, ticket, words=words, happened_on=timezone.localdate(), channel="phone", by=by)
    actions.review(fact, by=leader)


def after(days: float, since: datetime) -> time_machine.travel:
    return time_machine.travel(since + timedelta(days=days), tick=False)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client
