"""What a question asks for: its ideas, each with the words of the index that answer it and what those are worth."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from django.db import connection
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from suketto.foundation.text import fold
from suketto.search import analysis, romaji
from suketto.search.analysis import Word
from suketto.search.models import Collection, Document, Posting, Sense, Term

QUESTION_MAX_CHARACTERS = 300
LAST = "\U0010ffff"
KANA_RUN = re.compile(r"[ぁ-ゖー]{3,}")
KANJI = re.compile(r"[㐀-鿿]")
LATIN = re.compile(r"[a-z0-9]")
KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヺー]+\Z")
UNFINISHED = re.compile(r"(?:[a-z0-9]+|[ァ-ヺー]+|[ぁ-ゖー]+|[^\W_a-z0-9ァ-ヺぁ-ゖー]+)\Z")
KANA_WORD_LENGTHS = range(3, 11)
KANA_GUESSES_MAX = 300
BEGINNINGS_MAX = 60
GUESSES_KEPT = 12
SAME_SOUND = 0.5
SAME_WORD = 0.9  # in other letters: reset and リセット
SAME_BEGINNING = 0.35
SAME_MEANING = 0.4
COLUMNS = ("pk", "text", "reading", "document_count")
SEEMING = frozenset({"そう", "みたい"})  # 切れそう, 壊れたみたい
RARE = 2  # documents: a word nobody has written is not held to be rarer than that


Row = tuple[int, str, str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the index."""

    term_id: int
    text: str
    reading: str
    count: int


@dataclass(slots=True)
class Idea:
    """`options` are the index's words for it with their worth from 0 to 1; `mass` is how much its rarity says.

    `letters` are those typed, folded; a Latin word is looked for as a whole, because its letters are in every text.
    An `ending` is one kanji at the end of a word: past questions with it need not be about the same thing.
    """

    text: str
    letters: tuple[str, ...]
    mass: float
    options: list[tuple[Known, float]] = field(default_factory=list)
    ending: bool = False


@dataclass
class Question:
    ideas: list[Idea]
    size: int  # documents in the collection
    means: tuple[bytes, bytes] = (b"", b"")  # of the vectors of its titles and texts; empty: nothing learnt yet
    broken: bool = False  # the index failed its self-test

    @cached_property
    def mass(self) -> float:
        return sum(idea.mass for idea in self.ideas)

    @cached_property
    def wanted(self) -> dict[str, list[tuple[int, float]]]:
        """For each word of the index that answers: the ideas it answers and how much of the mass that is worth."""
        found: dict[str, list[tuple[int, float]]] = {}
        for at, idea in enumerate(self.ideas):
            for option, worth in idea.options:
                found.setdefault(option.text, []).append((at, idea.mass * worth))
        return found


def ask(text: str, kind: str) -> Question:
    """Reads a question, its last word perhaps half typed, against the words of one kind of document."""
    text = romaji.read(text[:QUESTION_MAX_CHARACTERS], kind)
    prepared = analysis.prepare(text, QUESTION_MAX_CHARACTERS).rstrip("\n")
    found = [word._replace(silent=word.silent or word.text in SEEMING) for word in analysis.words(prepared)]
    if not found:
        return Question([], 0)
    collection = Collection.objects.filter(pk=kind).first()
    counted = collection is not None and collection.document_count > 0
    size = collection.document_count if collection and counted else max(Document.objects.filter(kind=kind).count(), 1)
    alike = _alike(found)
    known = _known(kind, found, prepared, alike, counted=counted)
    by_text = {word.text: word for word in known}
    spelled = _spelled(prepared, found, known)
    typing = _beginnings(kind, prepared, found, by_text)
    ideas: dict[str, Idea] = {}
    endings = _endings(found)
    covered = [span for span, _ in spelled]
    for word in found:
        if word.silent or any(start <= word.start and word.end <= end for start, end in covered):
            continue
        if word.text not in by_text and typing and typing[0] <= word.start:
            continue  # the beginning of a word is not a word nobody knows
        idea = ideas.setdefault(word.text, _idea(word, by_text, known, alike, prepared, size))
        idea.ending = word.start in endings
    for (start, end), options in spelled:
        ideas.setdefault(options[0].text, _group(prepared[start:end], options, 1.0, size))
    if typing:
        _add_typing(ideas, prepared[typing[0] :], typing[1], size)
    means = (bytes(collection.title_mean), bytes(collection.mean)) if collection else (b"", b"")
    broken = collection is not None and collection.broken_at is not None
    return Question(list(ideas.values()), size, means, broken)


