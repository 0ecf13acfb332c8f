"""What the house already knows about some words: articles, one's own open matters, notices, and honest limits."""

import re
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
from suketto.search.gibberish import says_nothing
from suketto.search.queries import Hit
from suketto.search.romaji import read as read_romaji
from suketto.search.scoring import WEIGHTS
from suketto.tickets.models import Ticket

WORDS_MAX_CHARACTERS = 300
OWN_OPEN_MAX = 20
SHORT_MAX_CHARACTERS = 2
TICKET_NUMBER = re.compile(r"(?:HD\s?[-‐−ー]?\s?|[#№])?0*([0-9]{1,12})", re.IGNORECASE)
SHARED_FROM = 0.18  # of what the question's words weigh; the least a right answer shared: docs/search.md
OTHERWISE_NEAR = frozenset({"asked_alike", "meaning", "scan"})


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
    numbered: bool = False  # the ticket is shown because its number was typed
    nothing_said: bool = False  # あああああ: there is nothing to look for

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
    numbered = own_numbered(words, person)
    if not long_enough(words):
        return Answers(asked, tickets=numbered, numbered=bool(numbered))
    nothing_said = says_nothing(words)
    named, hits = ranked_articles(words, person.viewer(), limit=limit)
    found = Article.objects.published().select_related("service__desk").in_bulk([hit.object_id for hit in hits])
    said = read_romaji(words, "article")
    sure = [hit for hit in hits if hit.sure or says_all(hit.title, words)]
    rest = [found[hit.object_id] for hit in (sure or hits) if hit.object_id in found]
    articles = [*named, *(article for article in rest if article not in named)][:limit]
    shown = tuple(article.pk for article in articles)
    return Answers(
        asked=replace(asked, articles=shown, sure=bool(named or sure)),
        articles=articles,
        sure=bool(named or sure),
        tickets=numbered or (() if nothing_said else own_alike(said, person)),
        numbered=bool(numbered),
        notices=[notice for notice in current_notices() if related(said, notice.title)][:2],
        limits=limits_for(said),
        read_through=search.reading_through(hits, ["article"]),
        nothing_said=nothing_said,
    )


def ranked_articles(words: str, viewer: Viewer, *, limit: int) -> tuple[Sequence[Article], Sequence[Hit]]:
    """The articles that may answer, best first: before all others those that hold what is too short to search with."""
    hits = search.find(words, kinds=("article",), viewer=viewer, limit=limit)
    if says_nothing(words):
        return [], [hit for hit in hits if says_all(hit.title, words)]
    return named_by(words, limit), hits if any(hit.sure or speaks_of(hit) for hit in hits) else []


def speaks_of(hit: Hit) -> bool:
    """Whether a text that is no sure answer shares enough with the question for its list to be worth reading."""
    shared = hit.why.get("words", 0.0) / WEIGHTS["words"]
    return shared >= SHARED_FROM or not OTHERWISE_NEAR.isdisjoint(hit.why)


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


def own_numbered(words: str, person: Person) -> Sequence[Ticket]:
    """「HD-00012」, 「１２」: one's own ticket of that number, open or not."""
    number = TICKET_NUMBER.fullmatch(unicodedata.normalize("NFKC", words).strip())
    if number is None:
        return []
    own = Ticket.objects.filter(requester=person, pk=int(number[1]))
    return list(own.select_related("assignee", "desk"))


def own_alike(words: str, person: Person, limit: int = 3) -> Sequence[Ticket]:
    """One's open matters that are really about this."""
    return [ticket for ticket in own_open(person) if alike(words, ticket.subject)][:limit]


def alike(words: str, subject: str) -> bool:
    """The things one of them names all stand in the other, and most of its words do.

    A symptom alone makes no likeness: a VPN that drops is not a Wi-Fi that drops.
    """
    asked, own = words_of(words), words_of(subject)
    things, own_things, shared = _things(asked), _things(own), asked & own
    named = bool(things & own_things) and (things <= own_things or own_things <= things)
    return says_all(subject, words) or (named and len(shared) > min(len(asked), len(own)) / 2)


def _things(words: frozenset[str]) -> frozenset[str]:
    """Words without hiragana: nouns and names, in their dictionary form."""
    return frozenset(word for word in words if not any("ぁ" <= letter <= "ゖ" for letter in word))


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
