"""Who is told of what happened to a note or is asked about a record, through the bell and by mail.

The words of the note are in neither. What a line behind the bell says is put together when it is read (`saying`).
"""

from suketto.handling.models import HandlingFact, HandlingNote, PrivacyRequest
from suketto.handling.queries import reviewers_of
from suketto.notices import letters, outbox
from suketto.notices.actions import ring
from suketto.notices.models import Notification
from suketto.notices.reaching import reader_of
from suketto.people.models import Person
from suketto.people.queries import leaders_of
from suketto.trail.models import Event

Kind = Notification.Kind


def note_of(event: Event) -> HandlingNote | None:
    """The note, unless it was deleted before this was heard."""
    notes = HandlingNote.objects.filter(pk=event.about_id).select_related("person", "desk")
    note: HandlingNote | None = notes.prefetch_related("facts__ticket__desk").first()
    return note


def ask_for_review(event: Event) -> None:
    note = note_of(event)
    if note is None:
        return
    waiting = note.waiting_fact
    for leader in reviewers_of(note.desk, but={event.actor_id, note.person_id}):
        if waiting is not None and waiting.may_be_agreed_by(leader):
            ring(leader, None, Kind.HANDLING, event_id=event.pk, by_name=event.actor_name)


def tell_the_person(event: Event) -> None:
    """In plain words, as soon as it holds; also the author hears that it does."""
    note = note_of(event)
    fact = _fact(note, event)
    if note is None or fact is None:
        return
    ring(note.person, None, Kind.RECORD, event_id=event.pk, by_name=note.desk.name)
    reader = reader_of(fact.ticket)
    if reader is not None and reader.person == note.person:
        letter = letters.own_record(fact.ticket, reader)
        outbox.put(f"handling-{fact.pk}", letter, reader, ticket=fact.ticket, automatic=True)
    if fact.author is not None:
        ring(fact.author, None, Kind.HANDLING, event_id=event.pk, by_name=event.actor_name)


def tell_author_of_decline(event: Event) -> None:
    author = Person.objects.active().filter(pk=event.data.get("author") or 0).first()
    if author is not None:
        ring(author, None, Kind.HANDLING, event_id=event.pk, by_name=event.actor_name)


def tell_of_rebuttal(event: Event) -> None:
    """Those who lead the desk, and those who wrote it, hear that the person sees it differently."""
    note = note_of(event)
    if note is None:
        return
    authors = [fact.author for fact in note.facts.all() if fact.author is not None]
    for member in dict.fromkeys([*reviewers_of(note.desk, but={note.person_id}), *authors]):
        ring(member, None, Kind.HANDLING, event_id=event.pk, by_name="")


def tell_of_request(event: Event) -> None:
    """Those who lead the desk hear at once that the law counts the days of a ticket."""
    asked = PrivacyRequest.objects.filter(pk=event.about_id).select_related("ticket__desk").first()
    if asked is None:
        return
    for leader in leaders_of(asked.ticket.desk):
        if leader.pk != asked.person_id:
            ring(leader, asked.ticket, Kind.PRIVACY, event_id=event.pk, by_name=event.actor_name)


def _fact(note: HandlingNote | None, event: Event) -> HandlingFact | None:
    facts = note.facts.select_related("ticket__desk", "ticket__requester", "author") if note is not None else None
    return facts.filter(place=event.data.get("place"), reviewed_at__isnull=False).first() if facts else None
