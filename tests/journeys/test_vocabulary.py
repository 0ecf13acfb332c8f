"""A word nobody had written down: looked for in vain on Monday, found by the next colleague after one click."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, sign_in
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:small"


def look_for(page: Page, words: str) -> None:
    page.goto("/portal/")
    page.locator("#q").fill(words)
    expect(page.locator("[data-finished]")).to_have_attribute("data-words", words)


def test_a_word_that_found_nothing_becomes_a_synonym_by_one_click(new_page: Callable[..., Page]) -> None:
    oba = new_page()  # one person's next search may be another matter: it takes two to make a proposal
    sign_in(oba, "1004", PASSWORD)
    for words in ("ウラオモテ", "両面"):
        look_for(oba, words)
    oba.goto("/my/tickets/")

    shibata = new_page()
    sign_in(shibata, "1001", PASSWORD)
    look_for(shibata, "ウラオモテ")
    expect(shibata.locator("#answers")).to_contain_text("ぴったりの記事は見つかりませんでした")
    look_for(shibata, "両面")  # leaving the page tells that the search before has ended
    shibata.get_by_role("link", name="両面で印刷できない").click()
    shibata.get_by_role("button", name="これで解決した").click()
    expect(shibata.get_by_text("よかったです。")).to_be_visible()

    ishida = new_page()
    sign_in(ishida, "2002", PASSWORD)
    ishida.goto("/searches/")
    axe(ishida)
    ishida.get_by_role("button", name="「両面」と同じ意味にする").click()
    expect(ishida.get_by_text("「ウラオモテ」を「両面」と同じ意味にしました")).to_be_visible()
    expect(ishida.get_by_role("heading", name="ここは空です")).to_be_visible()

    sanada = new_page()
    sign_in(sanada, "1002", PASSWORD)
    look_for(sanada, "ウラオモテ")
    expect(sanada.get_by_role("link", name="両面で印刷できない")).to_be_visible()
    expect(sanada.get_by_role("heading", name="これで解決するかもしれません")).to_be_visible()

    ishida.goto("/self-service/")
    axe(ishida)
    # Shown twice, opened once, said once, nothing taken back, three days not over, so not counted yet.
    expect(ishida.locator("tr", has_text="両面で印刷できない").get_by_role("cell")).to_have_text(list("211010"))


def test_wording_is_arranged_and_a_slip_is_taken_back(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "9001", PASSWORD)
    page.goto("/wording/new/")
    page.get_by_label("同じ意味のことば").fill("片面\n一枚ずつ")
    expect(page.locator("#reach")).to_contain_text("両面で印刷できない")
    axe(page)
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("言い換えを足しました")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="元に戻す").click()
    expect(page.get_by_text("元に戻しました。")).to_be_visible()
    expect(page.get_by_role("list").get_by_text("一枚ずつ")).to_have_count(0)

    page.goto("/wording/changes/")
    axe(page)
    expect(page.get_by_role("row")).to_have_count(4)  # the heads, a synonym, what was added, and that it was undone


def test_with_a_small_screen_in_the_dark(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    sign_in(page, "2002", PASSWORD)
    for address in ("/wording/", "/wording/?show=seed", "/wording/new/", "/wording/import/", "/wording/changes/",
                    "/searches/", "/searches/?show=gaps", "/self-service/"):  # fmt: skip
        page.goto(address)
        axe(page)
