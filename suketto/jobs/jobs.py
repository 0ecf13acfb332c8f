"""The housekeeping of the work itself."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from suketto.foundation import clock
from suketto.jobs.schedule import every
from suketto.jobs.worker import KEEP_DONE_FOR


@every("17 3 * * *")
@task()
def forget_done_jobs() -> None:
    DBTaskResult.objects.successful().filter(finished_at__lt=clock.now() - KEEP_DONE_FOR).delete()
