"""How many of the found tickets there are of each state, desk, assignee, service and month; a click narrows to them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from suketto.desk.searching.meanings import NOBODY, About
from suketto.desk.searching.operators import OPERATORS, Wanted
from suketto.desk.searching.reading import written
from suketto.desk.searching.tickets import Facts
from suketto.people.models import Desk, Person
from suketto.tickets.models import Ticket

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Value:
    """`text` is what the box says when it was chosen."""

    label: str
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class Facet:
    label: str
    values: Sequence[Value]


def facets(wanted: Wanted, counted: Sequence[Facts], about: About) -> Sequence[Facet]:
    """The facets that would narrow: one value for all of them says nothing. One statement each for names not known."""
    chosen = {condition.name for condition in wanted.conditions if not condition.without}
    found = []
    for name, read, names in FACETS:
        counts = Counter(read(facts) for facts in counted)
        if name in chosen or len(counts) < 2:
            continue
        common = counts.most_common(SHOWN) if name != "period" else sorted(counts.items(), reverse=True)[:SHOWN]
        labels = names([value for value, _count in common], about)
        operator = OPERATORS[name]
        values = [
            Value(labels[value], count, wanted.typed.plus(written(operator.label, labels[value])))
            for value, count in common
            if value in labels
        ]
        found.append(Facet(operator.title, values))
    return found


def _states(values: Sequence[Any], _about: About) -> Mapping[Any, str]:
    return {value: str(Ticket.State(value).label) for value in values}


def _desks(values: Sequence[Any], about: About) -> Mapping[Any, str]:
    known = {desk.pk: desk.name for desk in about.desks}
    strange = set(values) - known.keys()
    return known | (dict(Desk.objects.filter(pk__in=strange).values_list("pk", "name")) if strange else {})


def _people(values: Sequence[Any], _about: About) -> Mapping[Any, str]:
    people = Person.objects.filter(pk__in=[value for value in values if value is not None])
    return {None: _(NOBODY)} | {person.pk: person.full_name for person in people}


def _services(_values: Sequence[Any], about: About) -> Mapping[Any, str]:
    return {None: _(NOBODY)} | {service.pk: service.name for service in about.services}


def _months(values: Sequence[Any], _about: About) -> Mapping[Any, str]:
    return {value: str(value) for value in values}


Names = Callable[[Sequence[Any], About], Mapping[Any, str]]
FACETS: Sequence[tuple[str, Callable[[Facts], Any], Names]] = (
    ("state", lambda facts: facts.state, _states),
    ("desk", lambda facts: facts.desk, _desks),
    ("assignee", lambda facts: facts.assignee, _people),
    ("service", lambda facts: facts.service, _services),
    ("period", lambda facts: facts.month, _months),
)