def _endings(found: list[Word]) -> set[int]:
    """Where one kanji ends a word: 請求|書 is no nearer to 証明|書 than to any other paper."""
    return {
        word.start
        for before, word in pairwise(found)
        if len(word.text) == 1 and KANJI.match(word.text) and before.end == word.start and not before.silent
    }


def rarity(count: int, size: int) -> float:
    count = min(max(count, 1), size)
    return math.log(1 + (size - count + 0.5) / (count + 0.5))


def _alike(found: list[Word]) -> dict[int, set[int]]:
    """For each meaning of the question's words, the words of the index that have it."""
    numbers = {number for word in found if not word.silent for number in word.senses}
    alike: dict[int, set[int]] = {}
    if numbers:
        senses = Sense.objects.filter(number__in=numbers)  # of every kind: `_known` takes those of this one
        for number, term_id in senses.values_list("number", "term_id"):
            alike.setdefault(number, set()).add(term_id)
    return alike


def _known(kind: str, found: list[Word], prepared: str, alike: dict[int, set[int]], *, counted: bool) -> list[Known]:
    loud = [word for word in found if not word.silent]
    sounds = {word.reading for word in loud} | {guess for guess, _, _ in _kana_guesses(prepared)}
    wanted = [Q(text__in={word.text for word in loud}), Q(reading__in=sounds), Q(pk__in=set().union(*alike.values()))]
    return _rows(_any_of(kind, wanted).order_by("pk"), counted)


def _rows(rows: Iterable[Row], counted: bool = True) -> list[Known]:  # noqa: FBT001, FBT002
    known = [Known(*row) for row in rows]
    if counted or not known:
        return known
    counts = Posting.objects.filter(term__in=[word.term_id for word in known]).values_list("term").annotate(Count("pk"))
    found = dict(counts.order_by())
    return [replace(word, count=found.get(word.term_id, 0)) for word in known]


def _kana_guesses(prepared: str) -> list[tuple[str, int, int]]:
    """Every stretch of hiragana that could be a word written as it sounds, longest first."""
    guesses = [
        (run.group()[start : start + length], run.start() + start, run.start() + start + length)
        for run in KANA_RUN.finditer(prepared)
        for length in KANA_WORD_LENGTHS
        for start in range(len(run.group()) - length + 1)
    ]
    return sorted(guesses, key=lambda guess: guess[1] - guess[2])[-KANA_GUESSES_MAX:]


def _spelled(prepared: str, found: list[Word], known: list[Known]) -> list[tuple[tuple[int, int], list[Known]]]:
    """Words typed as they sound that the analysis fell to pieces over: ぱすわーど."""
    by_sound: dict[str, list[Known]] = {}
    for word in known:
        by_sound.setdefault(word.reading, []).append(word)
    loud = {(word.start, word.end) for word in found if not word.silent}
    taken: list[tuple[tuple[int, int], list[Known]]] = []
    for guess, start, end in _kana_guesses(prepared):
        overlaps = any(start < used_end and used_start < end for (used_start, used_end), _ in taken)
        # Grammar may sound like a word by chance: でき|ない holds きない, which sounds like 機内.
        grammar = not any(start < loud_end and loud_start < end for loud_start, loud_end in loud)
        if guess in by_sound and not overlaps and not grammar and (start, end) not in loud:
            options = sorted(by_sound[guess], key=lambda word: -word.count)
            taken.append(((start, end), options[:GUESSES_KEPT]))
    return taken


def _beginnings(
    kind: str, prepared: str, found: list[Word], by_text: dict[str, Known]
) -> tuple[int, list[Known]] | None:
    """The longest end of the text with which words of the index begin: where it starts, and those words."""
    run = UNFINISHED.search(prepared)
    if run is None:
        return None
    starts = {run.start()} | {word.start for word in found[-4:]}
    ends = {start: prepared[start:] for start in sorted(starts) if _tellable(prepared, start, found)}
    if not ends:
        return None
    rows = _rows(_with_beginnings(kind, ends.values()))
    for start, end in ends.items():
        options = [word for word in rows if word.text.startswith(end) or word.reading.startswith(fold(end))]
        if options:
            return start, options[:GUESSES_KEPT]
    last = prepared[run.start() :]
    if by_text or len(last) > 2:
        return None
    inside = (
        Term.objects.annotate(at=StrIndex("text", Value(last))).filter(kind=kind, at__gt=0).order_by("-document_count")
    )
    options = _rows(inside.values_list(*COLUMNS)[:GUESSES_KEPT])
    return (run.start(), options) if options else None


