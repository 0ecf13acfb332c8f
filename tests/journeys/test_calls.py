"""The telephone rings: who it is stands on any page; who was missed is called back; a line is connected."""

from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import axe, shot, sign_in
from tests.journeys.house import House
from tests.journeys.people import PASSWORD
from tests.journeys.phone_seeds import SANADA, SHARED, TOKEN

SEED = "tests.journeys.phone_seeds:with_a_line"
MIZUNO, ISHIDA, KISHIMOTO = "2001", "2002", "9001"
PHONE = {"viewport": {"width": 360, "height": 740}}
# A card, or where a call is being written down one line for each further call.
SHOWN = ":is(.ringing, .ringing-more):visible"
# What can be pressed on the page, and still lies under a card when it has been scrolled to.
COVERED = """() => [...document.querySelectorAll('main :is(a, button, input, select, textarea, summary)')]
  .filter(each => each.checkVisibility({visibilityProperty: true}))
  .filter(each => each.offsetWidth && !each.closest('.visually-hidden'))
  .filter(each => { each.scrollIntoView({block: 'nearest'})
    const box = each.getBoundingClientRect()
    return [...document.querySelectorAll('.ringing, .ringing-more')]
      .filter(shown => shown.checkVisibility()).map(shown => shown.getBoundingClientRect())
      .some(card => box.bottom > card.top + 1 && box.top < card.bottom
        && box.right > card.left + 1 && box.left < card.right) })
  .map(each => each.outerHTML.slice(0, 90))"""


def tell(house: House, event: str, call: str, caller: str = SANADA, **facts: str) -> None:
    said = {"event": event, "callId": call, "from": caller, "to": "0312345678", "direction": "in", **facts}
    assert httpx2.post(f"{house.url}/cti/{TOKEN}", json=said).status_code == 200


def card(page: Page, number: str) -> Locator:
    return page.locator(".ringing").filter(has_text=number)


@pytest.fixture
def mizuno(page: Page) -> Page:
    sign_in(page, MIZUNO, PASSWORD)
    return page


def test_a_call_rings_on_any_page_takes_no_focus_and_is_taken_with_one_key(house: House, mizuno: Page) -> None:
    mizuno.goto("/faq/")
    typing = mizuno.get_by_role("searchbox").first
    typing.fill("印刷")
    tell(house, "newCall", "ring-1")

    ringing = card(mizuno, "090-1234-5678")
    expect(ringing).to_contain_text("真田 隆志")
    expect(ringing).to_contain_text("検査課・千葉工場")
    expect(ringing).to_contain_text("検査記録のフォルダーが開けません")
    expect(typing).to_be_focused()
    axe(mizuno)
    shot(mizuno, "call-rings")
    mizuno.keyboard.press("c")
    expect(typing).to_have_value("印刷c")
    mizuno.keyboard.press("Escape")
    mizuno.keyboard.press("c")
    mizuno.wait_for_url("**/desk/calls/*/")
    expect(mizuno.locator(".call__number")).to_contain_text("HD-")
    expect(mizuno.locator("#caller-facts")).to_contain_text("真田 隆志")
    expect(ringing).to_have_count(0)
    tell(house, "answer", "ring-1", answeringNumber="4001")
    tell(house, "hangup", "ring-1", cause="normalClearing")


def test_who_answered_keeps_the_card_and_the_others_lose_it(
    house: House, mizuno: Page, new_page: Callable[..., Page]
) -> None:
    ishida = new_page()
    sign_in(ishida, ISHIDA, PASSWORD)
    for page in (mizuno, ishida):
        page.goto("/desk/")
    tell(house, "newCall", "ring-2", SHARED)
    for page in (mizuno, ishida):
        expect(card(page, "043-123-4567")).to_contain_text("何人かいます")
    tell(house, "answer", "ring-2", SHARED, answeringNumber="4001")

    talking = card(mizuno, "043-123-4567")
    expect(talking).to_contain_text("通話中")
    expect(card(ishida, "043-123-4567")).to_have_count(0)
    shot(mizuno, "call-talking")
    talking.get_by_role("button", name="閉じる").click()
    expect(talking).to_have_count(0)
    with mizuno.expect_response("**/calls/now/"):
        mizuno.reload()
    expect(talking).to_have_count(0)
    tell(house, "hangup", "ring-2", SHARED, cause="normalClearing")


