"""The one clock. Calculations are given the time; only doors and actions ask for it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The calendar day at the house's time zone."""
    return timezone.localdate()
