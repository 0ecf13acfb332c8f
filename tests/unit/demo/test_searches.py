"""The demo company has searched for three months, as its own portal would have answered."""

from datetime import timedelta
from random import Random

import pytest

from suketto.catalog.models import Service
from suketto.demo import searches
from suketto.demo.company import Company
from suketto.foundation import clock
from suketto.portal import reporting, reviewing
from suketto.portal.models import Lookup, SelfService
from tests.people import a_desk, a_leader, a_ticket, somebody
from tests.unit.portal.conftest import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_three_months_of_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "AFTER_ALL", 2)
    vpn = Service.objects.create(slug="vpn", name="VPN", desk=a_desk(), words=["VPN", "証明書"])
    an_article(vpn)
    people = [somebody() for _ in range(5)]
    for person in people[:2]:
        a_ticket(person, text="VPNの証明書がまだ切れています", service=vpn)
    company = Company({}, {}, [], people, {"石田": a_leader()}, {})

    made = searches.search_for_months(company, Random(1), clock.now())  # noqa: S311

    month_ago = clock.now() - timedelta(days=30)
    report = reporting.report(13, clock.now())
    assert made > 800
    assert Lookup.objects.filter(sure=True).values_list("words", flat=True).distinct().count() >= 2
    assert not Lookup.objects.filter(at__lt=month_ago).exclude(person=None).exists()
    assert not SelfService.objects.filter(shown_at__lt=month_ago).exclude(person=None).exists()
    assert report.total.figures["counted"] > 10
    assert report.total.figures["followed"] >= 1
    assert len(reviewing.unfound(month_ago)[0]) == reviewing.PAGE
