"""What nobody has to remember to do at the desk."""

from django_tasks import task

from suketto.desk import calling, small
from suketto.jobs.schedule import every


@every("*/5 * * * *")
@task()
def settle_left_calls() -> None:
    calling.settle_left_calls()


@every("30 8 * * *")
@task()
def send_month_lists() -> None:
    small.send_month_lists()
