"""Which member a telephone system means when it names a user, an extension or a number."""

from collections.abc import Iterable

from suketto.channels.phone.models import Line, LineUser
from suketto.foundation.text import fold
from suketto.people import telephone
from suketto.people.keys import name_key
from suketto.people.models import Person
from suketto.people.numbers import PersonNumber
from suketto.people.queries import members_of


def members_meant(line: Line, named: Iterable[str]) -> list[Person]:
    """In the order they were named: as an administrator has said, else by extension, number, address or full name."""
    names = [name for name in named if name]
    if not names:
        return []
    said = {fold(row.user): row.person for row in LineUser.objects.filter(line=line).select_related("person")}
    members = list(members_of(line.desk_id))
    found = [said.get(fold(name)) or _among(members, name) for name in names]
    return list({person.pk: person for person in found if person is not None and person.is_active}.values())


def _among(members: list[Person], name: str) -> Person | None:
    """The one member this can mean; two whom it may mean are nobody."""
    heard, key, address = telephone.read(name), name_key(name), name.strip().lower()
    owners = set(PersonNumber.objects.filter(number=heard.number).values_list("person_id", flat=True))
    fitting = [
        person
        for person in members
        if (heard.extension and person.extension == heard.extension)
        or (heard.number and person.pk in owners)
        or person.email.lower() == address
        or key in {person.name_key, person.turned_key}
    ]
    return fitting[0] if len(fitting) == 1 else None
