"""The only door from a request to a note. Another desk, a colleague, an ended note: it does not exist (404)."""

from django.http import Http404

from suketto.foundation import clock
from suketto.handling.models import Accommodation, HandlingFact, HandlingNote
from suketto.people.models import Person
from suketto.tickets.access import ticket_of_desk
from suketto.tickets.models import Ticket


def note_of_desk(member: Person, number: int) -> HandlingNote:
    """A note of one of the member's desks, about somebody else: in force, or waiting and theirs to see."""
    now = clock.now()
    notes = HandlingNote.objects.filter(desk_id__in=member.standing.desk_ids).exclude(person=member)
    note: HandlingNote | None = (
        notes.living(now).select_related("person", "desk").prefetch_related("facts__ticket", "rebuttal")
        .filter(pk=number).first()
    )  # fmt: skip
    if note is None or not (note.reviewed or note.desk_id in member.standing.leads or wrote(note, member)):
        raise Http404
    return note


def wrote(note: HandlingNote, member: Person) -> bool:
    return any(fact.author_id == member.pk for fact in note.facts.all())


def fact_to_review(leader: Person, number: int) -> HandlingFact:
    """A fact of a desk that the person leads, not about themself."""
    facts = HandlingFact.objects.select_related("note__person", "note__desk", "ticket")
    mine = facts.filter(note__desk_id__in=leader.standing.leads).exclude(note__person=leader)
    fact: HandlingFact | None = mine.filter(pk=number).first()
    if fact is None:
        raise Http404
    return fact


def ticket_to_note(member: Person, number: int) -> Ticket:
    """A ticket of one's desk, asked by somebody else."""
    ticket = ticket_of_desk(member, number)
    if ticket.requester_id == member.pk:
        raise Http404
    return ticket


def note_about(person: Person, number: int) -> HandlingNote:
    """A note about oneself."""
    note: HandlingNote | None = HandlingNote.objects.living(clock.now()).filter(person=person, pk=number).first()
    if note is None:
        raise Http404
    return note


def wish_of(person: Person, number: int) -> Accommodation:
    wish: Accommodation | None = Accommodation.objects.filter(person=person, pk=number).first()
    if wish is None:
        raise Http404
    return wish
