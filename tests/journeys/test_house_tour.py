"""The house tour: a question is answered, becomes knowledge, and the next colleague finds it before asking."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, shot, sign_in
from tests.journeys.house import House
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:small"
QUESTION = "会議室モニターの音声が出ません。HDMIを差し直すところまでやってみましたが、音の設定で躓いています。"


def test_one_question_all_the_way(new_page: Callable[..., Page], house: House) -> None:
    mizuno, shibata = new_page(), new_page()
    sign_in(mizuno, "2001", PASSWORD)
    sign_in(shibata, "1001", PASSWORD)
    mizuno.goto("/desk/")
    expect(mizuno.get_by_text("ここは空です")).to_be_visible()
    axe(mizuno)

    _asks(shibata)
    row = mizuno.locator(".inbox__row", has_text="会議室モニター")
    expect(row).to_be_visible()  # live, without a reload
    row.get_by_role("link").first.click()
    axe(mizuno)
    _puts_in_order_by_keyboard(mizuno)
    _answers_and_resolves(mizuno)

    expect(shibata.get_by_text("出力先をモニターに変えてください").first).to_be_visible()
    _thanks_and_rates(shibata)
    expect(mizuno.get_by_text("締めに間に合いました").first).to_be_visible()

    _publishes(mizuno)
    kuga = new_page()
    sign_in(kuga, "1003", PASSWORD)
    kuga.goto("/portal/")
    kuga.get_by_role("searchbox").first.fill("モニター 音声")
    expect(kuga.get_by_role("link", name="会議室モニターの音声").first).to_be_visible()
    shot(kuga, "tour-found")

    assert "unbroken" in house.suketto("verify")


def _asks(page: Page) -> None:
    page.goto("/portal/ask/")
    page.locator("#id_text").fill(QUESTION)
    expect(page.get_by_text("HDMIを差し直すところまで").first).to_be_visible()
    axe(page)
    shot(page, "tour-ask")
    page.get_by_role("button", name="窓口に送る").click()
    page.wait_for_url("**/my/tickets/*/**")
    axe(page)


def _puts_in_order_by_keyboard(page: Page) -> None:
    page.locator("body").press("t")
    page.keyboard.type("今朝から／この会議室だけ／他のPCでも同じ")
    page.locator("#goal").fill("10時の会議で音を出す")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#ticket-head")).to_contain_text("対応中")


def _answers_and_resolves(page: Page) -> None:
    page.locator("body").press("Escape")
    page.locator("#ticket-head").get_by_text("対応中").click()
    page.keyboard.press("r")
    page.keyboard.type("柴田様 音の出力先をモニターに変えてください。水野")
    page.get_by_label("FAQにする").check()
    page.get_by_role("button", name="返信して解決").click()
    expect(page.locator("#ticket-head")).to_contain_text("解決")
    shot(page, "tour-resolved")


def _thanks_and_rates(page: Page) -> None:
    page.locator("[name=words]").fill("締めに間に合いました")
    page.get_by_role("button", name="助かった").click()
    page.locator("[name=stars][value='5']").check()
    page.get_by_role("button", name="評価").click()
    axe(page)
    shot(page, "tour-thanked")


def _publishes(page: Page) -> None:
    page.locator("#side").get_by_role("link", name="会議室モニター").first.click()
    page.goto(page.url.split("?")[0].rstrip("/") + "/") if "/edit/" not in page.url else None
    axe(page)
    page.locator("select[name=state]").select_option("published")
    page.locator("form:has(select[name=state]) button").first.click()
    expect(page.locator("select[name=state]")).to_have_value("published")
