"""How rare each word is, reckoned anew now and then: ranking needs it roughly, writing must not wait for it."""

from django_tasks import task

from suketto.jobs.schedule import every
from suketto.search import actions


@every("*/15 * * * *")
@task()
def refresh_counts() -> None:
    actions.refresh_counts()
