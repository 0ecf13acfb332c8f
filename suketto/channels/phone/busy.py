"""Who is on the telephone, for whoever decides to whom the next live contact goes."""

from collections.abc import Sequence

from django.db.models import Count, Max, Q

from suketto.channels.phone.models import Call
from suketto.channels.phone.queries import TALKS_AT_MOST
from suketto.foundation import clock
from suketto.people.attendance import LONG_AGO, Contacts, counts_contacts


@counts_contacts
def on_the_line(ids: Sequence[int]) -> dict[int, Contacts]:
    """Calls that go on, and when the last one ended; a line that never told of the end is believed for three hours."""
    going = Q(ended_at=None, answered_at__isnull=False)
    calls = Call.objects.filter(taken_by_id__in=ids, started_at__gt=clock.now() - TALKS_AT_MOST).order_by()
    counted = calls.values("taken_by").annotate(live=Count("pk", filter=going), last_at=Max("ended_at"))
    return {each["taken_by"]: Contacts(each["live"], each["last_at"] or LONG_AGO) for each in counted}
