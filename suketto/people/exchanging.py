"""Mail addresses that change hands within one table: whose is free by then, and who has to let go first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from suketto.people.models import Person


class Stated(Protocol):
    """A line about one colleague."""

    number: int
    facts: dict[str, Any]


S = TypeVar("S", bound=Stated)


def owners() -> dict[str, str]:
    """The employee number of whoever has an address now."""
    return {
        email.casefold(): number for email, number in Person.objects.values_list("email", "employee_number").iterator()
    }


def refused(lines: Iterable[S], owners: Mapping[str, str]) -> list[S]:
    """Lines that take an address from somebody who keeps it, because the table says nothing else of them; a line that
    is refused gives nothing up either."""
    standing, wrong = list(lines), list[S]()
    while True:
        wanted = {_who(line): _address(line) for line in standing}
        taking = [
            line for line in standing
            if (owner := owners.get(_address(line), _who(line))) != _who(line)
            and wanted.get(owner, _address(line)) == _address(line)
        ]  # fmt: skip
        if not taking:
            return wrong
        wrong += taking
        numbers = {line.number for line in taking}
        standing = [line for line in standing if line.number not in numbers]


def moving(lines: Sequence[S], owners: Mapping[str, str]) -> list[S]:
    """Those who take somebody else's address and those who give it up: together they are one change."""
    takers = {_who(line) for line in lines if owners.get(_address(line), _who(line)) != _who(line)}
    givers = {owners[_address(line)] for line in lines if _who(line) in takers}
    return [line for line in lines if _who(line) in takers | givers]


def let_go(people: Iterable[Person]) -> None:
    """For a moment, within the change, nobody has these addresses."""
    for person in people:
        Person.objects.filter(pk=person.pk).update(email=f"moving-{person.pk}@suketto.invalid")


def _who(line: Stated) -> str:
    return str(line.facts["employee_number"])


def _address(line: Stated) -> str:
    return str(line.facts["email"]).casefold()
