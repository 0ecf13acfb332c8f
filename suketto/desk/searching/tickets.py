"""Tickets that fit what was typed: by filters and letters newest first, or by words nearest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.core import signing
from django.db import connection
from django.db.models import F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import StrIndex
from django.utils import timezone

from suketto.desk.searching.meanings import Meaning
from suketto.desk.searching.operators import Condition, Wanted
from suketto.desk.searching.reading import bare_number
from suketto.foundation.text import fold
from suketto.people.models import Person
from suketto.search import queries as search
from suketto.search.models import Text
from suketto.search.queries import Hit
from suketto.tickets.models import Ticket
from suketto.tickets.queries import UNREAD

KIND = "ticket"
PAGE = 20
ELSEWHERE_MAX = 2_000
DONE: frozenset[object] = frozenset({Ticket.Turn.DONE, Ticket.State.RESOLVED, Ticket.State.MERGED})
NARROWEST = frozenset({"assignee", "requester", "number"})  # of whom there are few, open or not
NARROW = NARROWEST | {"service", "department"}
COUNTED = 500  # tickets among which the facets are counted
FEW = 1_000  # tickets whose texts are read without asking first which may hold the letters
SALT = "suketto.desk.searching"
RELATED = ("requester__department", "requester__site", "assignee", "service", "desk")


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a found ticket what the facets count."""

    number: int
    state: str
    desk: int
    assignee: int | None
    service: int | None
    opened_at: datetime

    @property
    def month(self) -> str:
        return f"{timezone.localtime(self.opened_at):%Y-%m}"


@dataclass(frozen=True)
class Found:
    """One page. `counted` are the tickets among which the facets count, `more` that there are others beside them;
    `after` is the key of the next page, empty at the end."""

    tickets: Sequence[Ticket] = ()
    after: str = ""
    counted: Sequence[Facts] = ()
    more: bool = False
    by_words: bool = False
    hits: Mapping[int, Hit] = field(default_factory=dict)
    read_through: bool = False


def find(wanted: Wanted, person: Person, *, by_words: bool, after: str = "") -> Found:
    """`by_words`: the nearest first, as far as the best of the index go; else all of them, newest first."""
    last = number(after)
    page = _nearest(wanted, person, last) if by_words and wanted.words else _newest(wanted, person, last)
    return _numbered(page, wanted, person, first=last is None)


def _numbered(page: Found, wanted: Wanted, person: Person, *, first: bool) -> Found:
    """Digits alone are also a ticket's number: that ticket comes before all others, once."""
    alone = len(wanted.words) == 1 and not (wanted.conditions or wanted.exact or wanted.left_out)
    digits = bare_number(wanted.words[0]) if alone else None
    if digits is None:
        return page
    meant = list(Ticket.objects.visible_to(person).filter(pk=digits).values_list("pk", flat=True))
    others = [ticket for ticket in page.tickets if ticket.pk not in meant]
    if not (meant and first):
        return replace(page, tickets=others)
    counted = {facts.number: facts for facts in (*_facts(Ticket.objects.filter(pk__in=meant), 1), *page.counted)}
    return replace(page, tickets=[*_whole(meant), *others], counted=list(counted.values()))


def fitting(wanted: Wanted, letters: Sequence[str]) -> QuerySet[Ticket]:
    """What every condition fits; `letters` all stand in the text, those left out do not. Whoever may see it."""
    tickets: QuerySet[Ticket] = Ticket.objects.order_by()
    for condition in wanted.conditions:
        meant = MEANT[condition.name](condition.meaning)
        tickets = tickets.filter(~meant if condition.without else meant)
    asked = [*((fold(text), True) for text in letters), *((fold(text), False) for text in wanted.left_out)]
    for at, (text, stands) in enumerate(asked):
        texts = Text.objects.filter(document__kind=KIND, document__object_id=OuterRef("pk"))
        tickets = tickets.alias(**{f"at{at}": Subquery(texts.values_list(StrIndex("folded", Value(text))))})
        tickets = tickets.filter(**{f"at{at}__gt" if stands else f"at{at}": 0})
    return tickets


