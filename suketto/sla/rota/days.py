"""How a day of the rota is written: one form on the page, in its refusals and on the portal."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language

from suketto.foundation import clock
from suketto.ui.templatetags.ui import WEEKDAYS_JA


def short_day(on: date) -> str:
    """11/22(日), with the year when it is not this one."""
    far = on.year != clock.today().year
    if (get_language() or "ja").startswith("ja"):
        return f"{f'{on.year}/' if far else ''}{on.month}/{on.day}({WEEKDAYS_JA[on.weekday()]})"
    return date_format(on, "D j M Y" if far else "D j M")


def span(first_on: date, last_on: date) -> str:
    """11/23(月)〜11/29(日); one day is written once."""
    if first_on == last_on:
        return short_day(first_on)
    between = "〜" if (get_language() or "ja").startswith("ja") else " – "
    return f"{short_day(first_on)}{between}{short_day(last_on)}"
