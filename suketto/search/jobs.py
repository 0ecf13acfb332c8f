"""How rare each word is, reckoned anew now and then, and whether the index is well."""

import structlog
from django_tasks import task

from suketto.jobs.schedule import every
from suketto.search import actions, health, letters, rebuilding
from suketto.search.models import Collection
from suketto.search.upkeep import rebuild

log = structlog.get_logger(__name__)


@every("*/15 * * * *")
@task()
def refresh_counts() -> None:
    actions.refresh_counts()


@every("7,22,37,52 * * * *")
@task()
def test_oneself() -> None:
    """An index that fails its self-test is made anew; until then searches read through the texts."""
    for kind in Collection.objects.order_by("kind").values_list("kind", flat=True):
        if health.look_after(kind):
            log.error("the search index failed its self-test and is made anew", kind=kind)
            rebuilding.begin(kind)
            rebuild.enqueue(kind)


@every("4,14,24,34,44,54 * * * *")
@task()
def read_with_new_wording() -> None:
    """After an upgrade that brought another wording or dictionary everything is read anew, behind the day's work."""
    for kind in rebuilding.begin_outdated():
        rebuild.enqueue(kind)


@every("3,13,23,33,43,53 * * * *")
@task()
def bundle_letters() -> None:
    """One bundle of a kind at a time, then other jobs have their turn; nothing waits for it."""
    kinds = Collection.objects.order_by("kind").values_list("kind", flat=True)
    if True in [letters.bundle(kind) for kind in kinds]:
        bundle_letters.enqueue()
