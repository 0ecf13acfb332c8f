"""What nobody has to remember to do."""

from datetime import timedelta

from django_tasks import task

from suketto.foundation import clock
from suketto.jobs.schedule import every
from suketto.tickets import actions, stuck
from suketto.tickets.models import Presence, Ticket

MANY = 500


@every("* * * * *")
@task()
def mark_overdue() -> None:
    """Raises what waited longer than promised; by the index on (turn, due_at)."""
    now = clock.now()
    late = Ticket.objects.filter(turn=Ticket.Turn.OURS, due_at__lt=now, overdue_since=None).order_by("due_at")[:MANY]
    for ticket in late:
        actions.mark_overdue(ticket, now)


@every("*/10 * * * *")
@task()
def forget_presence() -> None:
    Presence.objects.filter(seen_at__lt=clock.now() - timedelta(minutes=10)).delete()


@every("30 8 * * 1")
@task()
def tell_of_trouble() -> None:
    """On Monday morning: where people got stuck last week, to whoever cares for the procedure."""
    stuck.tell_of_trouble(clock.now() - timedelta(days=7))
