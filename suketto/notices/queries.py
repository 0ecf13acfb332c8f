from collections.abc import Sequence

from suketto.foundation import clock
from suketto.notices.models import Notice, Notification
from suketto.people.models import Person


def current_notices(limit: int = 5) -> Sequence[Notice]:
    return list(Notice.objects.current(clock.now())[:limit])


def unread_count(person: Person) -> int:
    """Unread lines behind the bell; 100 stands for "many"."""
    return len(Notification.objects.filter(person=person, read_at=None).values_list("pk", flat=True)[:100])
