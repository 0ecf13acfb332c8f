"""Work that failed for good is no dead end: an administrator lets it be done once more, and that is recorded."""

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from suketto.people.models import Person
from suketto.trail.models import Event
from tests.people import a_member, an_administrator
from tests.unit.jobs.test_worker import fail

pytestmark = pytest.mark.django_db


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def two_failed() -> list[str]:
    for _number in range(2):
        fail.enqueue()
    failed = [job for job in DBTaskResult.objects.all() if "test_worker" in job.task_path]
    for job in failed:
        job.set_failed(RuntimeError("not today"))
    return [str(job.pk) for job in failed]


def test_one_or_all_of_them_are_tried_again() -> None:
    client, (first, _second) = client_of(an_administrator()), two_failed()

    page = client.get("/house/jobs/").content.decode()
    client.post("/house/jobs/", {"again": first})
    left = DBTaskResult.objects.failed().count()
    client.post("/house/jobs/", {"again": "all"})

    assert "すべて、もう一度やる" in page
    assert (left, DBTaskResult.objects.failed().count()) == (1, 0)
    assert Event.objects.filter(kind="person.jobs_again").count() == 2


@pytest.mark.parametrize("said", ["", "none", "../", "00000000-0000-0000-0000-000000000000"])
def test_nothing_else_is_tried(said: str) -> None:
    two_failed()

    assert client_of(an_administrator()).post("/house/jobs/", {"again": said}).status_code == 302
    assert DBTaskResult.objects.failed().count() == 2


def test_only_an_administrator_does() -> None:
    two_failed()

    assert client_of(a_member()).post("/house/jobs/", {"again": "all"}).status_code == 403
    assert DBTaskResult.objects.failed().count() == 2
