"""What the values of the operators mean: states, people, departments, desks, services, priorities, numbers, periods.

Each reader gets one value of one width and gives what it means, or None where nobody knows it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from suketto.catalog.models import Service
from suketto.desk.searching import periods
from suketto.foundation.numbers import number_in
from suketto.foundation.text import fold
from suketto.people.models import Department, Desk, Person
from suketto.tickets.models import Ticket

PEOPLE_MAX = 50
OFFERED = 8
ME, NOBODY = gettext_noop("自分"), gettext_noop("なし")
OPEN, DONE = gettext_noop("未完了"), gettext_noop("完了")
TURNS = {OPEN: (0, 1), DONE: (2,), gettext_noop("対応が必要"): (0,), gettext_noop("返事待ち"): (1,)}
TURN_ALSO = {"open": OPEN, "closed": DONE, "done": DONE}
PRIORITY_WORDS = {"最優先": 1, "高": 2, "中": 3, "低": 4, "high": 2, "middle": 3, "low": 4}

Meaning = frozenset[object] | periods.Span


@dataclass(frozen=True)
class About:
    """Who is searching, and on which day."""

    person: Person
    today: date

    @cached_property
    def desks(self) -> Sequence[Desk]:
        return list(Desk.objects.filter(pk__in=self.person.standing.desk_ids))

    @cached_property
    def services(self) -> Sequence[Service]:
        return list(Service.objects.only("pk", "slug", "name", "name_en"))

    @cached_property
    def departments(self) -> Sequence[Department]:
        return list(Department.objects.all())


Read = Callable[[str, About], Meaning | None]
Offers = Callable[[str, About], Iterable[str]]


@cache
def both(word: str) -> frozenset[str]:
    """A word of the catalogue in Japanese and in English, folded."""
    with override("en"):
        return frozenset({fold(word), fold(_(word))})


@cache
def state_names() -> dict[str, set[str]]:
    """For each state what people may call it: its code and its label in both languages."""
    found = {state.value: {fold(state.value)} for state in Ticket.State}
    for language in ("ja", "en"):
        with override(language):
            for state in Ticket.State:
                found[state.value].add(fold(str(state.label)))
    return found


def state(value: str, _about: About) -> Meaning | None:
    """Codes of states and numbers of turns."""
    wanted = fold(value)
    turn = next((word for word in TURNS if wanted in both(word)), TURN_ALSO.get(wanted))
    if turn is not None:
        return frozenset(TURNS[turn])
    known = state_names()
    found = [code for code, names in known.items() if wanted in names]
    found = found or [code for code, names in known.items() if any(name.startswith(wanted) for name in names)]
    return frozenset(found[:1]) or None


def states(_beginning: str, _about: About) -> Iterable[str]:
    return [*(str(label) for _code, label in Ticket.State.choices), *(_(word) for word in TURNS)]


def assignee(value: str, about: About) -> Meaning | None:
    """Numbers of people; None in it stands for nobody."""
    if fold(value) in both(NOBODY) | {"nobody", "none", "未割当"}:
        return frozenset({None})
    return requester(value, about)


def requester(value: str, about: About) -> Meaning | None:
    if fold(value) in both(ME) | {"me"}:
        return frozenset({about.person.pk})
    exact = list(Person.objects.filter(employee_number=value).values_list("pk", flat=True))
    found = exact or Person.objects.found_by(value.replace(" ", "")).order_by("pk").values_list("pk", flat=True)
    return frozenset(found[:PEOPLE_MAX]) or None


def assignees(beginning: str, about: About) -> Iterable[str]:
    """Oneself, nobody, and the members of one's desks."""
    people = Person.objects.active().filter(roles__desk__in=about.desks, roles__ended_at=None)
    found = people.found_by(beginning) if beginning else people
    names = dict.fromkeys(person.full_name for person in found.distinct()[: OFFERED * 2])
    return [*(_(word) for word in (ME, NOBODY) if word.startswith(beginning) or not beginning), *names]


def requesters(beginning: str, _about: About) -> Iterable[str]:
    if not beginning:
        return [_(ME)]
    return dict.fromkeys(person.full_name for person in Person.objects.active().found_by(beginning)[:OFFERED])


def department(value: str, about: About) -> Meaning | None:
    """The department and all below it."""
    wanted = fold(value)
    named = [each for each in about.departments if wanted in {fold(each.name), fold(each.code)}]
    named = named or [each for each in about.departments if wanted in fold(each.name)]
    below = {each.pk for each in named}
    while more := {each.pk for each in about.departments if each.parent_id in below} - below:
        below |= more
    return frozenset(below) or None


def departments(beginning: str, about: About) -> Iterable[str]:
    return [each.name for each in about.departments if fold(beginning) in fold(each.name)]


def desk(value: str, about: About) -> Meaning | None:
    wanted = fold(value)
    known = {each.pk: {fold(each.name), fold(each.name_en), each.slug} for each in about.desks}
    found = [number for number, names in known.items() if wanted in names]
    found = found or [number for number, names in known.items() if any(wanted in name for name in names)]
    return frozenset(found) or None


def desks(_beginning: str, about: About) -> Iterable[str]:
    return [each.name for each in about.desks]


def service(value: str, about: About) -> Meaning | None:
    """None in it stands for tickets of no service."""
    wanted = fold(value)
    if wanted in both(NOBODY) | {"none"}:
        return frozenset({None})
    known = {each.pk: {fold(each.name), fold(each.name_en), each.slug} - {""} for each in about.services}
    found = [number for number, names in known.items() if wanted in names]
    found = found or [number for number, names in known.items() if any(wanted in name for name in names)]
    return frozenset(found) or None


def services(beginning: str, about: About) -> Iterable[str]:
    return [each.name for each in about.services if fold(beginning) in fold(each.name + each.name_en)]


def priority(value: str, _about: About) -> Meaning | None:
    text = value.lower().removeprefix("p")
    number = int(text) if text in {"1", "2", "3", "4"} else PRIORITY_WORDS.get(text)
    return frozenset({number}) if number else None


def priorities(_beginning: str, _about: About) -> Iterable[str]:
    return ["P1", "P2", "P3", "P4"]


def number(value: str, _about: About) -> Meaning | None:
    found = number_in(value.upper().removeprefix("HD-").lstrip("#"))
    return None if found is None else frozenset({found})


def period(value: str, about: About) -> Meaning | None:
    return periods.read(value, about.today) or next(
        (periods.read(name, about.today) for name, (word, _span) in periods.NAMED.items() if fold(value) in both(word)),
        None,
    )


def named_periods(_beginning: str, about: About) -> Iterable[str]:
    return [*(_(word) for word, _span in periods.NAMED.values()), f"{about.today:%Y-%m}"]
