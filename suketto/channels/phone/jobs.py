from django_tasks import task

from suketto.channels.phone.queries import forget_raw
from suketto.channels.phone.understanding import understand_waiting
from suketto.channels.phone.unfinished import end_unfinished
from suketto.jobs.schedule import every


@every("* * * * *")
@task(priority=8)
def understand_calls() -> None:
    """Every minute: an event whose process was killed waits no longer than that."""
    understand_waiting()


@every("*/2 * * * *")
@task()
def end_unfinished_calls() -> None:
    end_unfinished()


@every("41 3 * * *")
@task()
def forget_what_lines_said() -> None:
    forget_raw()
