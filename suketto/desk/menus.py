"""What the menus of a ticket offer: who may get it, which desks, services and reply templates there are.

Asked for with every ticket page, changed a few times a week: each process remembers it for some seconds, and forgets it
when it hears of a change. What a menu offers is judged again when it is chosen.
"""

from dataclasses import dataclass

from django.core.cache import caches

from suketto.catalog.models import Service
from suketto.people.models import Desk, Person
from suketto.people.queries import members_of
from suketto.procedures.models import ReplyTemplate
from suketto.procedures.queries import chat_lines_of, templates_of

here = caches["here"]
REMEMBERED_SECONDS = 10
GENERATION = "desk-menus"


@dataclass(frozen=True, slots=True)
class Menus:
    members: list[Person]
    desks: list[Desk]
    services: list[Service]
    templates: list[ReplyTemplate]
    chat_lines: list[ReplyTemplate]


def menus_of(desk: Desk) -> Menus:
    """The menus of the tickets of one desk; `desks` are the others."""
    name = f"{GENERATION}-{here.get(GENERATION, 0)}-{desk.pk}"
    known: Menus | None = here.get(name)
    if known is None:
        known = Menus(
            members=list(members_of(desk)), desks=list(Desk.objects.exclude(pk=desk.pk)),
            services=list(desk.services.all()), templates=list(templates_of(desk)),
            chat_lines=list(chat_lines_of(desk)),
        )  # fmt: skip
        here.set(name, known, REMEMBERED_SECONDS)
    return known


def forget_menus() -> None:
    here.set(GENERATION, here.get(GENERATION, 0) + 1, None)
