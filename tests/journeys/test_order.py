"""S18: the order of the 受付箱, to the minute, whoever asks; and what waited too long."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, shot, sign_in
from tests.journeys.house import House
from tests.journeys.people import PASSWORD
from tests.journeys.test_desk import receive

SEED = "tests.journeys.seeds:three_on_a_monday_morning"
AT = "2026-06-08T10:31+09:00"
# The promise to 大場 (P3: four working hours from 10:00) is over at 15:00; the house looks every minute.
AFTER_THE_PROMISE = "2026-06-08T15:00:50+09:00"


def mizuno_at(new_page: Callable[..., Page], moment: str) -> Page:
    page = new_page()
    page.context.clock.install(time=moment)
    sign_in(page, "2001", PASSWORD)
    page.goto("/desk/")
    return page


def test_priority_then_time_then_arrival_and_no_rank(new_page: Callable[..., Page], house: House) -> None:
    mizuno = mizuno_at(new_page, AT)
    people = mizuno.locator(".inbox__who")
    expect(people).to_contain_text(["柴田 葵", "真田 隆志", "大場 敬三"])
    expect(mizuno.locator(".inbox__row b.tag.p2, .inbox__row b.tag.p3")).to_have_text(["P2", "P3", "P3"])
    expect(mizuno.locator(".inbox__row").nth(1).locator(".inbox__due")).to_contain_text("あと28分")
    expect(mizuno.locator(".inbox__rows")).not_to_contain_text("待ち超過")
    axe(mizuno)
    shot(mizuno, "order-1031")

    mizuno.goto("about:blank")
    house.stop()
    house.start(AFTER_THE_PROMISE)
    mizuno = mizuno_at(new_page, AFTER_THE_PROMISE)
    receive(mizuno, "これから入った問い合わせ", caller="くが")
    mizuno.goto("/desk/")

    oba = mizuno.locator(".inbox__row", has_text="大場 敬三")
    expect(oba).to_contain_text("待ち超過", timeout=25_000)
    expect(mizuno.locator(".inbox__who")).to_contain_text(["柴田 葵", "大場 敬三", "真田 隆志", "久我 直人"])
    expect(mizuno.locator(".inbox__row--late")).to_have_count(2)
    expect(mizuno.locator(".inbox__row", has_text="久我 直人")).not_to_contain_text("待ち超過")
    axe(mizuno)
    shot(mizuno, "order-1501")
