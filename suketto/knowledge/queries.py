"""Reads of articles for lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from suketto.foundation.pages import last_changed_first
from suketto.knowledge.models import Article
from suketto.people.models import Person
from suketto.search import queries as search

PAGE = 30


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `after` is the key from which the next page goes on, empty at the end."""

    articles: Sequence[Article]
    after: str = ""
    read_through: bool = False  # the index is being made anew: found by reading through the texts


def browse(person: Person, *, words: str = "", service_id: int | None = None, state: str = "", after: str = "") -> Page:
    """By words best first, else last changed first, by key; colleagues see published ones whatever they ask for."""
    found = Article.objects.visible_to(person).select_related("service")
    if service_id is not None:
        found = found.filter(service_id=service_id)
    found = found.filter(state=state) if state else found.filter(state__in=Article.READABLE)
    if words:
        return _matching(found, words, person)
    return Page(*last_changed_first(found, after, PAGE))


def _matching(found: object, words: str, person: Person) -> Page:
    viewer = person.viewer()
    hits = search.find(words, kinds=("article",), viewer=viewer, limit=PAGE)
    read_through = search.reading_through(hits, ["article"])
    hits += search.find_literal(words, kinds=("article",), viewer=viewer, limit=PAGE)
    numbers = list(dict.fromkeys(hit.object_id for hit in hits))
    rows = found.in_bulk(numbers)  # type: ignore[attr-defined]
    return Page([rows[number] for number in numbers if number in rows], read_through=read_through)
