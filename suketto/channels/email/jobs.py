from django_tasks import task

from suketto.channels.email import silence
from suketto.channels.email.understanding import understand_waiting
from suketto.foundation import clock
from suketto.foundation.traffic import the_traffic
from suketto.jobs.schedule import every


@every("* * * * *")
@task(priority=5)
def understand_letters() -> None:
    """Every minute too: a letter whose worker was killed waits no longer than that."""
    understand_waiting(before_each=the_traffic.step_aside)


@every("* * * * *")
@task()
def watch_mailboxes() -> None:
    silence.watch(clock.now())
