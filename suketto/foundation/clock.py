"""The one clock. Calculations are given the time; only doors and actions ask for it."""

from datetime import date, datetime

from django.utils import timezone

# What people plan and write down lies here; beyond it a year was mistyped, and no database holds the edges.
YEARS = range(2000, 2101)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The calendar day at the house's time zone."""
    return timezone.localdate()
