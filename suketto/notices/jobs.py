from django_tasks import task

from suketto.foundation import clock
from suketto.jobs.schedule import every
from suketto.notices import outbox


@task()
def send_mail(number: int) -> None:
    outbox.deliver(number)


@every("* * * * *")
@task()
def send_what_is_due() -> None:
    for number in outbox.due(clock.now()):
        outbox.deliver(number)
