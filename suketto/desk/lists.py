"""Reading a work list's address into a filter, and back."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from suketto.foundation.numbers import number_in
from suketto.people.models import Desk, Person
from suketto.tickets.models import Ticket
from suketto.tickets.queries import Filter

TURNS = {"ours": Ticket.Turn.OURS, "theirs": Ticket.Turn.THEIRS, "done": Ticket.Turn.DONE}
TABS = [
    ("ours", "", _("対応が必要")),
    ("ours", "me", _("自分の担当")),
    ("ours", "nobody", _("担当なし")),
    ("theirs", "", _("返事待ち")),
    ("done", "", _("完了")),
]


def read(query: QueryDict, person: Person, desks: list[Desk]) -> Filter:
    """Nonsense in the address is ignored; a desk that is not one's own cannot be asked for."""
    chosen = [desk.pk for desk in desks if desk.slug == query.get("desk")]
    priority, service = query.get("priority", ""), query.get("service", "")
    return Filter(
        desk_ids=frozenset(chosen) or person.standing.desk_ids,
        turn=TURNS.get(query.get("turn", ""), Ticket.Turn.OURS),
        assignee=query.get("assignee", "")[:20],
        priority=int(priority) if priority in {"1", "2", "3", "4"} else None,
        channel=query.get("channel", "") if query.get("channel") in Ticket.Channel.values else "",
        service_id=number_in(service),
        kind=query.get("kind", "") if query.get("kind") in Ticket.Kind.values else "",
        late=query.get("late") == "1",
        person_id=person.pk,
        words=query.get("q", "").strip()[:300],
    )


def address(query: QueryDict, **changes: str) -> str:
    """The same list with something changed, from its first page."""
    copy = query.copy()
    copy.pop("after", None)
    for name, value in changes.items():
        if value:
            copy[name] = value
        else:
            copy.pop(name, None)
    return "?" + copy.urlencode()
