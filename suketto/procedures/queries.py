"""Reads that other rooms ask for: the templates of a desk, and the procedures that fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, prefetch_related_objects

from suketto.foundation.pages import last_changed_first
from suketto.foundation.text import clean, fold
from suketto.people.models import Desk, Person
from suketto.procedures.models import Procedure, ProcedureQuerySet, ReplyTemplate, Version

PAGE = 30
SAME_SERVICE = 4  # worth as much as a symptom of four letters
CONSIDERED_MAX = 500
WORDS_MAX = 6


def templates_of(desk: Desk | int) -> Sequence[ReplyTemplate]:
    """A desk's own templates and those of the whole house."""
    return list(ReplyTemplate.objects.filter(Q(desk=desk) | Q(desk=None)))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A version that may be inserted; `fits` when its service or its words say what the ticket says."""

    version: Version
    fits: bool


def suggest(
    desk_id: int, *, words: str = "", about: str = "", service_id: int | None = None, limit: int = 8
) -> list[Suggestion]:
    """Procedures in use at a desk that hold the typed words (one kanji is enough), those that fit the matter first."""
    rows = found_by(Procedure.objects.of_desk(desk_id).in_use(), words).order_by("name", "id")[:CONSIDERED_MAX]
    told, typed = fold(clean(about)), fold(clean(words))
    judged = []
    for procedure in rows.select_related("published__service", "owner"):
        version = procedure.published
        if version is None:
            continue
        version.procedure = procedure
        fit = _fit(version, told) + (SAME_SERVICE if service_id and version.service_id == service_id else 0)
        judged.append((_depth(version, typed), -fit, Suggestion(version, fit > 0)))
    judged.sort(key=lambda each: each[:2])
    chosen = [suggestion for _place, _fits, suggestion in judged[:limit]]
    prefetch_related_objects([suggestion.version for suggestion in chosen], "instructions")
    return chosen


def _depth(version: Version, typed: str) -> int:
    """0: the name says what was typed, 1: a symptom word does, 2: it stands somewhere in the steps."""
    if typed in fold(version.name):
        return 0
    return 1 if any(typed in fold(word) for word in version.words) else 2


def _fit(version: Version, told: str) -> int:
    """Letters of its symptom words that the matter says; what is inside a longer word counts once."""
    said = {word for word in map(fold, [version.name, *version.words]) if len(word) > 1 and word in told}
    return sum(len(word) for word in said if not any(word != other and word in other for other in said))


def found_by(procedures: ProcedureQuerySet, words: str) -> ProcedureQuerySet:
    """Those that hold every word, folded: width, case and kind of kana do not matter."""
    for word in fold(clean(words[:100])).split()[:WORDS_MAX]:
        procedures = procedures.filter(searchable__contains=word)
    return procedures


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; `after` is the key from which the next goes on, empty at the end."""

    procedures: Sequence[Procedure]
    after: str = ""


def browse(person: Person, *, words: str = "", state: str = "", after: str = "") -> Page:
    """What the person may see, last changed first: those in use, or `draft`, `retired`, `all`."""
    found = found_by(Procedure.objects.visible_to(person), words)
    if state == "retired":
        found = found.filter(retired_at__isnull=False)
    elif state == "draft":
        found = found.filter(retired_at=None, versions__published_at=None)
    elif state != "all":
        found = found.in_use()
    drafts = Prefetch("versions", Version.objects.filter(published_at=None), to_attr="drafts")
    related = found.select_related("desk", "owner", "published__service").prefetch_related(drafts)
    return Page(*last_changed_first(related, after, PAGE))
