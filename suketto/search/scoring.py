"""The second look at the best candidates: how much of the question each of them answers, by a dozen plain signals."""

from dataclasses import dataclass

from suketto.search.asking import Idea, Question

# Found on public questions and articles; each signal is a share from 0 to 1.
WEIGHTS = {
    "bm25": 1.2,
    "words": 0.9,
    "title": 0.9,
    "title_said": 0.35,
    "letters": 0.45,
    "title_letters": 0.12,
    "pairs": 0.42,
    "title_pairs": 0.05,
    "asked_before": 1.5,
    "asked_alike": 1.5,
}
SURE = 1.9
BM25_FULL = 4.4  # what one word can add at most: k1 + 1 in the title and in the body


@dataclass(frozen=True, slots=True)
class Candidate:
    """`title_words` and `body_words` hold each word between spaces; `folded` is the beginning of title and body."""

    title_words: str
    body_words: str
    folded: str
    bm25: float
    past: tuple[str, ...] = ()


def judged(question: Question, candidate: Candidate) -> dict[str, float]:
    """What each signal adds to the score of this candidate; their sum is the score."""
    mass = question.mass
    if not mass:
        return {}
    title, _, body = candidate.folded.partition("\n")
    everything = candidate.title_words + candidate.body_words
    shares = {
        "bm25": candidate.bm25 / (mass * BM25_FULL),
        "words": _words(question, everything) / mass,
        "title": _words(question, candidate.title_words) / mass,
        "title_said": _said(question, candidate.title_words),
        "letters": _letters(question, f"{title} {body}") / mass,
        "title_letters": _letters(question, title) / mass,
        "pairs": _pairs(question, candidate.body_words),
        "title_pairs": _pairs(question, candidate.title_words),
        "asked_before": _words(question, "".join(candidate.past)) / mass if candidate.past else 0.0,
        "asked_alike": max((_alike(question, past) for past in candidate.past), default=0.0),
    }
    return {name: round(WEIGHTS[name] * share, 4) for name, share in shares.items() if share}


def _words(question: Question, text: str) -> float:
    return sum(_found(idea, text) * idea.mass for idea in question.ideas)


def _found(idea: Idea, text: str) -> float:
    return max((worth for option, worth in idea.options if f" {option.text} " in text), default=0.0)


def _said(question: Question, title_words: str) -> float:
    """The share of the title's words that the question says."""
    words = set(title_words.split())
    asked = {option.text for idea in question.ideas for option, _ in idea.options}
    return len(words & asked) / len(words) if words else 0.0


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


def _alike(question: Question, past: str) -> float:
    """Cosine of the question and a past one; words only the past one has weigh as much as the question's average."""
    words = set(past.split())
    average = question.mass / len(question.ideas)
    shared = [idea for idea in question.ideas if _found(idea, past)]
    own = sum(idea.mass**2 for idea in question.ideas)
    common = sum(idea.mass**2 for idea in shared)
    theirs = common + max(len(words) - len(shared), 0) * average**2
    return common / (own * theirs) ** 0.5 if theirs else 0.0
