"""Reads about people that other rooms ask for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from suketto.people import finding, telephone
from suketto.people.called import called
from suketto.people.models import Desk, Person, PersonAddress, Role

find = finding.find
BY_ADDRESS = f"SELECT * FROM {Person._meta.db_table} WHERE LOWER(email) = %s LIMIT 1"  # noqa: S608


def members_of(desk: Desk | int) -> Sequence[Person]:
    """Members and leaders of a desk in force, by kana."""
    ids = Role.objects.in_force().filter(desk=desk, kind__in=["member", "leader"]).values("person_id")
    return list(Person.objects.active().filter(pk__in=ids))


def leaders_of(desk: Desk | int) -> Sequence[Person]:
    """Who answers for a desk: its leaders in force, where there is none its members, else the administrators."""
    active, in_force = Person.objects.active(), Role.objects.in_force()
    for roles in (
        in_force.filter(desk=desk, kind=Role.Kind.LEADER),
        in_force.filter(desk=desk, kind=Role.Kind.MEMBER),
        in_force.filter(kind=Role.Kind.ADMINISTRATOR),
    ):
        if found := list(active.filter(pk__in=roles.values("person_id"))):
            return found
    return []


def key_persons_near(person: Person) -> Sequence[Person]:
    """The key persons of one's department, else of one's site; never oneself."""
    roles = Role.objects.in_force().filter(kind=Role.Kind.KEY_PERSON).exclude(person=person)
    roles = roles.select_related("person__department", "person__site")
    near = [role.person for role in roles if role.department_id and role.department_id == person.department_id]
    same_site = [role.person for role in roles if role.site_id and role.site_id == person.site_id]
    return list(dict.fromkeys(near + same_site))[:3]


def by_address(address: str) -> Person | None:
    """Whose mail address this is, their own or another that was noted; also of one who left."""
    folded = address.strip().lower()
    if not folded:
        return None
    # Written out: asked with every letter, and built anew the question cost ten times its answer.
    people = Person.objects.raw(BY_ADDRESS, [folded])
    person: Person | None = next(iter(people), None)
    if person is None:
        other = PersonAddress.objects.select_related("person").filter(address=folded).first()
        person = other.person if other else None
    return person


def by_number(raw: str) -> Sequence[Person]:
    """Everybody who has this number, or this extension: whole numbers only, several are candidates and not a choice."""
    return finding.with_number(telephone.read(raw))


def by_numbers(numbers: Iterable[str]) -> Mapping[str, Sequence[Person]]:
    """`by_number` for many numbers as they are kept; a number that nobody has is not among them."""
    return finding.with_numbers(telephone.read(number) for number in numbers)


def namesakes(name: str, *, limit: int = 5) -> Sequence[Person]:
    """Active colleagues of exactly this full name, in kanji, kana or romaji, in either order; titles, honorifics and
    whatever else stands around a name in a letter aside."""
    meant = called(name)
    sought = {"name_key": meant.plain, "turned_key": meant.plain, "kana_key": meant.kana, "turned_kana_key": meant.kana}
    sought |= {"romaji_key": meant.romaji, "turned_romaji_key": meant.romaji}
    either = [Q(**{f"{column}__in": sorted(keys)}) for column, keys in sought.items() if keys]
    if not either:
        return []
    # Without an order, which would be the way the database goes through them: each condition has its index.
    found = Person.objects.active().filter(reduce(or_, either)).order_by()[: limit * SEVERAL]
    exact = sorted(found, key=lambda person: (person.name_key not in meant.plain, person.family_kana, person.pk))
    return exact[:limit]


SEVERAL = 4  # times as many as are asked for, so that those whose name is written so come first
HONORIFICS = re.compile(r"\s*(?:様|さま|さん|殿|先生|会長|社長|副社長|専務|常務|部長|次長|課長|係長|取締役|代表)+$")
