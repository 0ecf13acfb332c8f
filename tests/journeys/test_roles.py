"""S114: each role has a home of its own, and opens nothing that is another's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Complaints, axe, sign_in
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:small"
HOMES = {
    "1001": "/portal/",
    "3001": "/portal/",
    "2001": "/desk/",
    "2002": "/desk/",
    "3002": "/portal/",
    "9001": "/house/",
}
DESK = ["/desk/", "/desk/new/", "/desk/callers/?caller=a"]
HOUSE = ["/house/", "/house/events/", "/house/people/", "/house/outbox/", "/house/jobs/", "/house/desks/"]


@pytest.mark.parametrize(("number", "home"), HOMES.items())
def test_home_differs_by_role_and_top_leads_there(new_page: Callable[..., Page], number: str, home: str) -> None:
    page = new_page()
    sign_in(page, number, PASSWORD)

    page.goto("/faq/")
    page.locator(".header__mark").click()

    page.wait_for_url(f"**{home}")
    axe(page)


@pytest.mark.parametrize(
    ("number", "forbidden"),
    [
        ("1001", DESK + HOUSE),
        ("3001", DESK + HOUSE),
        ("3002", DESK + HOUSE),
        ("2001", HOUSE),
        ("2002", HOUSE),
        ("9001", DESK),
    ],
)
def test_pages_of_others_are_refused_without_a_word(
    new_page: Callable[..., Page], complaints: Complaints, number: str, forbidden: list[str]
) -> None:
    complaints.expect("403")
    page = new_page()
    sign_in(page, number, PASSWORD)

    for address in forbidden:
        answer = page.goto(address)
        assert answer is not None
        assert (address, answer.status) == (address, 403)
    expect(page.get_by_role("heading", name="この画面は使えません")).to_be_visible()


def test_the_administrator_sees_who_did_what(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "9001", PASSWORD)

    for address in HOUSE:
        page.goto(address)
        axe(page)
    page.goto("/house/events/")

    expect(page.get_by_text("岸本 恵").first).to_be_visible()
