"""Who wrote: a colleague by address, or somebody who has to be identified; and who only pretends."""

import re
from collections.abc import Sequence

from django.core.cache import caches

from suketto.channels.email.models import Mailbox
from suketto.channels.email.reading import addresses
from suketto.people.models import Desk, Person
from suketto.people.queries import by_address, find, namesakes

OWN = "email-own-addresses"
REMEMBERED_SECONDS = 10
here = caches["here"]


def own_addresses() -> set[str]:
    """Addresses at which desks of this house are written to: a letter from one of them is our own.

    Asked for with every letter, changed a few times a year; another process knows it ten seconds later.
    """
    known: set[str] | None = here.get(OWN)
    if known is None:
        known = _own_addresses()
        here.set(OWN, known, REMEMBERED_SECONDS)
    return known


def _own_addresses() -> set[str]:
    boxes = Mailbox.objects.values_list("address", flat=True)
    desks = Desk.objects.exclude(email="").values_list("email", flat=True)
    return {address.lower() for address in (*boxes, *desks)}


def is_own(address: str) -> bool:
    """Also with a sign of ours behind the plus: some list or relay sent our letter back without its other marks."""
    return re.sub(r"\+[^@]*@", "@", address.lower()) in own_addresses()


def speaks_for(address: str, desk: Desk) -> bool:
    """Whether this is an address of that desk: what comes to its own ticket from there is its own mail."""
    if not is_own(address):
        return False
    bare = re.sub(r"\+[^@]*@", "@", address.lower())
    return bare == desk.email.lower() or Mailbox.objects.filter(desk=desk, address=bare).exists()


def writer(address: str) -> Person | None:
    """The active colleague with this address or alias."""
    person = by_address(address)
    return person if person is not None and person.is_active else None


def candidates(name: str, address: str, limit: int = 5) -> Sequence[Person]:
    """Colleagues the unknown writer may be: whom the name or the address imitates, else names that occur in them."""
    found = list(dict.fromkeys([*namesakes(name, limit=limit), *_imitated(name, address)]))
    local = re.sub(r"\d+$", "", address.partition("@")[0])
    for part in [name, *re.split(r"[._+-]", local)]:
        if len(found) < limit and len(part) > 1:
            found += [person for person in find(part, limit=limit) if person not in found]
    return found[:limit]


def names_of(person: Person) -> tuple[str, ...]:
    """What a colleague is called, in signs and in kana."""
    parts = (person.family_name, person.given_name, person.family_kana, person.given_kana)
    return tuple(part for part in (person.full_name, *parts) if part)


def pretends(name: str, address: str) -> Person | None:
    """The colleague whose name or address an unknown address carries: a private phone, or a fraud."""
    if not address:
        return None
    return next(iter([*namesakes(name, limit=1), *_imitated(name, address)]), None)


def _imitated(name: str, address: str) -> list[Person]:
    """Whose address stands where the name should, and whose local part this is at a domain of somebody else's."""
    shown = addresses.plain(name)
    found = [writer(shown)] if shown and shown.lower() != address.lower() else []
    local, _at, domain = address.lower().rpartition("@")
    house = sorted({own.rpartition("@")[2] for own in own_addresses()} - {domain})[:MOST_DOMAINS]
    found += [writer(f"{local}@{ours}") for ours in house if PERSONAL.fullmatch(local) or looks_like(domain, ours)]
    return [person for person in found if person is not None]


MOST_DOMAINS = 5
# A name and a number, or two names: 田中 is tanaka@ in many houses, narumi.masaomi.000001@ only in one.
PERSONAL = re.compile(r"(?=.{8})[a-z0-9]+(?:[._-][a-z0-9]+)+")


def looks_like(domain: str, ours: str) -> bool:
    """minato-seikl.example and minato-seiki.example: one letter differs, or ours stands within the other's."""
    if domain == ours or domain.endswith(f".{ours}"):
        return False
    first = ours.partition(".")[0]
    inside = len(first) >= LONG_ENOUGH and first in domain
    return inside or (len(ours) >= LONG_ENOUGH and _differ_by_one(domain, ours))


LONG_ENOUGH = 6


def _differ_by_one(one: str, other: str) -> bool:
    """One letter more, less, another, or two that changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    turned = left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or (len(left) > 1 and turned)


def elsewhere(address: str, than: str) -> bool:
    """Whether two addresses lie in different domains: answers that go where the writer is not."""
    return address.rpartition("@")[2].lower() != than.rpartition("@")[2].lower()
