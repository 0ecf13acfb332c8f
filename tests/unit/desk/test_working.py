"""What failed behind the scenes is told in words, whichever of our jobs it was."""

import importlib
import pkgutil

import pytest
from django.conf import settings
from django.test import Client
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from suketto.desk.working import JOBS, OTHER_JOB, reason_in_words, task_in_words
from suketto.jobs import words
from suketto.notices.jobs import send_mail
from tests.people import an_administrator


def our_jobs() -> set[str]:
    """Every task of every module of the rooms."""
    rooms = [app for app in settings.INSTALLED_APPS if app.startswith("suketto.")]
    found: set[str] = set()
    for room in rooms:
        package = importlib.import_module(room.split(".apps.")[0])
        names = [each.name for each in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")]
        for name in names:
            if name.rsplit(".")[-1] in {"jobs", "listening", "reading", "upkeep"}:
                module = importlib.import_module(name)
                found |= {each.module_path for each in vars(module).values() if isinstance(each, Task)}
    return found


def test_each_of_our_jobs_has_its_sentence() -> None:
    jobs = our_jobs()

    assert len(jobs) > 20
    assert jobs == {*JOBS, *words.JOBS}
    assert task_in_words("elsewhere.jobs.thing") == str(OTHER_JOB)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("smtplib.SMTPServerDisconnected", "メールのサーバー"),
        ("smtplib.SMTPAuthenticationError", "パスワード"),
        ("builtins.TimeoutError", "時間内に"),
        ("builtins.ConnectionRefusedError", "つながりません"),
        ("suketto.people.models.Person.DoesNotExist", "もうありません"),
        ("builtins.ZeroDivisionError", "思わぬ誤り"),
        ("", "途中で"),
    ],
)
def test_why_it_failed_is_told_too(name: str, part: str) -> None:
    assert part in reason_in_words(name)


@pytest.mark.django_db
def test_the_page_says_the_sentence_and_the_name_small() -> None:
    send_mail.enqueue(1)
    for job in DBTaskResult.objects.all():
        job.set_failed(ConnectionRefusedError("no"))
    client = Client()
    client.force_login(an_administrator())

    page = client.get("/house/jobs/").content.decode()

    assert "メールを1通送る" in page
    assert "相手のサーバーにつながりませんでした" in page
    assert "suketto.<wbr>notices.<wbr>jobs.<wbr>send_<wbr>mail<wbr>" in page
