"""Reads about devices that other rooms ask for."""

from collections.abc import Sequence

from suketto.assets.models import Device
from suketto.assets.numbers import digits_of, key_of
from suketto.people.models import Person

AFTER_EVERY_NUMBER = "\U0010ffff"
SHORTEST_BEGINNING = 2


def devices_of(person: Person | None) -> Sequence[Device]:
    """What somebody has in hand, computers first."""
    if person is None:
        return []
    order = {kind: place for place, kind in enumerate(Device.Kind.values)}
    found = Device.objects.in_use().filter(person=person)
    return sorted(found, key=lambda device: (order.get(device.kind, len(order)), device.key))


def by_number(words: str, *, limit: int = 10) -> Sequence[Device]:
    """Devices in use whose number somebody says, in any width, with its hyphen or without, without its letters, or as
    far as it has been said. A whole number is found alone."""
    key = key_of(words)
    devices = Device.objects.in_use().select_related("person__department", "person__site", "site")
    if not key:
        return []
    if whole := list(devices.filter(key=key)):
        return whole
    if key.isdigit():
        digits = digits_of(key)
        return list(devices.filter(digits=digits)[:limit]) if digits else []
    if len(key) < SHORTEST_BEGINNING:
        return []
    return list(devices.filter(key__gte=key, key__lt=key + AFTER_EVERY_NUMBER)[:limit])