def _with_beginnings(kind: str, beginnings: Iterable[str]) -> Iterable[Row]:
    """The commonest words with any of these beginnings."""
    wanted = {("text", beginning) for beginning in beginnings}
    wanted |= {("reading", fold(beginning)) for beginning in beginnings}
    found = _any_of(kind, [_begins(column, beginning) for column, beginning in sorted(wanted)])
    return found.order_by("-document_count", "pk")[:BEGINNINGS_MAX]


def _any_of(kind: str, conditions: list[Q]) -> "QuerySet[Term, Row]":
    """Each condition its own branch and index range; for an OR of them SQLite reads every word of the kind."""
    branches = [Term.objects.filter(condition, kind=kind).values_list(*COLUMNS) for condition in conditions]
    return branches[0].union(*branches[1:])


def _begins(column: str, beginning: str) -> Q:
    """PostgreSQL reads LIKE from its pattern index, SQLite a range of bytes from an ordinary one."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": beginning})
    return Q(**{f"{column}__gte": beginning, f"{column}__lt": beginning + LAST})


def _tellable(prepared: str, start: int, found: list[Word]) -> bool:
    """Says something: two characters, or one that is not kana; and more than the grammar at the end of a sentence."""
    end = prepared[start:]
    if len(end) == 1:
        return not KANA_ONLY.match(end) and not end.isascii()
    grammar = all(word.silent for word in found if word.end > start) and prepared[:start].strip() != ""
    return 2 <= len(end) <= analysis.WORD_MAX_CHARACTERS and not grammar


def _idea(
    word: Word, by_text: dict[str, Known], known: list[Known], alike: dict[int, set[int]], prepared: str, size: int
) -> Idea:
    """The word itself, words that sound the same, words that mean the same."""
    same = by_text.get(word.text)
    options = [(same, 1.0)] if same else []
    others = [other for other in known if other is not same]
    meaning = set().union(*(alike.get(number, set()) for number in word.senses))
    options += [(other, _worth_of_sound(word, other)) for other in others if other.reading == word.reading]
    options += [(other, SAME_MEANING) for other in others if other.term_id in meaning and other.reading != word.reading]
    count = same.count if same else max((other.count for other, _ in options), default=RARE)
    otherwise = [option.text for option, worth in options if same is None and worth == SAME_WORD]
    letters = _letters(otherwise[0] if otherwise else prepared[word.start : word.end])
    return Idea(word.text, letters, rarity(count, size), options[:GUESSES_KEPT])


def _worth_of_sound(word: Word, other: Known) -> float:
    """Kanji that sound the same are mostly other words; Latin letters and katakana are the same one."""
    latin, kana = sorted((word.text, other.text))
    same = len(word.reading) > 2 and latin.isascii() and KANA_ONLY.match(kana) is not None
    return SAME_WORD if same else SAME_SOUND


def _group(surface: str, options: list[Known], worth: float, size: int) -> Idea:
    mass = rarity(sum(option.count for option in options), size)
    return Idea(options[0].text, _letters(surface), mass, [(option, worth) for option in options])


def _letters(surface: str) -> tuple[str, ...]:
    folded = fold(surface)
    return (folded,) if LATIN.search(folded) else tuple(letter for letter in folded if letter.isalnum())


def _add_typing(ideas: dict[str, Idea], surface: str, options: list[Known], size: int) -> None:
    """Where the last word is already a word, longer ones count a little; otherwise they are all there is to go by."""
    have = {option.term_id for idea in ideas.values() for option, _ in idea.options}
    fresh = [option for option in options if option.term_id not in have]
    last = next(
        (idea for idea in reversed(ideas.values()) if idea.options and fold(surface).endswith("".join(idea.letters))),
        None,
    )
    if last is not None:
        last.options += [(option, SAME_BEGINNING) for option in fresh]
    elif fresh:
        ideas[surface] = _group(surface, fresh, 1.0, size)
