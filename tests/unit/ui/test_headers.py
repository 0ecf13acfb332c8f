"""What stands at an address depends on who asks: a cache, the browser's own above all, is told so."""

import pytest
from django.test import Client

from tests.people import a_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/portal/?q=VPN", "/faq/?q=VPN", "/search/?q=VPN", "/procedures/?q=VPN"])
def test_a_page_and_its_part_are_two_things_to_a_cache(address: str) -> None:
    browser = Client()
    browser.force_login(a_member())

    page, part = browser.get(address), browser.get(address, headers={"HX-Request": "true"})

    assert len(part.content) < len(page.content)
    for answer in (page, part):
        assert {"HX-Request", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_what_is_no_page_is_the_same_for_everybody() -> None:
    assert "Vary" not in Client().get("/healthz").headers
