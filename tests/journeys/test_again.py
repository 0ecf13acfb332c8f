"""S06: the same trouble comes back, two days later and again when two weeks have passed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, shot, sign_in
from tests.journeys.house import House
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:closed_on_the_second_of_june"
AT = "2026-06-04T10:00+09:00"
SIXTEEN_DAYS_LATER = "2026-06-20T10:00+09:00"


def somebody_at(new_page: Callable[..., Page], number: str, moment: str) -> Page:
    """A browser whose clock agrees with the house's."""
    page = new_page()
    page.context.clock.install(time=moment)
    sign_in(page, number, PASSWORD)
    return page


def write(page: Page, words: str) -> None:
    page.locator("#reply").fill(words)
    page.locator("#reply").press("Control+Enter")


def test_within_two_weeks_it_comes_back_to_life_and_later_it_is_a_new_one_that_is_linked(
    new_page: Callable[..., Page], house: House
) -> None:
    it_comes_back_to_life(somebody_at(new_page, "1002", AT), somebody_at(new_page, "2001", AT))
    house.stop()
    house.start(SIXTEEN_DAYS_LATER)
    sanada, mizuno = (somebody_at(new_page, number, SIXTEEN_DAYS_LATER) for number in ("1002", "2001"))
    it_is_a_new_one_that_is_linked(sanada, mizuno)


def it_comes_back_to_life(sanada: Page, mizuno: Page) -> None:
    sanada.goto("/my/tickets/1/")
    write(sanada, "また同じです")
    expect(sanada.get_by_text("また同じです")).to_be_visible()
    assert "/my/tickets/1/" in sanada.url
    axe(sanada)

    mizuno.goto("/desk/tickets/1/")
    expect(mizuno.locator("#ticket-head")).to_contain_text("再発 1 回")
    expect(mizuno.locator("#conversation")).to_contain_text("また同じです")
    mizuno.goto("/desk/")
    expect(mizuno.locator(".inbox__row", has_text="2F複合機")).to_contain_text("再発 1")
    axe(mizuno)
    mizuno.goto("/desk/tickets/1/")
    mizuno.locator("#reply-body").fill("真田様\n\nローラーを替えました。\n\n水野")
    mizuno.get_by_role("button", name="返信して解決").click()
    expect(mizuno.locator("#ticket-head")).to_contain_text("解決")

    for page in (sanada, mizuno):
        page.goto("about:blank")  # the house closes for a while


def it_is_a_new_one_that_is_linked(sanada: Page, mizuno: Page) -> None:
    sanada.goto("/my/tickets/1/")
    write(sanada, "またまた同じです")
    sanada.wait_for_url("**/my/tickets/3/**")
    expect(sanada.get_by_text("またまた同じです").first).to_be_visible()
    sanada.goto("/my/tickets/")
    expect(sanada.locator("main")).to_contain_text("モニターを追加してください")

    mizuno.goto("/desk/tickets/3/")
    tied = mizuno.locator("#side li", has_text="再発候補")
    expect(tied).to_contain_text("2F複合機から出ません")
    expect(mizuno.locator("#ticket-head")).not_to_contain_text("再発 1 回")
    mizuno.get_by_text("最近の案件").click()
    expect(mizuno.locator("#side")).to_contain_text("モニターを追加してください")
    axe(mizuno)
    shot(mizuno, "again-linked")
    tied.get_by_role("link").click()
    expect(mizuno.locator("#side li", has_text="再発候補")).to_contain_text("またまた同じです")
    expect(mizuno.locator("#ticket-head")).to_contain_text("再発 1 回")
