"""What a desk puts out: services, templates, announcements; and a new house that is not empty-handed."""

import pytest
from django.test import Client

from suketto.catalog.models import Service
from suketto.jobs.worker import run_waiting
from suketto.notices.models import Notice
from suketto.people import actions as people
from suketto.procedures import actions
from suketto.procedures.models import ReplyTemplate
from tests.people import a_desk, a_leader, a_member, an_administrator, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def ishida() -> Client:
    client = Client()
    client.force_login(a_leader())
    return client


@pytest.mark.django_db(transaction=True)
def test_a_new_house_begins_with_a_template_of_each_category() -> None:
    people.open_desk("情報システム", by=None)
    run_waiting()

    brought = list(ReplyTemplate.objects.values_list("category", flat=True))
    assert list(dict.fromkeys(brought)) == ReplyTemplate.Category.values
    assert brought.count("chat") == 12


def test_a_service_is_opened_with_the_words_people_use(ishida: Client) -> None:
    ishida.post("/desk/offer/services/new/", {"name": "複合機", "desk": a_desk().pk, "words": "印刷\nプリンター\n印刷"})

    assert Service.objects.get().words == ["印刷", "プリンター"]


@pytest.mark.parametrize("body", ["お待ちください", "{requester_name}様 {member_name} {nonsense} {next_contact}"])
def test_a_template_without_its_places_or_with_unknown_ones_is_refused(ishida: Client, body: str) -> None:
    answer = ishida.post("/desk/offer/templates/new/", {"category": "wait", "title": "待ち", "body": body})

    assert (answer.status_code, ReplyTemplate.objects.count()) == (422, 0)
    assert body in answer.content.decode()


def test_a_template_is_changed_and_removed(ishida: Client) -> None:
    actions.bring_usual_templates()
    first = ReplyTemplate.objects.all()[0]

    ishida.post(
        f"/desk/offer/templates/{first.pk}/", {"category": first.category, "title": "新しい題", "body": first.body}
    )
    changed = ReplyTemplate.objects.get(pk=first.pk).title
    ishida.post(f"/desk/offer/templates/{first.pk}/removal/")

    assert (changed, ReplyTemplate.objects.filter(pk=first.pk).exists()) == ("新しい題", False)


def test_an_announcement_is_out_at_once_unless_a_time_is_given(ishida: Client) -> None:
    ishida.post("/desk/offer/notices/new/", {"kind": "outage", "title": "メール障害", "body": "調査中です"})

    assert Notice.objects.get().title == "メール障害"
    assert "メール障害" in ishida.get("/portal/").content.decode()


def test_who_may_arrange() -> None:
    def seen_by(person: object) -> int:
        client = Client()
        client.force_login(person)  # type: ignore[arg-type]
        return client.get("/desk/offer/").status_code

    assert [seen_by(person) for person in (a_leader(), an_administrator(), a_member("高瀬"), somebody())] == [
        200,
        200,
        403,
        403,
    ]


@pytest.mark.parametrize("page", ["/desk/offer/services/new/", "/desk/offer/templates/new/", "/desk/new/"])
def test_a_choice_of_nothing_is_a_dash(ishida: Client, page: str) -> None:
    shown = ishida.get(page).content.decode()

    assert '<option value="">—</option>' in shown.replace(" selected", "")
    assert "-----" not in shown
