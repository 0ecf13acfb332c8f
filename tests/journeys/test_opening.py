"""The first morning: a real installation, started as an operator starts it, before anybody has signed in."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, shot, sign_in
from tests.journeys.house import House

PASSWORD = "mado-guchi-2026-asa"


def test_the_first_page_makes_the_administrator_and_then_never_again(
    page: Page, new_page: Callable[..., Page], house: House
) -> None:
    page.goto("/")
    axe(page)
    shot(page, "opening")
    page.get_by_label("姓").fill("水野")
    page.get_by_label("社員番号").fill("1001")
    page.get_by_label("メールアドレス").fill("mizuno@minato.example")
    page.locator("[type=password]").first.fill(PASSWORD)
    page.locator("[type=password]").last.fill(PASSWORD)
    page.get_by_role("button", name="管理者を登録して始める").click()
    expect(page.get_by_role("button", name="管理者を登録して始める")).to_have_count(0)
    shot(page, "opened")
    axe(page)

    elsewhere = new_page()
    elsewhere.goto("/")
    expect(elsewhere.get_by_role("button", name="管理者を登録して始める")).to_have_count(0)
    sign_in(elsewhere, "1001", PASSWORD)
    expect(elsewhere.get_by_text("水野").first).to_be_visible()

    assert "unbroken" in house.suketto("verify")
    assert "NO " not in house.suketto("check")
