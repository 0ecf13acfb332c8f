"""When to say something next: what a member promises most often, in the hours of the desk, for one press."""

from datetime import datetime, timedelta

from django.utils import timezone

from suketto.sla.hours import Hours, due

STEP = timedelta(minutes=5)  # nobody promises 10:37
WORKING_MINUTES = {"30": 30, "60": 60}
MORNING = "morning"
AFTER_OPENING = 30  # minutes: whoever opens the desk has read what came over night


def proposed(hours: Hours, now: datetime, which: str) -> datetime | None:
    """30 or 60 working minutes from now, or the morning of the next working day; None for anything else.

    In whole five minutes, never earlier than asked for.
    """
    if which == MORNING:
        tomorrow = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return due(hours, tomorrow, AFTER_OPENING)
    if which not in WORKING_MINUTES:
        return None
    moment = due(hours, now, WORKING_MINUTES[which])
    over = (moment - moment.replace(minute=0, second=0, microsecond=0)) % STEP
    return moment + (STEP - over if over else timedelta())
