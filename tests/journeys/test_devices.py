"""Devices: an administrator brings the list in, a member sees whose PC it is and names it with one press."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, sign_in
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:small"
NARROW = {"width": 360, "height": 740}
TABLE = "管理番号,種類,機種,社員番号\nCB-0412,ノートPC,ThinkPad L14,1001\nCB-0413,冷蔵庫,,1001\n"


def test_from_the_list_to_the_ticket(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "9001", PASSWORD)
    page.goto("/house/devices/")
    expect(page.get_by_text("機器はまだありません")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="CSV・Excel から取り込む").last.click()
    page.locator("input[type=file]").set_input_files(
        {"name": "機器.csv", "mimeType": "text/csv", "buffer": TABLE.encode("cp932")}
    )
    page.get_by_role("button", name="内容を確かめる").click()
    expect(page.get_by_text("種類「冷蔵庫」が分かりません")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="このとおり取り込む").click()
    expect(page.get_by_role("link", name="CB-0412")).to_be_visible()
    page.get_by_role("link", name="CB-0412").click()
    axe(page)

    asker = new_page(viewport=NARROW, color_scheme="dark")
    sign_in(asker, "1001", PASSWORD)
    asker.goto("/portal/ask/")
    expect(asker.locator("#own-devices option")).to_have_attribute("value", "CB-0412")
    axe(asker)
    assert asker.evaluate("document.documentElement.scrollWidth <= innerWidth")
    asker.get_by_label("困っていることを、ふだんの言葉でどうぞ").fill("VPNにつながりません")
    asker.get_by_role("button", name="窓口に送る").click()
    expect(asker.get_by_text("を受け付けました。返信は")).to_be_visible()

    member = new_page()
    sign_in(member, "2001", PASSWORD)
    member.get_by_role("link", name="VPNにつながりません").first.click()
    side = member.get_by_label("関連する情報")
    side.get_by_role("button", name="この件 CB-0412").click()

    expect(side.get_by_role("button", name="この件 CB-0412")).to_have_count(0)
    expect(member.get_by_role("log")).to_contain_text("CB-0412")
    axe(member)
