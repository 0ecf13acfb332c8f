"""Articles and people that fit what was typed. A further kind of record is one more `Kind` in `KINDS`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from suketto.desk.searching.operators import Wanted
from suketto.desk.searching.tickets import key, number
from suketto.foundation.text import fold
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.search import queries as search
from suketto.search.queries import Hit

PAGE = 20
FEW = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of one kind."""

    rows: Sequence[Any] = ()
    after: str = ""
    hits: Mapping[int, Hit] = field(default_factory=dict)
    read_through: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """`understands` are the operators that say something about it; with any other nothing of this kind is meant."""

    name: str
    label: str
    icon: str
    understands: frozenset[str]
    find: Callable[[Wanted, Person, str, int], Listing]

    def meant(self, wanted: Wanted) -> bool:
        named = {condition.name for condition in wanted.conditions}
        return named <= self.understands and bool(wanted.words or wanted.exact or named)


def articles(wanted: Wanted, person: Person, after: str, limit: int) -> Listing:
    """Nearest first by words; by letters alone newest first."""
    fitting = Article.objects.visible_to(person).exclude(state=Article.State.RETIRED).select_related("service")
    for condition in wanted.conditions:
        column = {"service": "service__in", "desk": "service__desk__in"}[condition.name]
        values = [each for each in condition.meaning if each is not None]
        named = Q(**{column: values})
        fitting = fitting.filter(~named if condition.without else named)
    hits = _article_hits(wanted, person)
    if hits is None:
        return _newest(fitting.order_by("-pk"), after, limit, lambda last: Q(pk__lt=last))
    rows = fitting.in_bulk([hit.object_id for hit in hits])
    numbers = [hit.object_id for hit in hits if hit.object_id in rows]
    last = number(after)
    start = numbers.index(last) + 1 if last in numbers else 0
    page = numbers[start : start + limit]
    return Listing(
        [rows[each] for each in page], key(page[-1] if start + limit < len(numbers) else None),
        {hit.object_id: hit for hit in hits}, search.reading_through(hits, ["article"]),
    )  # fmt: skip


def _article_hits(wanted: Wanted, person: Person) -> Sequence[Hit] | None:
    """None where nothing was typed but operators."""
    if not (wanted.words or wanted.exact):
        return None
    viewer, most = person.viewer(), search.CANDIDATES
    holding = [
        {hit.object_id: hit for hit in search.find_literal(text, kinds=("article",), viewer=viewer, limit=1_000)}
        for text in wanted.exact
    ]
    without = {
        hit.object_id
        for text in wanted.left_out
        for hit in search.find_literal(text, kinds=("article",), viewer=viewer, limit=1_000)
    }
    first = (
        search.find(" ".join(wanted.words), kinds=("article",), viewer=viewer, limit=most)
        if wanted.words
        else (list(holding[0].values()) if holding else [])
    )
    return [hit for hit in first if hit.object_id not in without and all(hit.object_id in each for each in holding)]


def people(wanted: Wanted, _person: Person, after: str, limit: int) -> Listing:
    """Those at work here, by everything one knows of a person; each word and no other."""
    fitting = Person.objects.active().select_related("department", "site")
    for condition in wanted.conditions:
        there = Q(department__in=list(condition.meaning))
        fitting = fitting.filter(~there if condition.without else there)
    for text in (*wanted.words, *wanted.exact):
        fitting = fitting.found_by(text)
    for text in wanted.left_out:
        fitting = fitting.exclude(searchable__contains=fold(text))
    return _newest(fitting.order_by("pk"), after, limit, lambda last: Q(pk__gt=last))


def _newest(rows: Any, after: str, limit: int, beyond: Callable[[int], Q]) -> Listing:
    last = number(after)
    found = list((rows if last is None else rows.filter(beyond(last)))[: limit + 1])
    return Listing(found[:limit], key(found[limit - 1].pk if len(found) > limit else None))


KINDS = (
    Kind("article", gettext_noop("FAQ"), "book", frozenset({"service", "desk"}), articles),
    Kind("person", gettext_noop("人"), "person", frozenset({"department"}), people),
)
