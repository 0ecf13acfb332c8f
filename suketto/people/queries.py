"""Reads about people that other rooms ask for."""

from collections.abc import Sequence

from suketto.people.models import Desk, Person, Role


def find(words: str, *, limit: int = 10) -> Sequence[Person]:
    """Active people by kana, kanji, romaji, number, extension or mail; a whole extension or number comes first."""
    if not words.strip():
        return []
    found = list(Person.objects.active().found_by(words).select_related("department", "site")[: limit * 3])
    exact = words.strip()
    found.sort(key=lambda person: exact not in {person.extension, person.employee_number})
    return found[:limit]


def members_of(desk: Desk | int) -> Sequence[Person]:
    """Members and leaders of a desk in force, by kana."""
    ids = Role.objects.in_force().filter(desk=desk, kind__in=["member", "leader"]).values("person_id")
    return list(Person.objects.active().filter(pk__in=ids))


def key_persons_near(person: Person) -> Sequence[Person]:
    """The key persons of one's department, else of one's site; never oneself."""
    roles = Role.objects.in_force().filter(kind=Role.Kind.KEY_PERSON).exclude(person=person)
    roles = roles.select_related("person__department", "person__site")
    near = [role.person for role in roles if role.department_id and role.department_id == person.department_id]
    same_site = [role.person for role in roles if role.site_id and role.site_id == person.site_id]
    return list(dict.fromkeys(near + same_site))[:3]
