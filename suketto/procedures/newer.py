"""The usual procedures as they are worded today, for a house that began with an older wording: offered, not imposed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from django.db.models import Prefetch, QuerySet

from suketto.people.models import Person
from suketto.procedures.access import may_publish
from suketto.procedures.models import Procedure, Version
from suketto.procedures.queries import lines_of_version
from suketto.procedures.usual import usual_procedures
from suketto.procedures.way import Line, checked
from suketto.trail.actions import THE_HOUSE


@dataclass(frozen=True, slots=True)
class Wording:
    """What a usual procedure says today; `key` changes with every word of it."""

    name: str
    words: tuple[str, ...]
    service: str
    lines: tuple[Line, ...]

    @property
    def key(self) -> str:
        said = [self.name, self.words, [asdict(line) for line in self.lines]]
        return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]

    def said_by(self, version: Version) -> bool:
        same = (version.name, tuple(version.words)) == (self.name, self.words)
        return same and tuple(lines_of_version(version)) == self.lines


@dataclass(frozen=True, slots=True)
class Offer:
    """A wording that no version of the procedure has ever had. `own`: the desk has changed its words since."""

    procedure: Procedure
    version: Version
    wording: Wording
    own: bool
    declined: bool


def offers_for(person: Person) -> list[Offer]:
    """For the procedures that the person may publish, in the order of their names."""
    if not (person.standing.member or person.standing.administrator):
        return []
    rows = Procedure.objects.visible_to(person).order_by("name", "id")
    return [offer for offer in _offers(rows) if may_publish(person, offer.procedure)]


def left_to_others(person: Person) -> int:
    """How many open offers the person may read about while somebody else decides."""
    rows = Procedure.objects.visible_to(person)
    return sum(not may_publish(person, offer.procedure) for offer in open_offers(_offers(rows)))


def offer_for(procedure: Procedure) -> Offer | None:
    return next(iter(_offers(Procedure.objects.filter(pk=procedure.pk))), None)


def open_offers(offers: Iterable[Offer]) -> list[Offer]:
    """Those about which nobody has decided."""
    return [offer for offer in offers if not offer.declined]


def _offers(procedures: QuerySet[Procedure]) -> list[Offer]:
    """A procedure is a usual one when the house itself wrote its first version under a usual name."""
    today = {each.name: each for each in _usual()}
    begun = Version.objects.filter(number=1, by_name=THE_HOUSE, name__in=today)
    rows = procedures.filter(retired_at=None, published__isnull=False, pk__in=begun.values("procedure"))
    versions = Prefetch("versions", Version.objects.prefetch_related("instructions").select_related("service"))
    return [
        offer
        for row in rows.select_related("desk", "owner").prefetch_related(versions)
        if (offer := _offer(row, today))
    ]


def _offer(procedure: Procedure, today: dict[str, Wording]) -> Offer | None:
    versions: Sequence[Version] = list(procedure.versions.all())
    wording = today[next(each.name for each in versions if each.number == 1)]
    if any(wording.said_by(each) for each in versions):
        return None
    used = next(each for each in versions if each.pk == procedure.published_id)
    return Offer(procedure, used, wording, own=used.by_name != THE_HOUSE, declined=procedure.declined == wording.key)


def _usual() -> list[Wording]:
    return [
        Wording(each["name"], tuple(each["words"]), each["service"], tuple(checked([Line(**s) for s in each["steps"]])))
        for each in usual_procedures()
    ]
