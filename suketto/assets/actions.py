"""What is done with devices: written down, given, returned, retired. Each is one event."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suketto.assets.models import Device
from suketto.assets.numbers import key_of
from suketto.foundation import clock
from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, clip
from suketto.people.models import Person, Site
from suketto.trail.actions import record

FACTS = frozenset({"number", "kind", "model", "site", "since_on"})


class NumberMissing(Refusal):
    message = _("管理番号を入れてください。")
    field = "number"


class NumberTaken(Refusal):
    message = _("管理番号 %(number)s の機器はもうあります（全角・ハイフンの違いは同じとみなします）。")
    field = "number"


class IsRetired(Refusal):
    message = _("%(number)s は廃棄済みです。廃棄を取り消してから渡してください。")


class HasLeft(Refusal):
    message = _("%(name)sさんは退職しています。")
    field = "person"


@transaction.atomic
def register(number: str, *, by: Person | None, person: Person | None = None, **facts: Any) -> Device:
    """A device is written down, mostly together with who has it."""
    device = Device(number=_number(number), **_known(facts))
    _refuse_twin(device)
    _refuse_leaver(person)
    device.person = person
    device.save()
    record("device.added", device, by=by, internal=True, number=device.number, **_holder(person))
    return device


@transaction.atomic
def change(device: Device, *, by: Person | None, **facts: Any) -> list[str]:
    """Writes the facts that differ and says which ones; nothing changed, nothing recorded."""
    held = _hold(device)
    known = _known(facts)
    changed = sorted(name for name, value in known.items() if getattr(held, name) != value)
    if changed:
        for name in changed:
            setattr(held, name, known[name])
        _refuse_twin(held)
        held.save()
        record("device.changed", held, by=by, internal=True, number=held.number, fields=changed)
    return changed


@transaction.atomic
def give(device: Device, person: Person, *, by: Person | None, since_on: date | None = None) -> Device:
    """From now on, or from the day that is said, it is theirs and nobody else's. Given twice it is given once."""
    held = _hold(device)
    if held.retired:
        raise IsRetired(number=held.number)
    _refuse_leaver(person)
    if held.person_id == person.pk:
        return held
    before = held.person
    held.person, held.since_on = person, since_on or clock.today()
    held.save()
    record(
        "device.given", held, by=by, internal=True, number=held.number, before=before.full_name if before else "",
        **_holder(person),
    )  # fmt: skip
    return held


@transaction.atomic
def take_back(device: Device, *, by: Person | None, site: Site | None = None) -> Device:
    """It is on nobody's table any more; `site` says where it stands now."""
    held = _hold(device)
    if held.person is None:
        return held
    before = held.person
    held.person, held.since_on, held.site = None, clock.today(), site or held.site
    held.save()
    record("device.returned", held, by=by, internal=True, number=held.number, **_holder(before))
    return held


@transaction.atomic
def retire(device: Device, *, by: Person | None) -> Device:
    """Scrapped, sold or lost for good: nobody has it, its history stays."""
    held = _hold(device)
    if held.retired:
        return held
    before = held.person
    held.person, held.retired_at, held.retired_by = None, clock.now(), by
    held.save()
    record("device.retired", held, by=by, internal=True, number=held.number, **_holder(before))
    return held


@transaction.atomic
def bring_back(device: Device, *, by: Person | None) -> Device:
    """It was retired by mistake."""
    held = _hold(device)
    if held.retired:
        held.retired_at = held.retired_by = None
        held.save()
        record("device.brought_back", held, by=by, internal=True, number=held.number)
    return held


def _hold(device: Device) -> Device:
    held: Device = Device.objects.select_for_update(of=("self",)).select_related("person", "site").get(pk=device.pk)
    return held


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - FACTS
    if unknown:
        raise TypeError(f"not facts of a device: {sorted(unknown)}")
    known = dict(facts)
    if "number" in known:
        known["number"] = _number(known["number"])
    if "model" in known:
        known["model"] = clip(clean(known["model"]), 120)
    return known


def _number(text: str) -> str:
    number = clip(clean(text), 40)
    if not key_of(number):
        raise NumberMissing
    return number


def _refuse_twin(device: Device) -> None:
    if Device.objects.filter(key=key_of(device.number)).exclude(pk=device.pk or 0).exists():
        raise NumberTaken(number=device.number)


def _refuse_leaver(person: Person | None) -> None:
    if person is not None and not person.is_active:
        raise HasLeft(name=person.full_name)


def _holder(person: Person | None) -> dict[str, Any]:
    """Who it is about: their name as a copy, so that the history stays true."""
    return {"person_id": person.pk, "holder": person.full_name} if person else {"holder": ""}
