"""Monday's post becomes what it is shown for."""

import pytest

from suketto.channels.email.models import Letter
from suketto.demo import company, content
from suketto.demo.post import arrive, post
from suketto.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> company.Company:
    """The desks and the named people, without the crowd and the articles."""
    sites = {each["slug"]: company.Site.objects.create(**each) for each in _sites()}
    departments, desks = company._departments(), company._desks()
    named = company._named_people(sites, departments, desks)
    return company.Company(desks, {}, [], [], named, {})


def _sites() -> list[dict[str, str]]:
    return [{"slug": each["slug"], "name": each["name"]} for each in content.load("company")["sites"]]


@pytest.mark.slow
def test_every_letter_becomes_what_it_stands_for(house: company.Company) -> None:
    arrive(house, clock.now())

    letters = Letter.objects.order_by("id").values_list("subject", "outcome", "reason")
    assert list(letters) == [
        ("勤怠の締めの画面", "opened", "new"),
        ("自宅のメールからすみません", "opened", "unknown-sender"),
        ("Re: 勤怠の締めの画面", "joined", "letter"),
        ("至急のお願い", "opened", "unknown-sender"),
        ("測定器のソフトが入りません", "opened", "new"),
        ("自動応答: 休暇中です", "ignored", "absence"),
        ("【展示会】製造業DXフェア ご招待", "ignored", "bulk"),
        ("", "quarantined", "empty"),
        ("", "quarantined", "unreadable"),
    ]


@pytest.mark.slow
def test_a_manager_on_cc_joins_the_ticket_of_whoever_asked(house: company.Company) -> None:
    arrive(house, clock.now())

    asked, answered = Letter.objects.filter(subject__contains="勤怠").order_by("id")
    assert (answered.ticket_id, asked.ticket_id is not None) == (asked.ticket_id, True)
    assert asked.ticket is not None
    assert (asked.ticket.requester, answered.person) == (house.named["真田"], house.named["井口"])


def test_letters_come_in_the_order_of_the_morning() -> None:
    minutes = [each.minutes_ago for each in post()]

    assert minutes == sorted(minutes, reverse=True)


def test_whoever_writes_from_a_place_works_there() -> None:
    places = {each["family"]: each["site"] for each in content.load("company")["named_people"]}

    from_chiba = [each.who for each in post() if "千葉工場の" in each.text]

    assert [(who, places[who]) for who in from_chiba] == [("川辺", "chiba")]
