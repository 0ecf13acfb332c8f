"""What people do in stories about live chat."""

import sys
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.browser import sign_in
from tests.journeys.house import House
from tests.journeys.people import PASSWORD

PHONE = {"viewport": {"width": 360, "height": 740}}


def everybody_leaves(house: House) -> None:
    """What one story leaves open is not the next one's."""
    house.premises.run(sys.executable, "-m", "tests.journeys.plant", "tests.journeys.chat_seeds:nobody_talks")


def enter(new_page: Callable[..., Page], number: str, **wishes: object) -> Page:
    page = new_page(**wishes)
    sign_in(page, number, PASSWORD)
    return page


def ask(page: Page, text: str) -> None:
    page.goto("/chat/")
    page.locator("#chat-text").fill(text)
    page.get_by_role("button", name="人につなぐ").click()
    page.wait_for_url("**/my/chats/*/")


def say(page: Page, words: str, pane: int = 0) -> None:
    box = page.locator("su-chat textarea").nth(pane)
    box.fill(words)
    box.press("Control+Enter")


def take_next(page: Page) -> None:
    page.goto("/desk/chats/")
    page.get_by_role("button", name="次の方を受ける").wait_for()
    with page.expect_navigation():
        page.keyboard.press("Alt+n")
    page.locator("su-chat").first.wait_for()


def lines(page: Page) -> list[str]:
    return page.locator(".line .line__words").all_inner_texts()
