"""From a search box into what it found and back, by the arrows alone; never while a word is being converted."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import sign_in
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:small"


def test_down_enters_the_answers_and_escape_returns(page: Page) -> None:
    sign_in(page, "1001", PASSWORD)
    page.goto("/portal/")
    box, answer = page.locator("#q"), page.get_by_role("link", name="両面で印刷できない")
    box.fill("両面 印刷")
    expect(answer).to_be_visible()

    page.keyboard.press("ArrowDown")
    expect(answer).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(answer).not_to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(answer).to_be_focused()
    page.keyboard.press("Escape")

    expect(box).to_be_focused()
    expect(box).to_have_value("両面 印刷")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/faq/1/**")


def test_nothing_moves_while_a_word_is_being_converted(page: Page) -> None:
    sign_in(page, "1001", PASSWORD)
    page.goto("/portal/")
    box = page.locator("#q")
    box.fill("両面")
    expect(page.get_by_role("link", name="両面で印刷できない")).to_be_visible()
    session = page.context.new_cdp_session(page)

    session.send("Input.imeSetComposition", {"text": "いんさつ", "selectionStart": 4, "selectionEnd": 4})
    # What a browser sends for an arrow that chooses among the candidates of the input method.
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "ArrowDown", "windowsVirtualKeyCode": 229})
    expect(box).to_be_focused()
    session.send("Input.insertText", {"text": "印刷"})
    page.keyboard.press("ArrowDown")

    expect(box).not_to_be_focused()
    expect(box).to_have_value("両面印刷")


def test_a_caller_is_chosen_by_the_arrows(page: Page) -> None:
    sign_in(page, "2001", PASSWORD)
    page.goto("/desk/new/")
    page.keyboard.type("さなだ")
    expect(page.locator(".callers__one")).to_have_count(1)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#caller-facts")).to_contain_text("真田 隆志")
    expect(page.locator("#caller")).to_be_focused()


def test_escape_among_the_candidates_leaves_the_dialog_open(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "2001", PASSWORD)
    page.goto("/desk/new/")
    page.get_by_label("聞いた内容").fill("だれからか分からない")
    page.get_by_label("名乗り").fill("さなだの誰か")
    page.get_by_role("button", name="受け付ける").click()
    page.wait_for_url("**/desk/tickets/*/")
    page.get_by_text("その他 ▾").click()
    page.get_by_role("button", name="件名・種別・場所を直す").click()
    page.locator("#f-caller").fill("柴田")
    expect(page.locator(".callers__one")).to_contain_text("柴田 葵")
    page.locator("#f-caller").fill("真田")
    expect(page.locator(".callers__one")).to_contain_text("真田 隆志")

    page.locator("#f-caller").press("ArrowDown")
    expect(page.locator(".callers__one")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#f-caller")).to_be_focused()
    expect(page.locator("#facts-dialog")).to_be_visible()
