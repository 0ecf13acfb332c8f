"""さがす: from one box to the ticket by the keyboard alone, readable by everybody, quiet while a word is converted."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.browser import axe, shot, sign_in
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:many_matters"
ENTER, CONVERTING = "Enter", 229  # what a browser sends for a key that belongs to the input method


def heard(page: Page, path: str) -> list[Request]:
    """Every request of a script to this address from now on."""
    found: list[Request] = []

    def listen(request: Request) -> None:
        if path in request.url and request.headers.get("hx-request"):
            found.append(request)

    page.on("request", listen)
    return found


def convert(page: Page, kana: str, word: str) -> None:
    """One word as an input method gives it: letter by letter, two candidates, Enter to take one of them."""
    session = page.context.new_cdp_session(page)
    for length in range(1, len(kana) + 1):
        part = kana[:length]
        session.send("Input.imeSetComposition", {"text": part, "selectionStart": length, "selectionEnd": length})
        page.wait_for_timeout(40)
    for candidate in (kana, word):
        end = len(candidate)
        session.send("Input.imeSetComposition", {"text": candidate, "selectionStart": end, "selectionEnd": end})
        page.wait_for_timeout(250)  # longer than the page waits after a finished word
    key: dict[str, Any] = {"key": ENTER, "windowsVirtualKeyCode": CONVERTING, "nativeVirtualKeyCode": CONVERTING}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    session.send("Input.insertText", {"text": word})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    session.detach()


@pytest.mark.parametrize(
    ("login", "address", "box", "path"),
    [
        ("1001", "/portal/", "#q", "/portal/?q="),
        ("1001", "/portal/ask/", "#id_text", "/portal/ask/beside/"),
        ("1001", "/portal/ask/", "#id_stuck", "/portal/ask/beside/"),
        ("2001", "/search/", "#q", "/search/?q="),
        ("2001", "/faq/", "input[name=q]", "/faq/?q="),
    ],
)
def test_one_request_for_a_finished_word(page: Page, login: str, address: str, box: str, path: str) -> None:
    sign_in(page, login, PASSWORD)
    page.goto(address)
    page.wait_for_timeout(500)
    page.locator(box).first.click()
    requests = heard(page, path)

    convert(page, "りょうめん", "両面")
    expect(page.locator(box).first).to_have_value("両面")
    page.wait_for_timeout(600)
    assert len(requests) == 1

    convert(page, "いんさつ", "印刷")
    expect(page.locator(box).first).to_have_value("両面印刷")
    page.wait_for_timeout(600)
    assert len(requests) == 2
    assert page.url.split("?")[0].endswith(address)


def test_enter_while_converting_sends_nothing(page: Page) -> None:
    sign_in(page, "1001", PASSWORD)
    page.goto("/portal/ask/")
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.is_navigation_request() else None)
    page.locator("#id_wanted").click()

    convert(page, "みつもり", "見積")
    page.wait_for_timeout(500)

    assert sent == []
    expect(page.locator("#id_wanted")).to_have_value("見積")


def test_from_the_box_to_a_ticket_by_the_keyboard_alone(page: Page) -> None:
    sign_in(page, "2001", PASSWORD)
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/search/")
    expect(page.locator("#q")).to_be_focused()
    axe(page)

    page.keyboard.type("証明書")
    expect(page.locator(".search-rows .search-row")).to_have_count(2)
    expect(page.locator(".search-rows mark").first).to_have_text("証明書")
    axe(page)
    shot(page, "search")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".search-rows a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/desk/tickets/*/")
    page.go_back()
    expect(page.locator("#q")).to_have_value("証明書")


def test_operators_are_offered_taken_and_removed(page: Page) -> None:
    sign_in(page, "2001", PASSWORD)
    page.goto("/search/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("印刷 状")
    page.locator(".search-offers").get_by_role("link", name="状態:", exact=True).click()
    expect(page.locator("#q")).to_have_value("印刷 状態:")
    expect(page.locator("#q")).to_be_focused()
    page.get_by_role("link", name="解決", exact=True).click()
    expect(page.locator(".search-count")).to_have_text("案件：22 件")
    expect(page.locator("#q")).to_have_value("印刷 状態:解決 ")

    page.get_by_role("link", name="絞り込み「状態:解決」を外す").click()
    page.wait_for_url(lambda url: "%E7%8A%B6" not in url)
    page.get_by_role("link", name="新しい順（文字どおり）").click()
    expect(page.locator(".search-count")).to_have_text("案件：44 件")
    facet = page.locator(".search-facets section").filter(has_text="状態")
    facet.get_by_role("link", name="受付").click()
    expect(page.locator(".search-count")).to_have_text("案件：22 件")


def test_what_nobody_knows_is_told_and_put_right_by_one_press(page: Page) -> None:
    sign_in(page, "2001", PASSWORD)
    page.goto("/search/?q=印刷 状態:受け付け")
    expect(page.get_by_role("alert")).to_contain_text("「受け付け」という状態は見つかりません。")
    expect(page.locator("#q")).to_have_value("印刷 状態:受け付け")
    axe(page)

    page.get_by_role("alert").get_by_role("link", name="受付").click()

    expect(page.locator("#q")).to_have_value("印刷 状態:受付")
    expect(page.locator(".search-count")).to_have_text("案件：22 件")


def test_every_page_of_a_search_by_letters_comes_to_the_end(page: Page) -> None:
    sign_in(page, "2001", PASSWORD)
    page.goto('/search/?q="複合機" "その"')
    for _ in range(6):
        page.mouse.wheel(0, 4_000)
        page.wait_for_timeout(300)

    expect(page.locator(".search-rows .search-row")).to_have_count(44)
    expect(page.locator(".search-rows .search-row a").first).to_contain_text("その44")
    expect(page.locator(".search-rows .search-row a").last).to_contain_text("その01")


def test_another_desk_finds_only_its_own(page: Page) -> None:
    sign_in(page, "2003", PASSWORD)
    page.goto("/search/?q=印刷")

    expect(page.locator(".search-rows .search-row")).to_have_count(1)
    expect(page.locator(".search-rows")).to_contain_text("総務だけ")
    expect(page.locator("body")).not_to_contain_text("2F複合機から")


def test_a_search_is_saved_and_opened_again(page: Page) -> None:
    sign_in(page, "2001", PASSWORD)
    page.goto("/search/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("証明書 状態:未完了")
    expect(page.locator(".search-rows .search-row")).to_have_count(2)
    page.get_by_role("button", name="この検索を保存").click()
    page.locator("#search-name").fill("証明書の件")
    axe(page)
    page.get_by_role("button", name="保存する").click()
    page.goto("/search/")
    page.get_by_role("link", name="証明書の件").click()

    expect(page.locator("#q")).to_have_value("証明書 状態:未完了")
    expect(page.locator(".search-rows .search-row")).to_have_count(2)


def test_narrow_dark_and_in_english(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    sign_in(page, "2001", PASSWORD)
    page.get_by_role("button", name="English").click()
    page.goto("/search/?q=印刷 state:open")
    expect(page.locator(".search-count")).to_have_text("Tickets: 22")
    axe(page)
    shot(page, "search-narrow-dark")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_similar_tickets_propose_and_others_open_ones_are_told(page: Page) -> None:
    sign_in(page, "2001", PASSWORD)
    page.goto("/desk/new/")
    page.get_by_label("聞いた内容").fill("2F複合機から両面で印刷できない")
    page.locator("select[name=service]").select_option("")
    page.get_by_label("名乗り").fill("柴田さん")
    page.get_by_role("button", name="受け付ける").click()
    page.wait_for_url("**/desk/tickets/*/")

    twins = page.locator(".side__twins li")
    expect(twins).to_have_count(5)
    proposal = page.locator(".alike").filter(has_text="種別")
    expect(proposal).to_contain_text("使い方")
    axe(page)
    proposal.get_by_role("button", name="これにする").click()

    expect(page.locator("#ticket-head")).to_contain_text("使い方")
    expect(page.locator(".alike").filter(has_text="種別")).to_have_count(0)
