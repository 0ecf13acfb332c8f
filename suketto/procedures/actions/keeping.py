"""Procedures: drafted, published version by version, retired and brought back."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from django.db import transaction

from suketto.catalog.models import Service
from suketto.foundation import clock
from suketto.foundation.text import clean, clip, fold
from suketto.people.models import Desk, Person
from suketto.procedures.models import Instruction, Procedure, Version
from suketto.procedures.queries import lines_of_version
from suketto.procedures.refusals import (
    MinutesOutOfRange,
    NameMissing,
    NoDraft,
    NothingToPublish,
    ProcedureChangedMeanwhile,
    RetiredAlready,
)
from suketto.procedures.usual import usual_procedures
from suketto.procedures.way import MINUTES_MAX, Line, checked
from suketto.trail.actions import THE_HOUSE, record
from suketto.trail.models import Event

WORDS_MAX = 40


@transaction.atomic
def draft_procedure(
    *,
    by: Person | None,
    desk: Desk | None,
    name: str,
    lines: Sequence[Line] = (),
    owner: Person | None = None,
    **said: Any,
) -> Procedure:
    """A new procedure of a desk (None: of the whole house), not yet in use; who writes it owns it unless named."""
    text = content_of(name=name, lines=lines, **said)
    procedure = Procedure.objects.create(desk=desk, owner=owner or by, name=text["name"], changed_at=clock.now())
    write_draft(procedure, text, by)
    keep(procedure)
    remember(procedure, "drafted", by=by, name=text["name"])
    return procedure


@transaction.atomic
def revise(
    procedure: Procedure, *, by: Person, name: str, seen: int | None = None, lines: Sequence[Line] = (), **said: Any
) -> Procedure:
    """Writes the next draft while the published version stays; refuses a stale screen. The same again does nothing."""
    held = hold(procedure, seen=seen, by=by)
    text = content_of(name=name, lines=lines, **said)
    basis = held.draft or held.published
    if basis is not None and _said(basis) == text:
        return held
    write_draft(held, text, by)
    keep(held)
    remember(held, "revised", by=by, name=text["name"])
    return held


@transaction.atomic
def publish(procedure: Procedure, *, by: Person | None, seen: int | None = None, reason: str = "") -> Version:
    """Makes the draft the version that is used from now on; it never changes again."""
    held = hold(procedure, seen=seen, by=by)
    if held.retired_at is not None:
        raise RetiredAlready
    draft = held.draft
    if draft is None:
        raise NoDraft
    if not draft.instructions.exists():
        raise NothingToPublish
    draft.published_at, draft.reason = clock.now(), clip(clean(reason), 200)
    draft.published_by_name = by.full_name if by else THE_HOUSE
    draft.save()
    held.published = draft
    keep(held)
    remember(held, "published", by=by, name=draft.name, version=draft.number)
    return draft


@transaction.atomic
def discard_draft(procedure: Procedure, *, by: Person) -> bool:
    """Throws the draft away; a procedure that never was published goes with it. Says whether it still exists."""
    held = hold(procedure)
    draft = held.draft
    if draft is None:
        raise NoDraft
    remember(held, "draft_discarded", by=by, name=draft.name)
    if held.published is None:
        held.delete()
        return False
    draft.delete()
    keep(held)
    return True


@transaction.atomic
def retire(procedure: Procedure, *, by: Person) -> Procedure:
    """廃止: no longer offered; what it did in tickets stays readable."""
    held = hold(procedure)
    if held.retired_at is None:
        held.retired_at, held.retired_by_name = clock.now(), by.full_name
        keep(held)
        remember(held, "retired", by=by, name=held.name)
    return held


@transaction.atomic
def bring_back(procedure: Procedure, *, by: Person) -> Procedure:
    held = hold(procedure)
    if held.retired_at is not None:
        held.retired_at, held.retired_by_name = None, ""
        keep(held)
        remember(held, "brought_back", by=by, name=held.name)
    return held


@transaction.atomic
def entrust(procedure: Procedure, *, by: Person, owner: Person | None, desk: Desk | None) -> Procedure:
    """Gives the procedure to another owner, or to another desk or the whole house."""
    held = hold(procedure)
    if (held.owner, held.desk) != (owner, desk):
        held.owner, held.desk = owner, desk
        keep(held)
        remember(held, "entrusted", by=by, name=held.name, owner=owner.full_name if owner else "")
    return held


@transaction.atomic
def bring_usual_procedures(*, desk: Desk | None = None, owners: Sequence[Person] = ()) -> int:
    """A house without a single procedure gets the usual ones to begin with, published; gives how many."""
    if Procedure.objects.exists():
        return 0
    services = {service.slug: service for service in Service.objects.all()}
    usual = usual_procedures()
    for number, each in enumerate(usual):
        lines = [Line(**line) for line in each["steps"]]
        made = draft_procedure(
            by=None, desk=desk, name=each["name"], words=each["words"], service=services.get(each["service"]),
            owner=owners[number % len(owners)] if owners else None, lines=lines,
        )  # fmt: skip
        publish(made, by=None)
    return len(usual)


def hold(procedure: Procedure, *, seen: int | None = None, by: Person | None = None) -> Procedure:
    held: Procedure = Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
    if seen is not None and held.revision != seen:
        last = Event.objects.about("procedure", held.pk).order_by("-id").first()
        if by is None or last is None or last.actor_id != by.pk:
            raise ProcedureChangedMeanwhile(who=last.actor_name if last else "—")
    return held


def content_of(
    *, name: str, lines: Sequence[Line], words: Iterable[str] = (), service: Service | None = None, minutes: int = 0
) -> dict[str, Any]:
    """What a version says, ready to be stored; without an expected time it is the sum of the steps."""
    title = clip(clean(name), 80)
    if not title:
        raise NameMissing
    if not 0 <= minutes <= MINUTES_MAX:
        raise MinutesOutOfRange(field="minutes")
    steps, kept = checked(lines), [clip(clean(word), 40) for word in words]
    return {
        "name": title,
        "words": list(dict.fromkeys(word for word in kept if word))[:WORDS_MAX],
        "service": service,
        "minutes": minutes or min(MINUTES_MAX, sum(line.minutes for line in steps)),
        "lines": steps,
    }


def _said(version: Version) -> dict[str, Any]:
    return {
        "name": version.name, "words": version.words, "service": version.service, "minutes": version.minutes,
        "lines": lines_of_version(version),
    }  # fmt: skip


def write_draft(procedure: Procedure, text: dict[str, Any], by: Person | None) -> None:
    draft = procedure.draft
    if draft is None:
        last = procedure.versions.values_list("number", flat=True).first() or 0
        draft = Version(procedure=procedure, number=last + 1)
    for name in ("name", "words", "service", "minutes"):
        setattr(draft, name, text[name])
    draft.by_name, draft.drafted_at = by.full_name if by else THE_HOUSE, clock.now()
    draft.save()
    draft.instructions.all().delete()
    Instruction.objects.bulk_create(
        Instruction(
            version=draft, number=number, **{field.name: getattr(line, field.name) for field in fields(Line)},
        )
        for number, line in enumerate(text["lines"], start=1)
    )  # fmt: skip


def keep(procedure: Procedure) -> None:
    """Writes the row with the words by which it is found: of what is in use and of what is being written."""
    versions = [version for version in (procedure.published, procedure.draft) if version is not None]
    procedure.name = versions[0].name
    parts = [part for version in versions for part in (version.name, *version.words)]
    parts += [row.text for row in Instruction.objects.filter(version__in=versions)]
    procedure.searchable = "\n".join(fold(part) for part in dict.fromkeys(parts))
    procedure.revision += 1
    procedure.changed_at = clock.now()
    procedure.save()


def remember(procedure: Procedure, what: str, *, by: Person | None, **data: Any) -> None:
    record(f"procedure.{what}", procedure, by=by, desk_id=procedure.desk_id, internal=True, **data)
