"""Who is calling: found while the name is still being said, by whatever of it was understood.

Beginnings are looked up in indexes, so that it costs the same in a house of a hundred and of a hundred thousand.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from suketto.foundation.text import clean, fold
from suketto.people import telephone
from suketto.people.keys import name_key, romaji_key
from suketto.people.models import Department, Person, Site
from suketto.people.numbers import PersonNumber

LAST_LETTER = "\U0010ffff"
WORDS_MAX = 6
LONGEST = 100  # characters; nobody's name is longer
CONSIDERED = 3  # times as many as are asked for, so that several ways of finding may name the same people
LATIN = re.compile(r"[a-z][a-z.'\-]*")
KANJI = re.compile(r"[々㐀-鿿]")
PLACES = 20
SHARING = 20  # people at one number at most
KANA = re.compile(r"[ぁ-ゟー]+")


def find(words: str, *, limit: int = 10) -> Sequence[Person]:
    """Active people by kana, kanji, romaji, extension, employee number or telephone number.

    Whole numbers come first, then names that begin so, then people about whom every word is true.
    """
    typed = clean(words).strip()[:LONGEST]
    if not typed:
        return []
    found: dict[int, Person] = {}
    for way in (_whole, _beginning, _several, _otherwise):
        for person in way(typed, limit):
            found.setdefault(person.pk, person)
        if len(found) >= limit or (found and way is _several):
            break
    return list(islice(found.values(), limit))


def with_number(said: telephone.Said) -> Sequence[Person]:
    """Active people who are reached at exactly this number or extension."""
    people = _people()
    if said.number:
        owners = PersonNumber.objects.filter(number=said.number).values("person_id")
        return list(people.filter(pk__in=owners).order_by("family_kana", "given_kana", "pk")[:SHARING])
    if said.extension:
        return list(people.filter(extension=said.extension).order_by("family_kana", "given_kana", "pk")[:SHARING])
    return []


def with_numbers(all_said: Iterable[telephone.Said]) -> dict[str, Sequence[Person]]:
    """The same for many at once, by what can be called; as many questions to the database as for one."""
    all_said = list(all_said)
    numbers, extensions = {said.number for said in all_said} - {""}, {said.extension for said in all_said} - {""}
    owners: dict[str, list[int]] = {}
    for number, person_id in PersonNumber.objects.filter(number__in=numbers).values_list("number", "person_id"):
        owners.setdefault(number, []).append(person_id)
    ids = {person_id for each in owners.values() for person_id in each}
    people = {each.pk: each for each in _people().filter(pk__in=ids)}
    found = {number: [people[pk] for pk in dict.fromkeys(pks) if pk in people] for number, pks in owners.items()}
    for person in _people().filter(extension__in=extensions):
        found.setdefault(person.extension, []).append(person)
    return {number: _by_kana(each)[:SHARING] for number, each in found.items()}


def _people() -> "QuerySet[Person]":
    # Their order would be the way the database goes through them: without one it takes the index of the condition.
    return Person.objects.active().select_related("department", "site").order_by()


def _whole(typed: str, limit: int) -> Iterator[Person]:
    """The typed as a whole: employee number, extension, telephone number."""
    if any(letter.isdigit() for letter in typed):
        plain = fold(typed)
        numbers = {typed, plain, plain.upper()}
        yield from _people().filter(employee_number__in=numbers)[:limit]
        yield from _people().filter(extension__in=numbers)[:limit]
        yield from with_number(telephone.read(typed))


def _beginning(typed: str, limit: int) -> list[Person]:
    """Names that begin so, spaces aside, in either order; the usual order is enough where it gives enough."""
    rows: list[Person] = []
    for begins in _beginnings(typed):
        if len(rows) < limit:
            rows += _people().filter(begins)[: limit * CONSIDERED]
    return _by_kana(rows)


def _several(typed: str, limit: int) -> list[Person]:
    """「千葉 真田」: a name begins with one of the words, and the others are true of its owner too."""
    words = fold(typed).split()[:WORDS_MAX]
    rows: list[Person] = []
    for word in words if len(words) > 1 else []:
        others = [other for other in words if other is not word]
        for begins in _beginnings(word):
            people = _people().filter(begins)
            for other in others:
                people = people.filter(Q(searchable__contains=other) | _romaji_somewhere(other))
            rows += people[: limit * CONSIDERED]
    return _by_kana(rows)


def _otherwise(typed: str, limit: int) -> list[Person]:
    """Whatever else says who somebody is: the whole mail address, department or site, the middle of a name."""
    rows: list[Person] = []
    if "@" in typed:
        rows += _people().alias(folded=Lower("email")).filter(folded=typed.lower())[:limit]
    for field, places in (("department", Department.objects), ("site", Site.objects)):
        here = list(places.filter(name__contains=typed).values_list("pk", flat=True)[:PLACES])
        rows += _people().filter(**{f"{field}__in": here})[:limit] if here else []
    if not rows and KANJI.search(typed):
        # Their keys alone, from the index: nothing else of a hundred thousand people is read.
        inside = Person.objects.filter(name_key__contains=name_key(typed)).order_by().values_list("pk", flat=True)
        rows += _people().filter(pk__in=list(inside[: limit * CONSIDERED]))[:limit]
    return _by_kana(rows)


def _romaji_somewhere(word: str) -> Q:
    key = romaji_key(word) if LATIN.fullmatch(word) else ""
    return Q(romaji_key__contains=key) if key else Q(pk__in=[])


def _beginnings(text: str) -> list[Q]:
    """The conditions under which a name begins with this text, each answered by one index."""
    plain = fold(text)
    if LATIN.fullmatch("".join(plain.split())):
        keys = [("romaji_key", romaji_key(plain)), ("turned_romaji_key", romaji_key(plain))]
        keys += [("name_key", name_key(plain)), ("turned_key", name_key(plain))]
    elif KANA.fullmatch(name_key(plain)):
        keys = [(column, name_key(plain)) for column in ("kana_key", "turned_kana_key", "name_key", "turned_key")]
    else:
        keys = [("name_key", name_key(plain)), ("turned_key", name_key(plain))]
    return [_begins(column, key) for column, key in keys if key]


def _begins(column: str, text: str) -> Q:
    """SQLite takes an index for a range, PostgreSQL, whose order of letters is a language's, for a beginning."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": text})
    return Q(**{f"{column}__gte": text, f"{column}__lt": text + LAST_LETTER})


def _by_kana(rows: Iterable[Person]) -> list[Person]:
    return sorted(rows, key=lambda person: (person.family_kana, person.given_kana, person.pk))
