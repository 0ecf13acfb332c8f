"""Who may change an article: the desk it belongs to, who wrote it, and a system owner while it is a draft."""

import pytest
from django.test import Client

from suketto.catalog.models import Service
from suketto.knowledge import actions
from suketto.knowledge.models import Article
from suketto.people import actions as people
from suketto.people.models import Person
from tests.people import a_desk, a_member, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def nonaka(db: None) -> Person:
    person = somebody("野中", "悠子")
    people.give_role(person, "owner", by=None)
    return person


@pytest.fixture
def attendance(nonaka: Person) -> Service:
    return Service.objects.create(slug="kintatsu", name="キンタツ", desk=a_desk(), owner=nonaka)


@pytest.fixture
def miyata(db: None) -> Person:
    return a_member("宮田", "順", desk=a_desk("ga", "総務"))


def an_article(service: Service | None, state: str = "published", by: Person | None = None) -> Article:
    return actions.draft(by=by, title="打刻を忘れた", service=service, state=state, steps="1. 申請します。")


def answers(client: Client, person: Person, article: Article) -> set[int]:
    """What the editor, the state and the restoration answer."""
    client.force_login(person)
    typed = {"title": article.title, "steps": article.steps, "service": article.service_id or ""}
    return {
        client.get(f"/faq/{article.pk}/edit/").status_code,
        client.post(f"/faq/{article.pk}/edit/", typed | {"seen": article.version, "steps": "変えた"}).status_code,
        client.post(f"/faq/{article.pk}/versions/1/restoration/").status_code,
        client.post(f"/faq/{article.pk}/state/", {"state": article.state}).status_code,
    }


def test_the_desk_of_the_service_changes_its_articles(client: Client, attendance: Service) -> None:
    assert answers(client, a_member(), an_article(attendance)) == {200, 302}


def test_another_desk_reads_but_does_not_change(client: Client, attendance: Service, miyata: Person) -> None:
    article = an_article(attendance)

    assert answers(client, miyata, article) == {404}

    article.refresh_from_db()
    assert (article.version, article.steps) == (1, "1. 申請します。")
    page = client.get(f"/faq/{article.pk}/").content.decode()
    assert f"/faq/{article.pk}/versions/" in page
    assert f"/faq/{article.pk}/edit/" not in page
    assert f"/faq/{article.pk}/state/" not in page
    assert client.get(f"/faq/{article.pk}/versions/1/").status_code == 200


def test_what_one_wrote_and_what_belongs_to_no_service_may_be_changed(
    client: Client, attendance: Service, miyata: Person
) -> None:
    assert answers(client, miyata, an_article(attendance, by=miyata)) == {200, 302}
    assert answers(client, miyata, an_article(None)) == {200, 302}


def test_a_system_owner_changes_the_drafts_of_their_service_only(
    client: Client, attendance: Service, nonaka: Person
) -> None:
    other = Service.objects.create(slug="vpn", name="VPN", desk=a_desk())

    assert answers(client, nonaka, an_article(attendance, "wip")) == {200, 302}
    assert (
        f'action="/faq/{Article.objects.get().pk}/state/"'
        in client.get(f"/faq/{Article.objects.get().pk}/").content.decode()
    )
    assert answers(client, nonaka, an_article(attendance, "published")) == {404}
    assert answers(client, nonaka, an_article(attendance, "retired")) == {404}
    assert answers(client, nonaka, an_article(other, "wip")) == {404}
    assert answers(client, nonaka, an_article(None)) == {404}