def _newest(wanted: Wanted, person: Person, before: int | None) -> Found:
    letters = (*wanted.words, *wanted.exact)
    open_or_not = {"state"} if any(_open_only(each) for each in wanted.conditions) else set[str]()
    named = {each.name for each in wanted.conditions if not each.without}
    sight = Sight(person, frozenset(named - {"state"} | open_or_not))
    tickets = _within(fitting(wanted, letters), wanted)
    if before is not None:
        tickets = tickets.filter(pk__lt=before)
    enough, unread = (PAGE if before is not None else COUNTED) + 1, None
    if folded := [fold(text) for text in letters]:
        few = _few(wanted, sight)
        if few is not None:
            rows = sight.newest(tickets.filter(pk__in=few), enough)
        else:
            rows, unread = _read(tickets, sight, folded, before, enough)
    else:
        rows = sight.newest(tickets, enough)
    numbers = [row.number for row in rows[:PAGE]]
    last = numbers[-1] if len(rows) > PAGE else unread
    counted = rows[:COUNTED] if before is None else ()
    return Found(_whole(numbers), key(last), counted, more=unread is not None or len(rows) > COUNTED)


def _few(wanted: Wanted, sight: "Sight") -> Sequence[int] | None:
    """The tickets that the conditions leave where they are few: then the letters are looked for in these alone."""
    if not wanted.conditions:
        return None
    narrowed = _within(fitting(replace(wanted, left_out=()), ()), wanted)
    rows = sight.newest(narrowed, FEW + 1)
    return [row.number for row in rows] if len(rows) <= FEW else None


def _read(
    tickets: QuerySet[Ticket], sight: "Sight", folded: Sequence[str], below: int | None, enough: int
) -> tuple[Sequence[Facts], int | None]:
    """Texts that may hold the letters, newest first, until there are enough; and where reading stopped before the end.

    Three times at the most: what is left unread is the next page's.
    """
    for size in search.WINDOWS:
        window = search.holding(folded, KIND, limit=size, below=below)
        rows = sight.newest(tickets.filter(pk__in=search.named(window.numbers)), enough)
        if len(rows) >= enough or not window.more:
            return rows, None
    return rows, window.numbers[-1]


def _within(tickets: QuerySet[Ticket], wanted: Wanted) -> QuerySet[Ticket]:
    """Periods also as numbers: pages go by number, and then begin where the period ends however long ago that was."""
    for condition in wanted.conditions:
        if condition.name == "period" and not condition.without:
            span = (
                Ticket.objects.order_by().filter(_opened(condition.meaning)).aggregate(first=Min("pk"), last=Max("pk"))
            )
            tickets = tickets.filter(pk__gte=span["first"] or 0, pk__lte=span["last"] or 0)
    return tickets


def _nearest(wanted: Wanted, person: Person, last: int | None) -> Found:
    """Who may see what is the index's own rule, and what one watches."""
    among = None
    if wanted.conditions or wanted.exact or wanted.left_out:
        among = fitting(wanted, wanted.exact)
        if wanted.exact:
            window = search.holding([fold(text) for text in wanted.exact], KIND, limit=search.WINDOWS[-1])
            among = among.filter(pk__in=search.named(window.numbers))
    hits = search.find(
        " ".join(wanted.words), kinds=(KIND,), viewer=person.viewer(), limit=search.CANDIDATES, among=among,
        besides=Sight(person).watched,
    )  # fmt: skip
    numbers = [hit.object_id for hit in hits]
    start = numbers.index(last) + 1 if last in numbers else 0
    page = numbers[start : start + PAGE]
    return Found(
        _whole(page), key(page[-1] if start + PAGE < len(numbers) else None),
        _facts(Ticket.objects.filter(pk__in=numbers), len(numbers)) if last is None else (),
        more=len(hits) >= search.CANDIDATES, by_words=True, hits={hit.object_id: hit for hit in hits},
        read_through=search.reading_through(hits, [KIND]),
    )  # fmt: skip


