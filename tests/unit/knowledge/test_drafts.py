"""A draft may still say what only the desk of a ticket may read: it stays at that desk until somebody checked it."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from suketto.catalog.models import Service
from suketto.knowledge import actions
from suketto.knowledge.access import article_for
from suketto.knowledge.models import Article
from suketto.people.models import Person, Role
from suketto.search import queries as search
from tests.people import a_desk, a_member, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def miyata(db: None) -> Person:
    return a_member("宮田", "順", desk=a_desk("ga", "総務"))


@pytest.fixture
def vpn(db: None) -> Service:
    return Service.objects.create(slug="vpn", name="VPN", desk=a_desk())


def an_article(by: Person | None, service: Service | None = None, state: str = "not_validated") -> Article:
    return actions.draft(by=by, title="証明書の期限", service=service, state=state, steps="更新します")


def sees(person: Person, article: Article) -> bool:
    fresh = Person.objects.get(pk=person.pk)
    return bool(Article.objects.visible_to(fresh).filter(pk=article.pk).exists())


@pytest.mark.parametrize("state", ["wip", "not_validated"])
def test_a_draft_is_read_at_the_desk_of_its_service(miyata: Person, vpn: Service, client: Client, state: str) -> None:
    article = an_article(a_member(), vpn, state)

    assert (sees(a_member("石田"), article), sees(miyata, article), sees(somebody(), article)) == (True, False, False)
    client.force_login(miyata)
    pages = [f"/faq/{article.pk}/{page}" for page in ("", "edit/", "versions/", "versions/1/")]
    assert {client.get(page).status_code for page in pages} == {404}


def test_without_a_service_it_is_read_where_its_author_works(miyata: Person) -> None:
    mizuno = a_member()
    article = an_article(mizuno)

    assert [sees(person, article) for person in (mizuno, a_member("石田"), miyata)] == [True, True, False]
    assert sees(miyata, an_article(None))
    assert sees(miyata, an_article(miyata, Service.objects.create(slug="x", name="X", desk=a_desk())))


def test_whoever_left_leaves_the_drafts_at_the_desk_and_brings_none_along(miyata: Person) -> None:
    mizuno, ishida = a_member(), a_member("石田")
    article = an_article(mizuno)
    Role.objects.filter(person=mizuno).update(ended_at=timezone.now())
    assert (sees(ishida, article), sees(miyata, article)) == (True, False)

    Role.objects.create(person=mizuno, kind="member", desk=a_desk("hr", "人事"), given_at=timezone.now())
    assert (sees(ishida, article), sees(mizuno, article)) == (False, True)


@pytest.mark.parametrize("state", ["validated", "published", "needs_review", "retired"])
def test_what_was_checked_is_read_by_every_member(miyata: Person, vpn: Service, state: str) -> None:
    assert sees(miyata, an_article(a_member(), vpn, state))


def test_the_other_desk_does_not_find_it(miyata: Person, vpn: Service) -> None:
    an_article(a_member(), vpn)

    found = [
        bool(search.find("証明書の期限", kinds=("article",), viewer=person.viewer(), limit=5))
        for person in (a_member("石田"), miyata)
    ]
    assert found == [True, False]


def test_one_question_for_a_list(miyata: Person, vpn: Service, django_assert_num_queries: Any) -> None:
    mine = [an_article(miyata), an_article(None, vpn, "published")]
    an_article(a_member(), vpn)
    assert article_for(miyata, mine[0].pk) == mine[0]

    with django_assert_num_queries(1):
        assert set(Article.objects.visible_to(miyata)) == set(mine)
