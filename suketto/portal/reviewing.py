"""The weekly look at the words people used: those that found nothing, those whose answers nobody read, and gaps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from suketto.foundation import clock
from suketto.people.models import Person
from suketto.portal.models import Lookup, Review, SelfService
from suketto.search import rewording, vocabulary
from suketto.search.analysis import prepare
from suketto.search.analysis import words as analysed
from suketto.trail.actions import record

PAGE = 20
RARELY_OPENED = 4  # one in four, or fewer
OFTEN_ENOUGH = 3
SOON = timedelta(minutes=10)
GAPS_READ, GAPS_SHOWN = 5_000, 50
TRAIL_MAX = 2_000
TURNED_TO = 2  # people


@dataclass(slots=True)
class Row:
    """The same words asked by one or more people; `candidates` are words they may mean the same as."""

    key: str
    words: str
    times: int
    people: int
    found: int
    opened: int
    asked: int
    last_at: datetime
    candidates: list[str] = field(default_factory=list)


def unfound(since: datetime, after: str = "") -> tuple[list[Row], str]:
    """Words for which the page said that nothing fits, most asked first; and where the next page begins."""
    return _page(_asked(since).filter(sure_ones=0), after)


def unread(since: datetime, after: str = "") -> tuple[list[Row], str]:
    """Words for which the page called something an answer, and hardly anybody opened it or was helped by it."""
    often = _asked(since).filter(times__gte=OFTEN_ENOUGH, sure_ones__gt=0)
    return _page(often.filter(opened__lte=F("times") / RARELY_OPENED), after)


def ignored() -> QuerySet[Review]:
    return Review.objects.filter(verdict=Review.Verdict.IGNORED).order_by("-at")


def _asked(since: datetime) -> Any:
    """By key, what was typed into the one box: what stands in the five boxes is for the desk it was sent to."""
    used = SelfService.objects.filter(lookup=OuterRef("pk")).exclude(opened_at=None, solved_at=None)
    rows = Lookup.objects.filter(at__gte=since, place=Lookup.Place.BOX).exclude(key="")
    decided = Review.objects.filter(key=OuterRef("key"))
    rows = rows.exclude(Exists(decided.filter(verdict=Review.Verdict.IGNORED)))
    # A synonym or an article was decided upon: the words come back when they are asked again after that.
    rows = rows.exclude(Exists(decided.filter(at__gte=OuterRef("at"))))
    return rows.values("key").order_by().annotate(
        times=Count("pk"), people=Count("person", distinct=True), found=Max("found"), words=Max("words"),
        sure_ones=Count("pk", filter=Q(sure=True)), opened=Count("pk", filter=Exists(used)),
        asked=Count("asked_at"), last_at=Max("at"),
    )  # fmt: skip


def _page(rows: Any, after: str) -> tuple[list[Row], str]:
    """By key: `after` is how often and which the last row of the page before was."""
    times, _colon, key = after.partition(":")
    if times.isdecimal() and len(times) < 10:
        rows = rows.filter(Q(times__lt=int(times)) | Q(times=int(times), key__gt=key))
    wanted = ("key", "words", "times", "people", "found", "opened", "asked", "last_at")
    found = [Row(**row) for row in rows.order_by("-times", "key").values(*wanted)[: PAGE + 1]]
    more = f"{found[PAGE - 1].times}:{found[PAGE - 1].key}" if len(found) > PAGE else ""
    return found[:PAGE], more


def with_candidates(rows: Sequence[Row], since: datetime) -> Sequence[Row]:
    """What the same people found with next, then what sounds alike; the word itself is never one."""
    next_words = _found_next([row.key for row in rows], since)
    for row in rows:
        then = [word for words in next_words.get(row.key, ()) for word in _names_in(words)]
        sounds = vocabulary.alike(row.words, "article") if " " not in row.words else []
        named = [*then, *sounds]
        row.candidates = [word for word in dict.fromkeys(named) if word != row.words][:3]
    return rows


def _names_in(words: str) -> list[str]:
    """What may be the name of a thing in a search of several words: of 「複合機 出ない」 the first alone."""
    parts = words.split()
    return parts if len(parts) == 1 else [part for part in parts if not "ぁ" <= part[-1] <= "ゖ"]


def _found_next(keys: Sequence[str], since: datetime) -> Mapping[str, Sequence[str]]:
    """For each of these words: what those who asked in vain asked within ten minutes, and found; oftenest first."""
    in_vain = Lookup.objects.filter(key__in=keys, at__gte=since, sure=False).exclude(person=None).order_by("-pk")
    asked = list(in_vain.values_list("key", "person_id", "at")[:TRAIL_MAX])
    people = {person for _key, person, _at in asked}
    later: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    happy = Lookup.objects.filter(person__in=people, at__gte=since, sure=True, place=Lookup.Place.BOX)
    for person, at, words in happy.values_list("person_id", "at", "words"):
        later[person or 0].append((at, words))
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for key, person, at in asked:
        for when, words in later.get(person or 0, ()):
            if at < when <= at + SOON:
                found[key][words].add(person or 0)
    return {key: _by_several(people_of) for key, people_of in found.items()}


def _by_several(people_of: Mapping[str, set[int]]) -> Sequence[str]:
    """Words that more than one person turned to: what one person asked next may be quite another matter."""
    several = [(words, len(people)) for words, people in people_of.items() if len(people) >= TURNED_TO]
    return [words for words, _people in sorted(several, key=lambda each: (-each[1], each[0]))[:3]]


@dataclass(slots=True)
class Gap:
    """A word that people use and no published article holds."""

    word: str
    times: int = 0
    people: set[int | None] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)


def gaps(since: datetime) -> list[Gap]:
    """From all searches; a word of the five boxes counts from two people on, and only the one box gives examples."""
    rows = (
        Lookup.objects.filter(at__gte=since).exclude(Exists(Review.objects.filter(key=OuterRef("key")))).order_by("-pk")
    )
    found: dict[str, Gap] = {}
    boxed: set[str] = set()
    for words, place, person in rows.values_list("words", "place", "person_id")[:GAPS_READ]:
        for text, shown in _words_of(words):
            gap = found.setdefault(text, Gap(shown))
            gap.times += 1
            gap.people.add(person)
            if place == Lookup.Place.BOX:
                boxed.add(text)
                if words not in gap.examples and len(gap.examples) < 3:
                    gap.examples.append(words)
    known = {text for text, gap in found.items() if text in boxed or len(gap.people) > 1}
    missing = vocabulary.unheld(known, "article")
    decided = set(Review.objects.values_list("key", flat=True))
    kept = [gap for text, gap in found.items() if text in missing and gap.word not in decided]
    return sorted(kept, key=lambda gap: (-len(gap.people), -gap.times, gap.word))[:GAPS_SHOWN]


def _words_of(words: str) -> Iterable[tuple[str, str]]:
    """Each word that counts once: as it is compared, as it was written."""
    prepared = prepare(words)
    said = (word for word in analysed(prepared) if not word.silent)
    return {word.text: prepared[word.start : word.end] for word in said if len(word.text) > 1}.items()


@transaction.atomic
def decide(key: str, words: str, verdict: str, *, by: Person) -> Review:
    """見送り, or an article is being written; decided again it is the newer."""
    review = _keep(key, words, verdict, by)
    record(f"lookup.{verdict}", review, by=by)
    return review


@transaction.atomic
def same_as(key: str, words: str, *, word: str, other: str, by: Person) -> Review:
    """`word` of these words means the same as `other` from now on; the wording's own refusals apply."""
    rewording.join(word, other, by=by)
    return _keep(key, words, Review.Verdict.SYNONYM, by)


@transaction.atomic
def undecide(review: Review, *, by: Person) -> None:
    record("lookup.undecided", review, by=by)
    review.delete()


def _keep(key: str, words: str, verdict: str, by: Person) -> Review:
    facts = {"words": words[:300], "verdict": verdict, "by": by, "by_name": by.full_name, "at": clock.now()}
    return Review.objects.update_or_create(key=key[:300], defaults=facts)[0]
