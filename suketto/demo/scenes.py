"""Moments in the life of the demo company, ready to be walked into."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from suketto.demo import chats, monday, post, telephone, week
from suketto.demo.calendar import arrivals
from suketto.demo.company import Company, found
from suketto.demo.devices import hand_out
from suketto.demo.handling import stand_beside
from suketto.demo.rota import take_turns
from suketto.demo.searches import search_for_months
from suketto.demo.year import live_through
from suketto.foundation import clock
from suketto.people.models import Desk, Person
from suketto.search.actions import refresh_counts
from suketto.sla.hours import japanese_holidays
from suketto.sla.queries import forget, hours_of
from suketto.tickets.models import Message, Ticket

SEED = 20260401
AROUND_MIDNIGHT = timedelta(hours=4)


def is_empty() -> bool:
    return not Person.objects.exists()


def fill(scene: str, *, say: Callable[[str], None], days: int = 365) -> Company:
    """`monday`: a year behind and a full work list ahead. `quiet`: the same year and nothing open."""
    random = Random(SEED)  # noqa: S311  (the demo company is the same every time)
    company = found(random)
    say(f"  {Person.objects.count():,} people, {len(company.articles)} articles, {hand_out():,} devices")
    today = clock.today()
    hours = hours_of(company.desks["it"])
    moments = arrivals(random, hours, today - timedelta(days=days), today - timedelta(days=1))
    made = live_through(company, hours, moments, random, first=1)
    _go_on_counting()
    say(f"  {made:,} tickets of a year")
    if scene == "monday":
        by_day = open_today(company.desks["it"], clock.now())
        monday.play(company, random, now=clock.now(), by_day=by_day)
        taken = post.arrive(company, clock.now())
        talked = week.chats_of_week(company, random, clock.now()) + chats.begin(company, clock.now())
        rung, small = telephone.ring(company, random, clock.now()), week.asked_in_passing(company, clock.now())
        beside = stand_beside(company)
        take_turns(company)
        say(f"  wishes or a handling note beside {beside} people")
        say(f"  {talked} chats, {rung} calls of a week, {small} small requests of two months")
        say(f"  {Ticket.objects.open().count()} open on Monday morning, {taken} letters among them")
    refresh_counts()
    say(f"  {search_for_months(company, random, clock.now()):,} searches of three months")
    return company


def open_today(desk: Desk, now: datetime) -> bool:
    """Whoever looks at the demo in the evening or on a holiday finds the desk open all the same; true if it was.

    Around midnight the day before or after is open too, or promises would begin and end with the date.
    """
    if hours_of(desk).open_at(now):
        return True
    calendar, here = desk.calendar, timezone.localtime(now)
    for at in (here - AROUND_MIDNIGHT, here, here + AROUND_MIDNIGHT):
        day = at.date()
        weekend = (5, 6) if day.weekday() in {5, 6} else ()  # or one of its days would look like a day off
        calendar.week = calendar.week | {str(each): [[0, 24 * 60]] for each in (day.weekday(), *weekend)}
        calendar.days_off = [off for off in calendar.days_off if off != day.isoformat()]
        calendar.national_holidays = calendar.national_holidays and day not in japanese_holidays(day.year)
    calendar.save()
    forget(desk)
    return False


def _go_on_counting() -> None:
    """PostgreSQL counts on from the last number that was given by hand."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Ticket, Message]):
                cursor.execute(statement)
