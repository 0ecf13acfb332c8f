"""Home differs by role; what is not one's own is refused without a word of it (S114)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import translation

from suketto.portal.templatetags.portal import spoken
from tests.people import a_leader, a_member, an_administrator, somebody

pytestmark = pytest.mark.django_db

MAKERS = {"colleague": somebody, "member": a_member, "leader": a_leader, "administrator": an_administrator}


@pytest.mark.parametrize(
    ("who", "home"),
    [("colleague", "/portal/"), ("member", "/desk/"), ("leader", "/desk/"), ("administrator", "/house/")],
)
def test_home_is_where_the_day_begins(client: Client, who: str, home: str) -> None:
    client.force_login(MAKERS[who]())

    assert client.get("/")["Location"] == home


def test_signed_out_it_is_the_way_in_once_the_house_is_set_up(client: Client) -> None:
    assert client.get("/")["Location"] == "/setup/"
    an_administrator()
    assert client.get("/")["Location"] == "/account/login/"


@pytest.mark.parametrize(
    "page",
    ["/portal/", "/portal/newcomers/", "/portal/ask/", "/my/tickets/", "/faq/", "/services/", "/charter/", "/me/"],
)
@pytest.mark.parametrize("who", ["colleague", "member", "leader", "administrator"])
def test_every_page_for_colleagues_opens_for_everyone(client: Client, page: str, who: str) -> None:
    client.force_login(MAKERS[who]())

    answer = client.get(page)

    assert answer.status_code == 200
    assert 'href="/"' in answer.content.decode()


@pytest.mark.parametrize("page", ["/portal/", "/portal/ask/", "/my/tickets/", "/faq/", "/services/", "/me/"])
def test_signed_out_one_signs_in_first_and_comes_back(client: Client, page: str) -> None:
    assert client.get(page)["Location"] == f"/account/login/?next={page}"


@pytest.mark.parametrize(
    "page", ["/portal/", "/portal/ask/", "/my/tickets/", "/faq/", "/services/", "/charter/", "/me/"]
)
def test_in_english_the_page_opens_too(client: Client, page: str) -> None:
    client.force_login(somebody())
    client.cookies["language"] = "en"

    answer = client.get(page)

    assert (answer.status_code, answer["Content-Language"]) == (200, "en")


def test_a_moment_is_spoken_in_the_language_of_the_reader() -> None:
    moment = datetime(2036, 11, 24, 14, 0, tzinfo=ZoneInfo("Asia/Tokyo"))

    assert spoken(moment) == "11月24日 14:00"
    with translation.override("en"):
        assert spoken(moment) == "Mon 24 Nov 14:00"
