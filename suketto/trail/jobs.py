from datetime import timedelta

from django_tasks import task

from suketto.foundation import clock
from suketto.jobs.schedule import every
from suketto.trail.models import Whisper


@every("*/5 * * * *")
@task()
def forget_whispers() -> None:
    Whisper.objects.filter(at__lt=clock.now() - timedelta(minutes=1)).delete()
