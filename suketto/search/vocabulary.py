"""Reads about words: which group, how far they reach, what holds them, what sounds like them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import StrIndex

from suketto.foundation import clock
from suketto.foundation.text import clean, fold
from suketto.people.models import Person
from suketto.search.models import Posting, Rewording, Term, Wording
from suketto.search.postings import chunks
from suketto.search.rebuilding import touched
from suketto.search.rewording import untouched_seeds

COUNTED_MAX = 1_000
WORDS_COUNTED_MAX = 12
TITLES = 5
TERMS_AT_ONCE, BEGINNINGS_MAX, ALIKE_READ = 500, 100, 500
JUST_NOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a word reaches: the public texts that hold it, counted to a thousand, and some titles."""

    word: str
    articles: int
    others: int
    titles: Sequence[str]

    @property
    def many(self) -> bool:
        return max(self.articles, self.others) >= COUNTED_MAX


def reach(words: Sequence[str]) -> list[Reach]:
    """For each word: how many articles everybody may read hold it, and how many tickets (a number says nothing)."""
    return [_reach(word) for word in words[:WORDS_COUNTED_MAX]]


def _reach(word: str) -> Reach:
    articles = touched([word], "article").filter(document__public=True)
    titles = list(articles.values_list("title", flat=True)[:TITLES])
    tickets = touched([word], "ticket").order_by()[:COUNTED_MAX].count()
    return Reach(word, articles.order_by()[:COUNTED_MAX].count(), tickets, titles)


def unheld(words: Collection[str], kind: str) -> set[str]:
    """Of these words, as they are compared, those that no public text of the kind holds, and no word begins with."""
    public = Exists(Posting.objects.filter(term=OuterRef("pk"), document__public=True))
    missing = set(words)
    for some in chunks(sorted(words), TERMS_AT_ONCE):
        missing -= set(Term.objects.filter(public, kind=kind, text__in=some).values_list("text", flat=True))
    begun = (word for word in sorted(missing)[:BEGINNINGS_MAX])
    return missing - {word for word in begun if Term.objects.filter(public, kind=kind, text__startswith=word).exists()}


def alike(word: str, kind: str) -> list[str]:
    """Words of public texts that sound much like this one, the likest first: a slip, or another way to write it."""
    sound = fold(word)
    if len(sound) < 3:
        return []
    near = Term.objects.filter(Q(reading__startswith=sound[:2]) | Q(reading__endswith=sound[-2:]), kind=kind)
    found = near.filter(document_count__gt=0).exclude(text=word).values_list("reading", "text")[:ALIKE_READ]
    by_sound = dict(found)
    return [by_sound[reading] for reading in get_close_matches(sound, list(by_sound), n=3, cutoff=0.8)]


def groups(words: str, *, ended: bool = False, before: int | None = None, limit: int = 50) -> list[Wording]:
    """The house's own, newest first, those that hold these letters."""
    found = Wording.objects.filter(ended_at__isnull=not ended).order_by("-pk")
    if words:
        found = found.annotate(at=StrIndex("folded", Value(fold(clean(words))))).filter(at__gt=0)
    return list(found.filter(pk__lt=before)[:limit] if before else found[:limit])


def seeds(words: str) -> list[Wording]:
    """The lines of `wording.txt` that the house left alone, those that hold these letters."""
    wanted = fold(words)
    return [group for group in untouched_seeds() if any(wanted in fold(word) for word in group.words)]


def changes(*, before: int | None = None, limit: int = 50) -> list[Rewording]:
    """What was changed, newest first, each with what took it back."""
    found = Rewording.objects.prefetch_related("undoings").order_by("-pk")
    return list(found.filter(pk__lt=before)[:limit] if before else found[:limit])


def just_done(person: Person) -> Rewording | None:
    """What this person changed last, a moment ago: ready to be taken back."""
    newest = Rewording.objects.filter(by=person, at__gte=clock.now() - JUST_NOW).order_by("-pk").first()
    return newest if newest and newest.what != Rewording.What.UNDONE else None
