"""How rare each word is, reckoned anew now and then, and what the texts teach about words, once a night."""

import subprocess
import sys

from django.conf import settings
from django_tasks import task

from suketto.jobs.schedule import every
from suketto.search import actions
from suketto.search.models import Collection


@every("*/15 * * * *")
@task()
def refresh_counts() -> None:
    actions.refresh_counts()


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
