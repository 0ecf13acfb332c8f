"""What the house already knows about some words: articles, one's own open matters, notices, and honest limits."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import jaconv
from django.db.models import Q

from suketto.catalog.models import ScopeItem
from suketto.foundation import clock
from suketto.foundation.scope import Viewer
from suketto.foundation.text import clean, fold
from suketto.knowledge.models import Article
from suketto.notices.models import Notice
from suketto.notices.queries import current_notices
from suketto.people.models import Person
from suketto.portal.asked import BOX, Asked
from suketto.search import queries as search
from suketto.search.analysis import plain_words, prepare
from suketto.search.analysis import words as analysed
from suketto.search.queries import Hit
from suketto.tickets.models import Ticket

WORDS_MAX_CHARACTERS = 300
OWN_OPEN_MAX = 20
SHORT_MAX_CHARACTERS = 2


@dataclass(frozen=True, slots=True)
class Answers:
    """`sure` says that the first article is worth calling an answer; without it the page says so honestly."""

    asked: Asked
    articles: Sequence[Article] = ()
    sure: bool = False
    tickets: Sequence[Ticket] = ()
    notices: Sequence[Notice] = ()
    limits: Sequence[ScopeItem] = ()
    read_through: bool = False  # the index is being made anew: found by reading through the texts

    @property
    def anything(self) -> bool:
        return bool(self.articles or self.tickets or self.notices or self.limits)


def long_enough(words: str) -> bool:
    """Two characters, or one that is not kana or Latin: from one kanji on there is something to look for."""
    return len(words) >= 2 or (len(words) == 1 and not words.isascii() and not "ぁ" <= words <= "ヿ")


def answers_to(words: str, person: Person, *, limit: int = 5, place: str = BOX) -> Answers:
    """Everything that may spare the person the asking; a constant number of queries."""
    words = " ".join(clean(words[:WORDS_MAX_CHARACTERS]).split())
    asked = Asked(words, clock.now(), place=place)
    if not long_enough(words):
        return Answers(asked)
    named, hits = ranked_articles(words, person.viewer(), limit=limit)
    found = Article.objects.published().select_related("service").in_bulk([hit.object_id for hit in hits])
    sure = [hit for hit in hits if hit.sure or says_all(hit.title, words)]
    rest = [found[hit.object_id] for hit in (sure or hits) if hit.object_id in found]
    articles = [*named, *(article for article in rest if article not in named)][:limit]
    shown = tuple(article.pk for article in articles)
    return Answers(
        asked=replace(asked, articles=shown, sure=bool(named or sure)),
        articles=articles,
        sure=bool(named or sure),
        tickets=[ticket for ticket in own_open(person) if related(words, ticket.subject)][:3],
        notices=[notice for notice in current_notices() if related(words, notice.title)][:2],
        limits=limits_for(words),
        read_through=search.reading_through(hits, ["article"]),
    )


def ranked_articles(words: str, viewer: Viewer, *, limit: int) -> tuple[Sequence[Article], Sequence[Hit]]:
    """The articles that may answer, best first: before all others those that hold what is too short to search with."""
    return named_by(words, limit), search.find(words, kinds=("article",), viewer=viewer, limit=limit)


def named_by(words: str, limit: int) -> Sequence[Article]:
    """For one or two characters, too short to search with: articles whose title or service holds them, best proven."""
    narrow = unicodedata.normalize("NFKC", words)
    if not 1 <= len(fold(words)) <= SHORT_MAX_CHARACTERS:
        return []
    holds = Q()
    for form in {narrow, jaconv.kata2hira(narrow), jaconv.hira2kata(narrow)}:
        holds |= Q(title__icontains=form) | Q(service__name__icontains=form)
    holding = Article.objects.published().select_related("service").filter(holds)
    return list(holding.order_by("-solved_count", "-use_count", "id")[:limit])


def says_all(title: str, words: str) -> bool:
    """Whether every word that counts stands in the title: as typed, as the house calls it (password: パスワード)."""
    asked, said, letters = senses_of(words), senses_of(title), fold(prepare(title))
    texts, sounds = {text for text, _, _ in said}, {sound for _, sound, _ in said}
    meanings = {number for _, _, senses in said for number in senses}
    return bool(asked) and all(
        text in texts
        or not meanings.isdisjoint(senses)
        or (text.isascii() and sound in sounds)
        or (len(text) > 2 and fold(text) in letters)
        for text, sound, senses in asked
    )


@lru_cache(2000)
def senses_of(text: str) -> frozenset[tuple[str, str, tuple[int, ...]]]:
    """The words that count with their sound and meanings."""
    found = analysed(prepare(text[:500]))
    return frozenset((word.text, word.reading, word.senses) for word in found if not word.silent)


def own_open(person: Person, limit: int = OWN_OPEN_MAX) -> Sequence[Ticket]:
    """One's open matters, newest first."""
    open_ones = Ticket.objects.open().filter(requester=person)
    return list(open_ones.select_related("assignee", "desk").order_by("-id")[:limit])


def limits_for(words: str, limit: int = 2) -> Sequence[ScopeItem]:
    """The "cannot" lines that share the most words with the question, each with what to do instead."""
    asked = words_of(words)
    scored = []
    for item in ScopeItem.objects.filter(kind=ScopeItem.Kind.CANNOT).select_related("service"):
        own, service = words_of(item.text) & asked, words_of(item.service.name) & asked
        # One shared word may be chance; two, or one beside the service's name, or a whole one-word question are not.
        if (len(own) + len(service) >= 2 and own) or (len(asked) == 1 and own):
            scored.append((-len(own), -len(service), item.pk, item))
    return [item for *_score, item in sorted(scored, key=lambda row: row[:3])[:limit]]


def related(words: str, text: str) -> bool:
    """Whether a text speaks of what the words speak of: they share a word that counts."""
    return bool(words_of(words) & words_of(text))


@lru_cache(2000)
def words_of(text: str) -> frozenset[str]:
    return frozenset(word for word in plain_words(text[:500]) if len(word) > 1 or not word.isascii())
