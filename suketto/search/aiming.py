"""Where a question points among the vectors learnt from the texts, and how near each candidate lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from suketto.search.asking import Question
from suketto.search.models import Term
from suketto.search.vectors import Vector, apart, floats, mixed, nearness


@dataclass(frozen=True, slots=True)
class Aim:
    """Directions of length 1; both empty where nothing has been learnt or the question has no learnt word."""

    title: Vector = ()
    whole: Vector = ()


NOWHERE = Aim()


def aim(question: Question) -> Aim:
    best = {idea.options[0][0].term_id: idea.mass for idea in question.ideas if idea.options}
    if not question.means[1] or not best:
        return NOWHERE
    stored = Term.objects.filter(pk__in=best).exclude(vector=b"").order_by("pk").values_list("pk", "vector")
    towards = mixed((best[pk], vector) for pk, vector in stored)
    if not towards:
        return NOWHERE
    title_mean, mean = (floats(each) for each in question.means)
    return Aim(apart(towards, title_mean), apart(towards, mean))


def nearnesses(towards: Vector, stored: Iterable[bytes | memoryview]) -> list[float]:
    """For each stored vector; a text that came after the last lesson is taken to lie as near as the others do."""
    vectors = list(stored)
    known = [nearness(towards, vector) if vector else None for vector in vectors]
    usual = fmean([each for each in known if each is not None] or [0.0])
    return [usual if each is None else each for each in known]
