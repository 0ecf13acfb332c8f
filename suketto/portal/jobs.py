"""Every night: what three days have shown is settled, and what is personal is forgotten in time."""

from django_tasks import task

from suketto.jobs.schedule import every
from suketto.portal import settling


@every("20 3 * * *")
@task()
def settle_and_forget() -> None:
    settling.nightly()
