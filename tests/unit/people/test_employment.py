"""By whom somebody is employed: who sees it, who mends it, and that nothing about a question ever depends on it."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from suketto.people.models import Person
from suketto.trail.models import Event
from tests.architecture import tree
from tests.people import a_leader, a_member, a_ticket, an_administrator, somebody
from tests.unit.api.calling import Program

pytestmark = pytest.mark.django_db
# Whatever else decides about a question, a call or a chat has no business with it.
MAY_READ = {
    "suketto/people/models.py", "suketto/people/access.py", "suketto/people/importing.py", "suketto/people/views.py",
    "suketto/people/templatetags/people.py", "suketto/people/urls.py", "suketto/handling/models.py",
    "suketto/handling/actions/noting.py", "suketto/api/v1/shapes.py",
    "suketto/sla/forms.py", "suketto/sla/rota/actions.py", "suketto/sla/rota/queries.py", "suketto/demo/company.py",
    "suketto/demo/rota.py",
}  # fmt: skip


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_administrator_mends_it_and_nobody_else_can() -> None:
    saeki, mizuno, ishida, kishimoto = somebody("佐伯"), a_member(), a_leader(), an_administrator()
    where = reverse("person_employment", args=[saeki.pk])

    statuses = [browser_of(each).post(where, {"employment": "agency"}).status_code for each in (saeki, mizuno, ishida)]
    unchanged = Person.objects.get(pk=saeki.pk).employment
    browser_of(kishimoto).post(where, {"employment": "agency"})
    browser_of(kishimoto).post(where, {"employment": "volunteer"})

    assert (statuses, unchanged, Person.objects.get(pk=saeki.pk).employment) == ([403] * 3, "employee", "agency")
    assert list(Event.objects.filter(kind="person.changed").values_list("data", flat=True)) == [
        {"fields": ["employment"]}
    ]


def test_oneself_and_administrators_see_it_and_members_see_it_nowhere() -> None:
    saeki = a_member("佐伯", employment="agency", extension="4120")
    mizuno, kishimoto = a_member(), an_administrator()
    ticket = a_ticket(saeki)

    own = browser_of(saeki).get(reverse("me")).content.decode()
    kept = browser_of(kishimoto).get(reverse("person", args=[saeki.pk])).content.decode()
    looks = [
        browser_of(mizuno).get(where).content.decode()
        for where in (
            reverse("ticket", args=[ticket.pk]), reverse("caller", args=[saeki.pk]),
            reverse("callers") + "?caller=4120", reverse("inbox"), reverse("search") + "?q=派遣",
        )
    ]  # fmt: skip

    assert "<dt>雇用区分</dt><dd>派遣</dd>" in own
    assert '<option value="agency" selected>派遣</option>' in kept
    assert all("佐伯" in page for page in looks[:3])
    assert not [
        page for page in looks if "雇用区分" in page or ("派遣" in page and "?q=" not in page and "q=" not in page)
    ]


@pytest.mark.parametrize(
    ("who", "seen"), [("saeki", "agency"), ("mizuno", None), ("ishida", None), ("kishimoto", "agency")]
)
def test_programs_are_told_what_whoever_they_act_for_may_see(who: str, seen: str | None) -> None:
    saeki = a_member("佐伯", employment="agency")
    people = {"saeki": saeki, "mizuno": a_member(), "ishida": a_leader(), "kishimoto": an_administrator()}

    found = Program(people[who]).get(f"people/{saeki.pk}").json()

    assert (found["name"], found["employment"]) == ("佐伯 真理", seen)


def test_names_are_not_found_by_it() -> None:
    somebody("佐伯", employment="agency")

    assert [list(Person.objects.found_by(word)) for word in ("agency", "派遣")] == [[], []]


def test_only_these_files_read_it() -> None:
    found = {
        path.as_posix()
        for path in tree.product()
        if path.parts[0] == "suketto" and "migrations" not in path.parts
        if "employment" in tree.text(path) or "employed_elsewhere" in tree.text(path)
    }

    assert found == {Path(each).as_posix() for each in MAY_READ}
