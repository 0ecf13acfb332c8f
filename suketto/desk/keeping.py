"""Filters and searches kept under a name: whose they are, which desk has them, and who may throw them away."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from suketto.people.models import Desk, Person, Role
from suketto.tickets.models import SavedView


def kept(person: Person, place: str) -> QuerySet[SavedView]:
    """One's own, and what one's desks share. `removable`: one's own, and as a leader what the desk shares; what
    somebody shared who is at that desk no longer belongs to everybody there."""
    standing = person.standing
    there = Role.objects.in_force().filter(person=OuterRef("person_id"), desk=OuterRef("desk_id"))
    shared = Q(shared=True, desk__in=standing.desk_ids)
    found: QuerySet[SavedView] = SavedView.objects.filter(Q(person=person) | shared, place=place)
    removable = Q(person=person) | Q(shared=True, desk__in=standing.leads) | (shared & ~Exists(there))
    return found.annotate(removable=removable)


def keep(name: str, query: str, *, by: Person, place: str, desk: str, shared: bool) -> SavedView:
    """Under this name, in place of what had it; at the desk that is named, else at that of the filter."""
    own = list(Desk.objects.filter(pk__in=by.standing.desk_ids))
    found = _among(own, (desk, QueryDict(query).get("desk", "")))
    view, _new = SavedView.objects.update_or_create(
        person=by, name=name, place=place, defaults={"desk": found, "query": query, "shared": shared}
    )
    return view


def _among(desks: list[Desk], slugs: Iterable[str]) -> Desk:
    return next((desk for slug in slugs for desk in desks if desk.slug == slug), desks[0])
