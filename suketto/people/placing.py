"""Departments and sites as a table names them: found by their name or code, else founded on the way."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from suketto.foundation.text import clip, fold
from suketto.people.models import Department, Site

PLACES = ("department", "site")
NAMES_TOLD = 400  # characters; a table of a whole new company names all its departments


class Places:
    """What the house has, read once; what a table founds is found by its next row."""

    def __init__(self) -> None:
        # A code says more than a name, and of two places of one name the older one is meant.
        departments, sites = list(Department.objects.order_by("-pk")), list(Site.objects.order_by("-pk"))
        self.departments = {fold(each.name): each for each in departments}
        self.departments |= {fold(each.code): each for each in departments}
        self.sites = {fold(each.name): each for each in sites} | {fold(each.slug): each for each in sites}

    def with_places(self, facts: dict[str, Any]) -> dict[str, Any]:
        """The facts with places where names of places stand."""
        placed = dict(facts)
        if isinstance(name := placed.get("department"), str):
            placed["department"] = self.departments.get(fold(name)) or self._department(name)
        if isinstance(name := placed.get("site"), str):
            placed["site"] = self.sites.get(fold(name)) or self._site(name)
        return placed

    def _department(self, name: str) -> Department:
        code = name if len(name) <= 20 else _free("dept", set(Department.objects.values_list("code", flat=True)))
        made: Department = Department.objects.create(code=code, name=name, path=name)
        self.departments[fold(name)] = made
        return made

    def _site(self, name: str) -> Site:
        made: Site = Site.objects.create(
            slug=_free("site", set(Site.objects.values_list("slug", flat=True))), name=name
        )
        self.sites[fold(name)] = made
        return made


def _free(stem: str, taken: set[str]) -> str:
    number = len(taken) + 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def place_words(place: Department | Site | str | None) -> str:
    """What stands in the facts of a line, in words: a place that is only a name does not exist yet."""
    if isinstance(place, str):
        return _("%s（新しく作ります）") % place
    return "—" if place is None else str(place.name)


def founded(lines: Iterable[Mapping[str, Any]], kind: str) -> list[str]:
    """The names of the places of that kind that these facts would found, each once, as one text if there are any."""
    names = {fold(place): place for facts in lines if isinstance(place := facts.get(kind), str)}
    return [clip("、".join(names.values()), NAMES_TOLD)] if names else []
