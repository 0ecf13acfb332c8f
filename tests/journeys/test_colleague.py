"""A colleague's side: S06, S08, S10, S21, S107, S108, and input by an IME."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, shot, sign_in
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:small"


def ask(page: Page, text: str) -> None:
    page.goto("/portal/ask/")
    page.locator("#id_text").fill(text)
    page.get_by_role("button", name="窓口に送る").click()
    page.wait_for_url("**/my/tickets/*/**")


def test_one_sentence_fills_the_boxes_with_one_click_each(shibata: Page) -> None:
    shibata.goto("/portal/ask/")
    shibata.locator("#id_text").fill("Excelの集計表を開くところまでやってみましたが、保存で躓いています")

    expect(shibata.get_by_text("Excelの集計表を開くところまで").first).to_be_visible()
    shibata.get_by_role("button", name="すべて入れる").click()
    expect(shibata.get_by_label("どこまでやったか")).to_have_value("Excelの集計表を開くところまで")
    expect(shibata.get_by_text("記入 2/5")).to_be_visible()
    shot(shibata, "colleague-sentence")
    shibata.get_by_role("button", name="窓口に送る").click()

    shibata.wait_for_url("**/my/tickets/*/**")
    axe(shibata)


def test_solved_said_and_reopened(shibata: Page) -> None:
    ask(shibata, "2F複合機が動かない")

    shibata.get_by_role("button", name="解決しました").click()
    expect(shibata.locator("main")).to_contain_text("解決")
    shibata.get_by_role("button", name="まだ直って").first.click()

    expect(shibata.get_by_role("button", name="解決しました")).to_be_visible()


def test_searching_with_an_ime_asks_once_for_each_word(shibata: Page) -> None:
    shibata.goto("/portal/")
    asked: list[str] = []
    shibata.on("request", lambda request: asked.append(request.url) if "q=" in request.url else None)
    box = shibata.get_by_role("searchbox").first
    box.focus()
    session = shibata.context.new_cdp_session(shibata)

    for half in ["り", "りょ", "りょう", "りょうめ", "りょうめん"]:
        session.send("Input.imeSetComposition", {"text": half, "selectionStart": len(half), "selectionEnd": len(half)})
    shibata.wait_for_timeout(400)
    while_converting = len(asked)
    session.send("Input.insertText", {"text": "両面"})

    expect(shibata.get_by_role("link", name="両面で印刷できない").first).to_be_visible()
    assert (while_converting, len(asked)) == (0, 1)


def test_an_article_is_rated_once_and_the_vote_can_change(shibata: Page) -> None:
    shibata.goto("/faq/1/")
    expect(shibata.get_by_text("評価受付中（0人）")).to_be_visible()

    shibata.locator("[name=stars][value='4']").focus()
    shibata.keyboard.press("Space")
    shibata.get_by_role("button", name="評価する").press("Enter")
    expect(shibata.get_by_text("評価受付中（1人）")).to_be_visible()
    shibata.locator("[name=stars][value='5']").check()
    shibata.locator("form:has([name=stars]) button").first.click()

    expect(shibata.get_by_text("評価受付中（1人）")).to_be_visible()
    expect(shibata.get_by_text("★1＝役に立たない")).to_be_visible()
    expect(shibata.get_by_text("★5＝とても役に立つ")).to_be_visible()
    axe(shibata)


def test_in_english_at_two_hundred_percent(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 683, "height": 384}, device_scale_factor=2)
    sign_in(page, "1001", PASSWORD)
    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    for address in ("/portal/", "/portal/ask/", "/my/tickets/", "/faq/", "/services/", "/charter/", "/me/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        axe(page)
    shot(page, "colleague-english")


def test_without_javascript_a_question_can_be_asked(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, "1002", PASSWORD)

    ask(page, "スクリプトなしで聞きます")

    expect(page.locator("h1")).to_contain_text("スクリプトなしで聞きます")


PAGES = [
    "/portal/",
    "/portal/ask/",
    "/my/tickets/",
    "/faq/",
    "/faq/1/",
    "/services/",
    "/services/printer/",
    "/charter/",
    "/me/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_at_phone_width(new_page: Callable[..., Page], scheme: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    sign_in(page, "1001", PASSWORD)

    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        axe(page)
        shot(page, f"colleague-{address.strip('/').replace('/', '-') or 'home'}-{scheme}")