@dataclass(frozen=True)
class Sight:
    """What a person may see: all of their desks, and elsewhere what they asked or watch, which is never much.

    `conditions` by name: SQLite, which keeps no statistics, is told by them which index to take.
    """

    person: Person
    conditions: frozenset[str] = frozenset()

    @cached_property
    def desks(self) -> Sequence[int]:
        return sorted(self.person.standing.desk_ids)

    @cached_property
    def elsewhere(self) -> Sequence[int]:
        asked = Ticket.objects.filter(requester=self.person).exclude(desk_id__in=self.desks).order_by("-pk")
        return [*asked.values_list("pk", flat=True)[:ELSEWHERE_MAX], *self.watched]

    @cached_property
    def watched(self) -> Sequence[int]:
        watches = self.person.ticket_watches.order_by("-pk")
        return list(watches.values_list("ticket_id", flat=True)[:ELSEWHERE_MAX])

    def newest(self, tickets: QuerySet[Ticket], limit: int) -> Sequence[Facts]:
        """A statement for each desk: for an OR of them a database would first collect all they have ever had."""
        column, order = self._steered()
        arms: list[QuerySet[Any]] = [
            tickets.alias(desk_at=F("desk_id") + 0).filter(**{column: desk}) for desk in self.desks
        ]
        if self.elsewhere:
            arms.append(tickets.filter(pk__in=search.named(self.elsewhere)).exclude(desk_id__in=self.desks))
        rows = [row for arm in arms for row in _facts(arm.order_by(order), limit)]
        return sorted(rows, key=lambda row: -row.number)[:limit]

    def _steered(self) -> tuple[str, Any]:
        """Left alone SQLite walks through a whole desk, newest first: not where a condition has an index of its own
        (the desk as a sum has none), nor where few are open among many (then the order has none)."""
        if connection.vendor != "sqlite":
            return "desk_id", "-pk"
        if "state" in self.conditions and NARROWEST.isdisjoint(self.conditions):
            return "desk_id", (F("pk") + 0).desc()
        return ("desk_id" if NARROW.isdisjoint(self.conditions) else "desk_at"), "-pk"


def _facts(tickets: QuerySet[Ticket], limit: int) -> Sequence[Facts]:
    rows = tickets.values_list("pk", "state", "desk_id", "assignee_id", "service_id", "opened_at")[:limit]
    return [Facts(*row) for row in rows]


def _whole(numbers: Sequence[int]) -> Sequence[Ticket]:
    """These tickets in this order, with all that a row shows."""
    found = Ticket.objects.select_related(*RELATED).defer(*UNREAD).in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def key(number: int | None) -> str:
    return "" if number is None else signing.dumps(number, salt=SALT)


def number(key: str) -> int | None:
    """A key that is not ours begins at the top."""
    try:
        return int(signing.loads(key, salt=SALT)) if key else None
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _states(meaning: Meaning) -> Q:
    codes = [each for each in meaning if isinstance(each, str)]
    turns = [each for each in meaning if isinstance(each, int)]
    if not codes:
        return Q(turn__in=turns)
    found = Q(state__in=codes) | Q(turn__in=turns) if turns else Q(state__in=codes)
    return found & Q(turn__lt=Ticket.Turn.DONE) if _open(meaning) else found


def _open(states: Meaning) -> bool:
    """What is open is a small part of all there ever was, and has an index."""
    return DONE.isdisjoint(states)


def _open_only(condition: Condition) -> bool:
    return condition.name == "state" and not condition.without and _open(condition.meaning)


def _opened(meaning: Meaning) -> Q:
    """From the beginning of the first day to the end of the last, at the house's time zone."""
    first, last = meaning if isinstance(meaning, tuple) else (None, None)
    zone = timezone.get_current_timezone()
    found = Q()
    if first is not None:
        found &= Q(opened_at__gte=datetime.combine(first, time.min, zone))
    if last is not None:
        found &= Q(opened_at__lt=datetime.combine(last + timedelta(days=1), time.min, zone))
    return found


def _of(column: str) -> Callable[[Meaning], Q]:
    """One of the values; None among them stands for an empty column."""

    def condition(meaning: Meaning) -> Q:
        found = Q(**{f"{column}__in": [each for each in meaning if each is not None]})
        return found | Q(**{column: None}) if None in meaning else found

    return condition


def _of_departments(meaning: Meaning) -> Q:
    return Q(requester__in=Person.objects.filter(department__in=list(meaning)).values("pk"))


MEANT: Mapping[str, Callable[[Any], Q]] = {
    "state": _states, "assignee": _of("assignee_id"), "requester": _of("requester_id"), "desk": _of("desk_id"),
    "service": _of("service_id"), "priority": _of("priority"), "number": _of("pk"), "period": _opened,
    "department": _of_departments,
}  # fmt: skip
