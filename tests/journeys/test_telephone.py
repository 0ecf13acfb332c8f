"""A call in one key, and a memo in the corridor on a bad line: nothing doubled, nothing lost (S02, S04, S79)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import Complaints, axe, shot, sign_in
from tests.journeys.house import House
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:with_the_usual_procedures"


def take(page: Page) -> str:
    """Presses the one key and gives the number that is told to the caller."""
    page.goto("/desk/")
    page.keyboard.press("d")
    page.wait_for_url("**/desk/calls/*/")
    return page.locator(".call__number").inner_text()


def test_a_call_from_the_first_key_to_the_end_by_keyboard(mizuno: Page) -> None:
    number = take(mizuno)
    assert number.startswith("HD-")
    expect(mizuno.get_by_role("timer")).to_contain_text(":")
    expect(mizuno.locator("#caller")).to_be_focused()
    mizuno.keyboard.type("さなだ")
    expect(mizuno.locator(".callers__one").first).to_contain_text("真田 隆志")
    mizuno.keyboard.press("Enter")
    expect(mizuno.locator("#caller-facts")).to_contain_text("検査課・千葉工場")
    mizuno.keyboard.press("Escape")
    mizuno.keyboard.press("t")
    mizuno.keyboard.type("会議室のモニターが映りません。明日の10時から会議です")
    expect(mizuno.locator(".call__beside")).to_contain_text("会議室モニター")
    mizuno.locator("#call-heard-of").get_by_role("button", name="いつまでに").click()
    expect(mizuno.get_by_label("いつまでに")).not_to_have_value("")
    expect(mizuno.locator("#call-heard-of button")).to_have_count(0)
    expect(mizuno.locator("#call-kept")).to_contain_text("に保存しました")
    axe(mizuno)
    shot(mizuno, "call")
    assert mizuno.evaluate("document.documentElement.scrollHeight <= innerHeight")
    mizuno.keyboard.press("Control+Enter")

    mizuno.wait_for_url(re.compile(r"/desk/tickets/\d+/$"))
    expect(mizuno.locator("#ticket-head")).to_contain_text("会議室のモニターが映りません")
    expect(mizuno.locator("#ticket-head")).to_contain_text(number)
    expect(mizuno.locator("#side")).to_contain_text("真田 隆志")


def test_solved_while_they_are_on_the_line_without_a_mouse(mizuno: Page) -> None:
    take(mizuno)
    mizuno.keyboard.type("さなだ")
    expect(mizuno.locator(".callers__one").first).to_contain_text("真田 隆志")
    mizuno.keyboard.press("Enter")
    expect(mizuno.locator("#text")).to_be_focused()
    mizuno.keyboard.type("会議室のモニターに映らない")
    mizuno.keyboard.press("Escape")
    mizuno.keyboard.press("s")
    expect(mizuno.locator("#answer")).to_be_focused()
    mizuno.keyboard.type("入力を HDMI 2 に替えて映りました")
    mizuno.keyboard.press("Control+Enter")

    mizuno.wait_for_url(re.compile(r"/desk/tickets/\d+/$"))
    expect(mizuno.locator("#ticket-head")).to_contain_text("解決")
    expect(mizuno.locator("#conversation")).to_contain_text("入力を HDMI 2 に替えて映りました")
    mizuno.goto("/desk/chats/")
    mizuno.keyboard.press("g")
    mizuno.keyboard.press("q")
    mizuno.wait_for_url("**/desk/quick/")


def test_what_was_typed_survives_the_browser_and_another_one_goes_on(
    mizuno: Page, new_page: Callable[..., Page], house: House
) -> None:
    take(mizuno)
    mizuno.get_by_label("聞いた内容").fill("画面が青くなった")
    expect(mizuno.locator("#call-kept")).to_contain_text("に保存しました")
    address = mizuno.url
    mizuno.context.close()
    house.end()
    house.start()
    again = new_page()
    sign_in(again, "2001", PASSWORD)

    again.goto(address)

    expect(again.get_by_label("聞いた内容")).to_have_value("画面が青くなった")
    again.get_by_label("名乗り").fill("ヤマ…不明")
    again.keyboard.press("Control+Enter")
    again.wait_for_url(re.compile(r"/desk/tickets/\d+/$"))
    expect(again.locator("#side")).to_contain_text("ヤマ…不明")


def test_enter_never_ends_a_call(mizuno: Page) -> None:
    take(mizuno)
    address = mizuno.url
    for label in ("名乗り", "機器", "件名"):
        mizuno.get_by_label(label).press("Enter")
    mizuno.locator("#caller").press("Enter")

    expect(mizuno.get_by_label("聞いた内容")).to_be_visible()
    assert mizuno.url == address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_the_corridor_a_line_that_is_gone_only_delays_the_memo(
    new_page: Callable[..., Page], complaints: Complaints, scheme: str
) -> None:
    complaints.expect("ERR_")
    pocket = new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    sign_in(pocket, "2002", PASSWORD)
    pocket.goto("/desk/quick/")
    axe(pocket)
    pocket.route("**/desk/quick/", _only_looking)
    pocket.context.set_offline(offline=scheme == "dark")
    pocket.get_by_label("何を頼まれたか").fill(f"アイコンを大きく（{scheme}）")
    pocket.get_by_label("その場で済んだ").check()
    pocket.get_by_role("button", name="残す").click()
    expect(pocket.get_by_text("1 件を、つながりしだい送ります")).to_be_visible()
    expect(pocket.get_by_label("何を頼まれたか")).to_have_value("")
    shot(pocket, f"quick-waiting-{scheme}")
    pocket.context.set_offline(offline=False)
    pocket.reload()
    expect(pocket.get_by_text("1 件を、つながりしだい送ります")).to_be_visible()

    pocket.unroute_all()
    pocket.evaluate("dispatchEvent(new Event('online'))")

    sent = pocket.locator(".quick__last").get_by_text(f"アイコンを大きく（{scheme}）")
    expect(sent).to_be_visible()
    expect(pocket.get_by_text("1 件を、つながりしだい送ります")).to_be_hidden()
    pocket.reload()
    expect(sent).to_have_count(1)
    pocket.get_by_role("link", name="月ごとの数").click()
    pocket.get_by_label("月").select_option(index=0)
    pocket.get_by_role("button", name="見る").click()
    expect(pocket.locator(".figure--main")).to_contain_text(re.compile("[12]"))
    for address in (pocket.url, "/desk/outside-hours/"):
        pocket.goto(address)
        axe(pocket)
        assert pocket.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _only_looking(route: Route) -> None:
    """The line carries pages, and loses what is sent."""
    route.abort("failed") if route.request.method == "POST" else route.continue_()
