"""The first morning: a real installation, started as an operator starts it, before anybody has signed in."""

from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, shot
from tests.journeys.house import House


def test_an_empty_house_opens_its_door_without_a_complaint(page: Page, house: House) -> None:
    page.goto("/")

    expect(page.locator("h1")).to_have_count(1)
    axe(page)
    shot(page, "opening")
