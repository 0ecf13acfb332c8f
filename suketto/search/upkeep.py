"""The index's longer works, as jobs that other rooms may ask for: the nightly lesson and making it anew."""

import subprocess
import sys
import time

from django.conf import settings
from django_tasks import task

from suketto.jobs.schedule import every
from suketto.search import rebuilding
from suketto.search.models import Collection

SECONDS_AT_A_TIME = 5.0  # then other jobs have their turn


@every("40 2 * * *")
@task()
def learn_from_texts() -> None:
    """In a process of its own, because the lesson takes a core and memory for a while; other jobs go on meanwhile.

    Whether it came to its end stands in `Collection.learnt_at`, which `suketto check` looks at.
    """
    kinds = list(Collection.objects.order_by("kind").values_list("kind", flat=True))
    if kinds:
        lesson = [sys.executable, "-m", "suketto.search", *kinds]
        subprocess.Popen(lesson, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603


@task()
def rebuild(kind: str) -> None:
    """A few seconds of a rebuilding; the rest is queued again, so that a stopped worker goes on where it was."""
    until = time.monotonic() + SECONDS_AT_A_TIME
    while time.monotonic() < until:
        if not rebuilding.step(kind):
            return
    rebuild.enqueue(kind)
