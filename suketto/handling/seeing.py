"""Every look at a note is in the trail: once for each member, note and day.

A page redraws by itself many times an hour: that is one look, and a trail that says it forty times hides the rest.
"""

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from suketto.foundation import clock
from suketto.handling.models import HandlingNote
from suketto.people.models import Person
from suketto.trail.actions import record
from suketto.trail.models import Event

SEEN = "handling.seen"


@transaction.atomic
def record_seen(member: Person, note_ids: Sequence[int]) -> None:
    """Records who looked; what has been deleted meanwhile needs no word."""
    today = timezone.make_aware(datetime.combine(clock.today(), time()))
    looks = Event.objects.about("handlingnote", list(note_ids)).filter(kind=SEEN, actor_id=member.pk, at__gte=today)
    seen = set(looks.values_list("about_id", flat=True))
    for note in HandlingNote.objects.filter(pk__in=set(note_ids) - seen):
        record("handling.seen", note, by=member, desk_id=note.desk_id, internal=True)
