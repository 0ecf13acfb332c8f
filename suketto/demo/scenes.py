"""Moments in the life of the demo company, ready to be walked into."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.core.management.color import no_style
from django.db import connection

from suketto.demo import monday
from suketto.demo.calendar import arrivals
from suketto.demo.company import Company, found
from suketto.demo.searches import search_for_months
from suketto.demo.year import live_through
from suketto.foundation import clock
from suketto.people.models import Person
from suketto.search.actions import refresh_counts
from suketto.sla.queries import hours_of
from suketto.tickets.models import Message, Ticket

SEED = 20260401


def is_empty() -> bool:
    return not Person.objects.exists()


def fill(scene: str, *, say: Callable[[str], None], days: int = 365) -> Company:
    """`monday`: a year behind and a full work list ahead. `quiet`: the same year and nothing open."""
    random = Random(SEED)  # noqa: S311  (the demo company is the same every time)
    company = found(random)
    say(f"  {Person.objects.count():,} people, {len(company.articles)} articles")
    today = clock.today()
    hours = hours_of(company.desks["it"])
    moments = arrivals(random, hours, today - timedelta(days=days), today - timedelta(days=1))
    made = live_through(company, hours, moments, random, first=1)
    _go_on_counting()
    say(f"  {made:,} tickets of a year")
    if scene == "monday":
        monday.play(company, random, now=clock.now())
        say(f"  {Ticket.objects.open().count()} open on Monday morning")
    refresh_counts()
    say(f"  {search_for_months(company, random, clock.now()):,} searches of three months")
    return company


def _go_on_counting() -> None:
    """PostgreSQL counts on from the last number that was given by hand."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Ticket, Message]):
                cursor.execute(statement)
