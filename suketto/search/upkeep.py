"""The index's longer works, as jobs that other rooms may ask for: the nightly lesson and making it anew."""

import subprocess
import sys
import time

from django.conf import settings
from django_tasks import task

from suketto.foundation import clock
from suketto.jobs.schedule import every
from suketto.search import meanings, rebuilding, sources, wording
from suketto.search.models import Collection, Rewording

SECONDS_AT_A_TIME = 5.0  # then other jobs have their turn
_readers: list["subprocess.Popen[bytes]"] = []
BREATH = 0.05
WORDS_SOUGHT_MAX = 100  # beyond that reading everything anew is quicker than looking for each


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
def read_meanings() -> None:
    """Has the operator's own model, where there is one, read what was written since; one process at a time.

    Where the last one failed the night tries again, not every two minutes; `suketto check` says what is wrong.
    """
    if not meanings.behind() or (_readers and _readers[-1].poll() != 0):
        return
    reading = [sys.executable, "-m", "suketto.search", "--meanings"]
    _readers[:] = [subprocess.Popen(reading, cwd=settings.BASE_DIR, start_new_session=True)]  # noqa: S603


if settings.EMBEDDING_FOLDER:
    every("1-59/2 * * * *")(read_meanings)


@task()
def rebuild(kind: str) -> None:
    """A few seconds of a rebuilding; the rest is queued again, so that a stopped worker goes on where it was."""
    until = time.monotonic() + SECONDS_AT_A_TIME
    while time.monotonic() < until:
        if not rebuilding.step(kind):
            return
    rebuild.enqueue(kind)


@task()
def index_rewording(number: int, at: int = 0, after: int = 0, done: int = 0) -> None:
    """Reads anew what a change of the wording touched, a few seconds at a time; the rest is queued again.

    `at` is the place among the kinds, `after` how far it came there, `done` how many were read.
    """
    wording.look_again()
    change = Rewording.objects.get(pk=number)
    kinds = sources.kinds()
    if len(change.touched) > WORDS_SOUGHT_MAX:
        for kind in kinds:
            rebuilding.begin(kind, anew=True)
            rebuild.enqueue(kind)
        kinds = []
    until = time.monotonic() + SECONDS_AT_A_TIME
    while at < len(kinds):
        if time.monotonic() >= until:
            index_rewording.enqueue(number, at, after, done)
            return
        reached, read = rebuilding.index_next_touched(change.touched, kinds[at], after)
        time.sleep(BREATH)  # SQLite has no queue between processes: whoever writes without a pause keeps others out
        at, after, done = (at, reached, done + read) if reached is not None else (at + 1, 0, done + read)
    Rewording.objects.filter(pk=number).update(indexed_at=clock.now(), indexed=done)
