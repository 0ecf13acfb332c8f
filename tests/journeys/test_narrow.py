"""On a screen of 360 pixels nothing stands outside the page, however long the names to choose from are."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import sign_in
from tests.journeys.seeds import PASSWORD

SEED = "tests.journeys.seeds:small"
LONG_NAME = """() => document.querySelectorAll("select[name=service]").forEach((select) =>
    select.add(new Option("とても長い名前のサービス・複合機とプリンターと会議室のモニターと電話", "", true, true)))"""
SPARE = "() => document.documentElement.clientWidth - document.documentElement.scrollWidth"


@pytest.mark.parametrize("address", ["/faq/1/edit/", "/faq/new/", "/faq/1/versions/", "/desk/new/"])
def test_fields_stay_on_the_page(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    sign_in(page, "2001", PASSWORD)

    page.goto(address)
    page.evaluate(LONG_NAME)

    assert page.evaluate(SPARE) >= 0


def test_the_table_of_people_scrolls_instead_of_standing_names_upright(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    sign_in(page, "9001", PASSWORD)

    page.goto("/house/people/")

    assert page.evaluate(SPARE) >= 0
    height = page.locator("tbody tr").first.bounding_box()
    assert height is not None
    assert height["height"] < 80
