"""On a screen of 360 pixels nothing stands outside the page, however long the names to choose from are."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, shot, sign_in
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:with_failed_work"
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


BESIDE = """() => [...document.querySelectorAll('.table--cards td *, .table--cards td')]
  .filter(each => each.checkVisibility() && !each.closest('.visually-hidden'))
  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth
    || each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline')
  .map(each => each.textContent)"""


@pytest.mark.parametrize("address", ["/house/events/", "/house/jobs/"])
def test_the_rows_of_the_house_are_cards(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    sign_in(page, "9001", PASSWORD)

    page.goto(address)

    expect(page.locator(".table--cards tbody td").last).to_be_visible()
    assert (page.evaluate(BESIDE), page.evaluate(SPARE) >= 0) == ([], True)
    shot(page, f"{address.strip('/').replace('/', '-')}-360")
    axe(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.locator(".table--cards thead")).to_be_visible()
    assert page.evaluate(SPARE) >= 0
    shot(page, f"{address.strip('/').replace('/', '-')}-1366")


def test_a_new_ticket_opens_at_its_beginning(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    sign_in(page, "2001", PASSWORD)

    page.goto("/desk/new/")

    assert page.evaluate("[scrollY, document.activeElement.tagName]") == [0, "BODY"]
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/desk/new/")
    expect(page.locator("#caller")).to_be_focused()


def test_what_was_found_stays_on_its_card(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    sign_in(page, "1001", PASSWORD)
    page.goto("/portal/ask/")
    page.locator("#id_text").fill("両面 https://example.jp/とても長くて折り返すところのない番地" + "x" * 60)
    page.get_by_role("button", name="窓口に送る").click()
    page.wait_for_url("**/my/tickets/*/**")

    page.goto("/portal/?q=両面")

    expect(page.locator(".answers__own")).to_be_visible()
    assert page.evaluate(CUT) == []


# A colleague, a key person, a member, a leader, a system's owner, an administrator.
EVERY_ROLE = ["1001", "3001", "2001", "2002", "3002", "9001"]
OUTSIDE = """() => [...document.querySelectorAll('.header a, .header button, .header summary')]
  .filter(each => each.checkVisibility())
  .filter(each => each.getBoundingClientRect().left < 0
    || each.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map(each => each.textContent)"""


TWO_ROWS = 84
CUT = """() => { const card = document.querySelector('.answers'), style = getComputedStyle(card)
  const edge = card.getBoundingClientRect().right - parseFloat(style.paddingRight) + 0.1
  return [...card.querySelectorAll('*')].filter(each => each.getBoundingClientRect().right > edge)
    .map(each => each.className) }"""


@pytest.mark.parametrize("number", EVERY_ROLE)
def test_all_of_the_navigation_is_at_hand(new_page: Callable[..., Page], number: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    sign_in(page, number, PASSWORD)
    for language in ("ja", "en"):
        page.goto("/faq/")
        if language == "en":
            page.get_by_role("button", name="English").click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
        for width in (320, 360, 683, 1000, 1366):
            page.set_viewport_size({"width": width, "height": 740})
            assert (page.evaluate(OUTSIDE), page.evaluate(SPARE) >= 0) == ([], True), (language, width)
            assert page.locator(".header").evaluate("header => header.offsetHeight") <= TWO_ROWS, (language, width)
        page.set_viewport_size({"width": 360, "height": 740})
        axe(page)


BADGES_ON_NEIGHBOURS = """() => {
  document.getElementById('bell').innerHTML = '<b>99+</b>'
  document.getElementById('chat-count').innerHTML = '<b class="chat-count chat-count--now">12</b>'
  const box = name => document.querySelector(name).getBoundingClientRect()
  const covers = (badge, other) => { const [a, b] = [box(badge), box(other)]
    return a.right > b.left && a.left < b.right && a.bottom > b.top && a.top < b.bottom }
  return [covers('#bell b', '.header__language button'), covers('#chat-count b', '.header__nav [href="/portal/"]')] }"""


def test_the_badges_lie_on_no_neighbour(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    sign_in(page, "2001", PASSWORD)
    page.goto("/faq/")
    page.wait_for_timeout(800)  # both have been asked for once

    assert page.evaluate(BADGES_ON_NEIGHBOURS) == [False, False]
    shot(page, "badges-360")


def test_the_rest_of_the_navigation_opens_without_a_script(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    sign_in(page, "9001", PASSWORD)
    page.goto("/portal/")

    page.locator(".header__more summary").press("Enter")
    page.locator(".header__more").get_by_role("link", name="管理").click()

    page.wait_for_url("**/house/")
    expect(page.locator(".header__more [aria-current]")).to_have_text("管理")


def test_a_key_leads_into_the_closed_menu(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 683, "height": 384}, device_scale_factor=2)
    sign_in(page, "2001", PASSWORD)
    page.goto("/portal/")
    expect(page.locator(".header__more")).to_be_visible()

    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("p")

    page.wait_for_url("**/procedures/")
