"""The API's housekeeping."""

from datetime import timedelta

from django_tasks import task

from suketto.api.models import Answer
from suketto.foundation import clock
from suketto.jobs.schedule import every

KEPT_FOR = timedelta(days=2)


@every("41 3 * * *")
@task()
def forget_answers() -> None:
    """A repeated request comes within hours; after two days its key may be used anew."""
    Answer.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()
