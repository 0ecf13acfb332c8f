"""Reads that other rooms ask for: the templates of a desk, and the procedures that fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from django.db.models import Prefetch, Q, prefetch_related_objects

from suketto.catalog.queries import guess_service
from suketto.foundation.pages import last_changed_first
from suketto.foundation.text import clean, fold
from suketto.people.models import Desk, Person
from suketto.procedures.models import Procedure, ProcedureQuerySet, ReplyTemplate, Version
from suketto.procedures.symptoms import forms, says, troubled
from suketto.procedures.way import Line

PAGE = 30
SAME_SERVICE = 4  # worth as much as a symptom of four letters
A_SYMPTOM = 4  # letters: shorter words ("在宅", "PC") are said in matters of every kind
A_NAME = 3  # letters that one at least says of a thing ("VPN") where the service is only guessed
CONSIDERED_MAX = 500
WORDS_MAX = 6


def lines_of_version(version: Version) -> list[Line]:
    """The steps of a version as they can be written again."""
    names = [field.name for field in fields(Line)]
    return [Line(**{name: getattr(row, name) for name in names}) for row in version.instructions.all()]


def templates_of(desk: Desk | int) -> Sequence[ReplyTemplate]:
    """A desk's own letters and those of the whole house."""
    return [each for each in _of_desk(desk) if each.category != ReplyTemplate.Category.CHAT]


def chat_lines_of(desk: Desk | int) -> Sequence[ReplyTemplate]:
    """What is said in a chat, short: of the desk and of the whole house."""
    return [each for each in _of_desk(desk) if each.category == ReplyTemplate.Category.CHAT]


def _of_desk(desk: Desk | int) -> Iterable[ReplyTemplate]:
    return ReplyTemplate.objects.filter(Q(desk=desk) | Q(desk=None))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A version that may be inserted; `fits` when it really is for this matter, not only near to it.

    One that says at most half of what the best one says is near to it.
    """

    version: Version
    fits: bool


def suggest(
    desk_id: int, *, words: str = "", about: str = "", service_id: int | None = None, limit: int = 8
) -> list[Suggestion]:
    """Procedures in use at a desk that hold the typed words (one kanji is enough), those that fit the matter first."""
    rows = found_by(Procedure.objects.of_desk(desk_id).in_use(), words).order_by("name", "id")[:CONSIDERED_MAX]
    told, typed = forms(fold(clean(about))), fold(clean(words))
    guessed = guess_service(about) if about and not service_id else None
    service_id, trouble = service_id or (guessed.pk if guessed else None), troubled(fold(clean(about)))
    judged = []
    for procedure in rows.select_related("published__service", "owner"):
        version = procedure.published
        if version is None:
            continue
        version.procedure = procedure
        said, same = _fit(version, told), bool(service_id) and version.service_id == service_id
        fits = _fits(said, same_service=same, known=bool(service_id and version.service_id))
        if said and (guessed or not service_id):  # the words alone must tell trouble from a wish
            fits = fits and trouble and said >= A_NAME if _of_trouble(version) else said >= A_SYMPTOM
        judged.append((_depth(version, typed), fits, said, said + (SAME_SERVICE if same else 0), version))
    best = max((said for _place, fits, said, *_rest in judged if fits), default=0)
    judged.sort(key=lambda each: (each[0], not each[1], -each[3]))
    chosen = [Suggestion(version, fits and said * 2 > best) for _place, fits, said, _order, version in judged[:limit]]
    prefetch_related_objects([suggestion.version for suggestion in chosen], "instructions")
    return chosen


def _depth(version: Version, typed: str) -> int:
    """0: the name says what was typed, 1: a symptom word does, 2: it stands somewhere in the steps."""
    if typed in fold(version.name):
        return 0
    return 1 if any(typed in fold(word) for word in version.words) else 2


def _fits(said: int, *, same_service: bool, known: bool) -> bool:
    """One of its words and the matter's own service; where a service is not known, a whole symptom.

    Another service rules it out: "モニターが映らない" at one's desk is not the meeting room, whatever the words say.
    """
    return said > 0 if same_service else said >= A_SYMPTOM and not known


def _of_trouble(version: Version) -> bool:
    """Of something that does not go; the first setup of a new PC is none of it."""
    return any(troubled(fold(word)) for word in [version.name, *version.words])


def _fit(version: Version, told: str) -> int:
    """Letters of its symptom words that the matter says; what is inside a longer word counts once."""
    said = {word for word in map(fold, [version.name, *version.words]) if len(word) > 1 and says(told, word)}
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
