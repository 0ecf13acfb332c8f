"""裏方の仕事: what an administrator does about work that failed."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction

from suketto.foundation import clock
from suketto.jobs.again import try_again
from suketto.people.models import Person
from suketto.trail.actions import record


@transaction.atomic
def work_again(*, by: Person, job: str) -> int:
    """One failed job by its id, or `all` of them; anything else is none. Gives the number."""
    only = None
    if job != "all":
        with suppress(ValueError):
            only = UUID(job)
        if only is None:
            return 0
    number = try_again(clock.now(), only=only)
    if number:
        record("person.jobs_again", by, by=by, internal=True, jobs=number)
    return number
