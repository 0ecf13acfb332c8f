"""Whose turn the next live contact is: members who are there, fewest contacts first, then whoever was free longest.

Nothing about the person who asks goes in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from django.core.cache import caches
from django.db import transaction

from suketto.foundation import clock
from suketto.foundation.later import the_later
from suketto.people.duty import HERE_FOR, AtWork, Break
from suketto.people.models import Desk, Person
from suketto.people.queries import members_of
from suketto.trail.actions import record

BREAK = timedelta(minutes=10)
SAID_ENOUGH = 20  # seconds
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
here = caches["here"]


@dataclass(frozen=True, slots=True)
class Contacts:
    """How many live contacts a member has now, and when they last took or ended one."""

    live: int = 0
    last_at: datetime = LONG_AGO


Counter = Callable[[Sequence[int]], Mapping[int, Contacts]]
_counters: list[Counter] = []


def counts_contacts(counter: Counter) -> Counter:
    """Registers a channel that people are live on: members' ids in, contacts by id out."""
    _counters.append(counter)
    return counter


def say_at_work(person: Person) -> None:
    """An open page says so now and then; waits for no writer."""
    if here.add(f"at-work-{person.pk}", 1, SAID_ENOUGH):
        the_later.soon(("at work", person.pk), partial(_write, person.pk, clock.now()))


def _write(person_id: int, seen_at: datetime) -> None:
    AtWork.objects.bulk_create(
        [AtWork(person_id=person_id, seen_at=seen_at)],
        update_conflicts=True, unique_fields=["person"], update_fields=["seen_at"],
    )  # fmt: skip


def free_members(desk: Desk | int) -> list[Person]:
    """Those who may be asked now, in the order in which they are asked: a pure order of facts about members."""
    members = {member.pk: member for member in members_of(desk)}
    there = AtWork.objects.filter(person_id__in=members, seen_at__gt=clock.now() - HERE_FOR)
    resting = Break.objects.in_force().filter(person_id__in=members).values_list("person_id", flat=True)
    ids = sorted(set(there.values_list("person_id", flat=True)) - set(resting))
    contacts = contacts_of(ids)
    ids.sort(key=lambda number: (contacts[number].live, contacts[number].last_at, number))
    return [members[number] for number in ids]


@dataclass(frozen=True, slots=True)
class Present:
    """Who of a desk may be handed something: at the desk (in the order in which they are asked), resting, not here."""

    free: list[Person]
    resting: list[Person]
    away: list[Person]


def present_at(desk: Desk | int, *, but: int | None = None) -> Present:
    """The members of a desk, without `but`, by where they are now."""
    free = [each for each in free_members(desk) if each.pk != but]
    others = [each for each in members_of(desk) if each.pk != but and each not in free]
    ids = [each.pk for each in others]
    resting = set(Break.objects.in_force().filter(person_id__in=ids).values_list("person_id", flat=True))
    return Present(
        free, [each for each in others if each.pk in resting], [each for each in others if each.pk not in resting]
    )


def next_free(desk: Desk | int) -> Person | None:
    """The member whom the next live contact goes to; None while nobody is there."""
    return next(iter(free_members(desk)), None)


def contacts_of(ids: Sequence[int]) -> dict[int, Contacts]:
    """Over all channels together."""
    found = dict.fromkeys(ids, Contacts())
    for counter in _counters:
        for number, each in counter(ids).items():
            before = found[number]
            found[number] = Contacts(before.live + each.live, max(before.last_at, each.last_at))
    return found


@transaction.atomic
def take_break(person: Person) -> Break:
    """Ten minutes; pressed again while they last it is the same break. The person's desks are told."""
    going: Break | None = break_of(person)
    if going is not None:
        return going
    now = clock.now()
    begun = Break.objects.create(person=person, began_at=now, until_at=now + BREAK)
    _tell(person, "break_taken")
    return begun


@transaction.atomic
def end_break(person: Person) -> None:
    """Back sooner."""
    if Break.objects.in_force().filter(person=person).update(ended_at=clock.now()):
        _tell(person, "break_ended")


def break_of(person: Person) -> Break | None:
    found: Break | None = Break.objects.in_force().filter(person=person).order_by("-id").first()
    return found


def breaks_at(desk_ids: frozenset[int]) -> Sequence[Break]:
    """Who of these desks is on a break now, for their leader."""
    members = {member.pk for desk_id in desk_ids for member in members_of(desk_id)}
    return list(Break.objects.in_force().filter(person_id__in=members).select_related("person").order_by("until_at"))


def _tell(person: Person, what: str) -> None:
    for desk_id in sorted(person.standing.desk_ids):
        record(f"person.{what}", person, by=person, desk_id=desk_id, internal=True)
