"""How notes go: deleted, not hidden. The trail keeps that there was one."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from suketto.foundation import clock
from suketto.handling.models import HandlingFact, HandlingNote
from suketto.people.models import Person
from suketto.trail.actions import record


@transaction.atomic
def let_go() -> int:
    """Deletes every note that is over, and every renewal nobody reviewed in time; says how many notes went.

    A ticket may turn out to be somebody else's: what was written about the wrong person goes as well.
    """
    now = clock.now()
    late = Q(place=HandlingFact.Place.RENEWAL, reviewed_at=None, review_by__lte=now)
    elsewhere = ~Q(ticket__requester_id=F("note__person_id")) | Q(ticket__requester=None)
    for fact in HandlingFact.objects.filter(late | elsewhere).select_related("note"):
        record("handling.lapsed", fact.note, by=None, desk_id=fact.note.desk_id, internal=True)
        fact.delete()
    return end_those_over(now)


def end_those_over(now: datetime, *, person: Person | None = None) -> int:
    """Inside a transaction; with `person` only those about them."""
    over = HandlingNote.objects.exclude(pk__in=HandlingNote.objects.living(now).values("pk"))
    notes = list(over.filter(person=person) if person is not None else over)
    for note in notes:
        record("handling.ended", note, by=None, desk_id=note.desk_id, internal=True)
        note.delete()
    return len(notes)
