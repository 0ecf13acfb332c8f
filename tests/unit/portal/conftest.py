"""People and things the portal's tests are about."""

import pytest
from django.test import Client

from suketto.catalog.models import ScopeItem, Service
from suketto.knowledge import actions as knowledge
from suketto.knowledge.models import Article
from suketto.people.models import Desk, Person
from tests.people import a_desk, somebody


@pytest.fixture
def desk(db: None) -> Desk:
    return a_desk()


@pytest.fixture
def shibata(db: None) -> Person:
    return somebody("柴田", "葵")


@pytest.fixture
def as_shibata(client: Client, shibata: Person) -> Client:
    client.force_login(shibata)
    return client


@pytest.fixture
def vpn(desk: Desk) -> Service:
    service = Service.objects.create(slug="vpn", name="VPN", desk=desk, words=["VPN", "証明書"])
    ScopeItem.objects.create(service=service, kind="can", text="証明書の更新")
    ScopeItem.objects.create(
        service=service, kind="cannot", text="個人のPCからのVPN接続", instead="会社の貸出用PCをご利用ください"
    )
    return service


@pytest.fixture
def security(desk: Desk) -> Service:
    return Service.objects.create(slug="security", name="セキュリティの連絡", desk=desk, words=["不審"])


def an_article(service: Service | None = None, title: str = "VPNの証明書の期限が切れた", **facts: str) -> Article:
    steps = facts.pop("steps", "1. 社内LANにつなぎます。\n2. 15分待ちます。")
    return knowledge.draft(
        by=None, title=title, service=service, state=facts.pop("state", "published"), steps=steps,
        symptom=facts.pop("symptom", "VPNに「証明書の有効期限が切れています」と出ます"), **facts,
    )  # fmt: skip


@pytest.fixture
def article(vpn: Service) -> Article:
    return an_article(vpn)