def test_a_missed_call_is_owed_and_one_press_settles_it(house: House, mizuno: Page) -> None:
    mizuno.goto("/desk/")
    tell(house, "newCall", "ring-3")
    expect(card(mizuno, "鳴っています")).to_be_visible()
    tell(house, "hangup", "ring-3", cause="cancel")
    expect(card(mizuno, "鳴っています")).to_have_count(0)
    expect(mizuno.locator("#phone-state")).to_contain_text("折り返し 1")
    mizuno.locator("#phone-state a").click()

    owed = mizuno.locator(".promises")
    expect(owed).to_contain_text("真田 隆志")
    axe(mizuno)
    shot(mizuno, "calls")
    owed.get_by_role("button", name="出ませんでした").click()
    expect(mizuno.locator(".promises")).to_contain_text("1 回かけて、出ませんでした")
    mizuno.locator(".promises").get_by_role("button", name="折り返しました").click()
    expect(mizuno.locator(".promises")).to_have_count(0)
    expect(mizuno.locator(".calls")).to_contain_text("折り返しました")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_narrow_screen_nothing_is_cut_off(house: House, new_page: Callable[..., Page], scheme: str) -> None:
    page = new_page(**PHONE, color_scheme=scheme)
    sign_in(page, MIZUNO, PASSWORD)
    tell(house, "newCall", f"narrow-{scheme}", "anonymous")
    tell(house, "hangup", f"lost-{scheme}", "0299-11-2222", cause="busy")
    page.goto("/calls/")

    expect(page.locator(".ringing").first).to_contain_text("非通知")
    expect(page.locator(".promises")).to_contain_text("0299-11-2222")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"calls-narrow-{scheme}")
    axe(page)
    tell(house, "hangup", f"narrow-{scheme}", "anonymous", cause="cancel")


def test_an_administrator_connects_a_telephone_and_tries_it(page: Page, new_page: Callable[..., Page]) -> None:
    sign_in(page, KISHIMOTO, PASSWORD)
    page.goto("/house/lines/new/")
    page.get_by_label("名前").first.fill("総務の代表")
    page.get_by_label("電話の種類").select_option("sipgate")
    page.get_by_label("窓口").select_option(label="情報システム")
    axe(page)
    page.get_by_role("button", name="宛先を作る").click()
    expect(page.locator(".line__address")).to_contain_text("/cti/")
    for button in ("鳴らす", "取る", "切る"):
        page.get_by_label("受話器を取る名前・内線").fill("4001")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".tried")).to_be_visible()

    expect(page.locator("#events")).to_contain_text("水野 真理")
    shot(page, "line")
    axe(page)
    dark = new_page(**PHONE, color_scheme="dark")
    sign_in(dark, KISHIMOTO, PASSWORD)
    dark.goto(page.url.replace("trial/", "").partition("#")[0])
    assert dark.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(dark, "line-narrow-dark")


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)], ids=str)
def test_the_card_covers_nothing_that_can_be_pressed(
    house: House, new_page: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    sign_in(page, MIZUNO, PASSWORD)
    page.goto("/desk/calls/")
    tell(house, "newCall", f"covers-{size[0]}", SHARED)
    page.goto("/desk/")
    page.keyboard.press("d")
    page.wait_for_url("**/desk/calls/*/")
    addresses = [page.url, "/desk/", "/desk/tickets/1/", "/desk/chats/", "/desk/quick/", "/faq/"]
    for address in addresses:
        page.goto(address)
        expect(page.locator(SHOWN).first).to_contain_text("何人かいます")

        assert page.evaluate(COVERED) == [], address

    shot(page, f"card-covers-nothing-{size[0]}")
    tell(house, "hangup", f"covers-{size[0]}", SHARED, cause="cancel")


def test_what_was_done_is_told_beside_the_buttons_and_takes_no_press(mizuno: Page) -> None:
    for width, height in ((1366, 768), (360, 740)):
        mizuno.set_viewport_size({"width": width, "height": height})
        mizuno.goto("/desk/")
        mizuno.keyboard.press("d")
        mizuno.wait_for_url("**/desk/calls/*/")
        mizuno.get_by_label("聞いた内容").fill("画面が青くなった")
        mizuno.keyboard.press("Control+Enter")
        expect(mizuno.locator(".toast")).to_be_visible()
        send = mizuno.locator("#reply-form [data-send]").first
        send.scroll_into_view_if_needed()

        toast, button = mizuno.locator(".toast").bounding_box(), send.bounding_box()

        assert toast is not None
        assert button is not None
        assert toast["y"] + toast["height"] <= button["y"] or button["y"] + button["height"] <= toast["y"]
        send.click(trial=True)
