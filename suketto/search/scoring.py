"""The second look at the best candidates: how much of the question each of them answers, by a dozen plain signals."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from suketto.search.asking import Question
from suketto.search.postings import damped

# Found on public questions and articles; each signal is a share from 0 to 1.
WEIGHTS = {
    "bm25": 0.9,
    "words": 0.9,
    "title": 0.9,
    "title_said": 0.35,
    "letters": 0.45,
    "title_letters": 0.12,
    "pairs": 0.42,
    "title_pairs": 0.05,
    "whole": 0.7,
    "together": 0.3,
    "near_title": 0.35,
    "near": 0.1,
    "asked_before": 1.4,
    "asked_alike": 1.4,
    "meaning": 1.0,  # only where the operator gave a model; not fitted, because none could be had for measuring
}
SURE = 2.0  # fitted on public questions with and without an answer: docs/search.md
SENTENCE = 25  # words
BM25_FULL = 4.4  # what one word can add at most: k1 + 1 in the title and in the body


@dataclass(frozen=True, slots=True)
class Candidate:
    """`title_words` and `body_words` hold each word between spaces; `folded` is the beginning of title and body."""

    title_words: str
    body_words: str
    folded: str
    bm25: float
    past: tuple[str, ...] = ()
    breadth: float = 0.0
    near_title: float = 0.0
    near: float = 0.0
    meaning: float = 0.0


def judged(question: Question, candidate: Candidate) -> dict[str, float]:
    """What each signal adds to the score of this candidate; their sum is the score.

    A question of one word stands in many past ones: they count by how far they were about nothing else.
    """
    mass = question.mass
    if not mass:  # not one word that is known here
        return {"meaning": round(WEIGHTS["meaning"] * candidate.meaning, 4)} if candidate.meaning else {}
    title, _, body = candidate.folded.partition("\n")
    in_title = _said(question, candidate.title_words.split())
    said = in_title + _said(question, candidate.body_words.split(), SENTENCE + len(in_title))
    shares = {
        "bm25": candidate.bm25 / (mass * BM25_FULL),
        "words": sum(_best_of(said).values()) / mass,
        "title": sum(_best_of(in_title).values()) / mass,
        "title_said": _share_said(in_title, candidate.title_words),
        "letters": _letters(question, f"{title} {body}") / mass,
        "title_letters": _letters(question, title) / mass,
        "pairs": _pairs(question, candidate.body_words),
        "title_pairs": _pairs(question, candidate.title_words),
        "whole": _whole(question, said, candidate.breadth),
        "together": _together(said) / mass,
        "near_title": candidate.near_title,
        "near": candidate.near,
        "meaning": candidate.meaning,
    }
    if candidate.past:
        shares["asked_alike"] = alike = max(_alike(question, past.split()) for past in candidate.past)
        said_before = sum(_best_of(_asked(question, "".join(candidate.past).split())).values()) / mass
        shares["asked_before"] = said_before if len(question.ideas) > 1 else alike**4
    return {name: round(WEIGHTS[name] * share, 4) for name, share in shares.items() if share}


class Said(NamedTuple):
    """A word of a text that answers an idea of the question: its place, the idea's, and what it is worth."""

    place: int
    idea: int
    worth: float
    word: str


def _said(question: Question, words: Sequence[str], first: int = 0) -> list[Said]:
    wanted = question.wanted
    return [
        Said(place, at, worth, word)
        for place, word in enumerate(words, first)
        if word in wanted
        for at, worth in wanted[word]
    ]


def _asked(question: Question, past: Sequence[str]) -> list[Said]:
    """What a past question says of this one; 請求|書 was not asked because 証明|書 was."""
    return [each for each in _said(question, past) if not question.ideas[each.idea].ending]


def _best_of(said: Iterable[Said]) -> dict[int, float]:
    """For each idea the worth of its best word."""
    best: dict[int, float] = {}
    for each in said:
        if each.worth > best.get(each.idea, 0.0):
            best[each.idea] = each.worth
    return best


def _share_said(in_title: Sequence[Said], title_words: str) -> float:
    """The share of the title's words that the question says."""
    words = set(title_words.split())
    return len({each.word for each in in_title}) / len(words) if words else 0.0


def _letters(question: Question, text: str) -> float:
    return sum(
        len([letter for letter in idea.letters if letter in text]) / len(idea.letters) * idea.mass
        for idea in question.ideas
        if idea.letters
    )


def _pairs(question: Question, text: str) -> float:
    """The share of neighbouring words of the question that are neighbours in the text."""
    together = list(zip(question.ideas, question.ideas[1:], strict=False))
    whole = sum(one.mass + other.mass for one, other in together)
    found = sum(one.mass + other.mass for one, other in together if f" {one.text} {other.text} " in text)
    return found / whole if whole else 0.0


def _whole(question: Question, said: Iterable[Said], breadth: float) -> float:
    """Cosine of the question and the whole text, words by rarity: a text about nothing else is worth more."""
    if not breadth:
        return 0.0
    counts = Counter((each.idea, each.word, each.worth) for each in said)
    best: dict[int, float] = {}
    for (idea, _word, worth), times in counts.items():
        best[idea] = max(best.get(idea, 0.0), worth * damped(times))
    masses = [idea.mass for idea in question.ideas]
    return sum(masses[at] * worth for at, worth in best.items()) / (math.hypot(*masses) * breadth)


def _together(said: Sequence[Said]) -> float:
    """The most of the question's mass that stands within one sentence's length."""
    most = 0.0
    for first, (start, *_rest) in enumerate(said):
        best: dict[int, float] = {}
        for place, at, worth, _word in said[first:]:
            if place - start > SENTENCE:
                break
            if worth > best.get(at, 0.0):
                best[at] = worth
        most = max(most, sum(best.values()))
    return most


def _alike(question: Question, past: Sequence[str]) -> float:
    """Cosine of the question and a past one; words only the past one has weigh as much as the question's average."""
    average = question.mass / len(question.ideas)
    shared = _best_of(_asked(question, past))
    own = sum(idea.mass**2 for idea in question.ideas)
    common = sum(question.ideas[at].mass ** 2 for at in shared)
    theirs = common + max(len(set(past)) - len(shared), 0) * average**2
    return common / (own * theirs) ** 0.5 if theirs else 0.0
