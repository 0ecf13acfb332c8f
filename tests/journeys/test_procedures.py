"""S19: a procedure goes into 手段 by one press, by keyboard, and out again; and how a desk keeps its procedures."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Complaints, axe, shot, sign_in
from tests.journeys.people import PASSWORD
from tests.journeys.test_desk import receive

SEED = "tests.journeys.seeds:with_the_usual_procedures"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.name"))


def test_six_numbered_steps_with_owner_and_time_and_the_third_cannot(mizuno: Page, complaints: Complaints) -> None:
    address = receive(mizuno, "Outlookで送受信できない")
    mizuno.keyboard.press("p")
    first = mizuno.locator("#procedures-found button").first
    expect(first).to_contain_text("Outlook再構成")
    expect(first).to_contain_text("この案件に合いそう")
    axe(mizuno)
    mizuno.keyboard.press("ArrowDown")
    mizuno.keyboard.press("Enter")

    steps = mizuno.locator("#triage .step")
    expect(steps).to_have_count(6)
    expect(steps.locator("> .number")).to_have_text(["1", "2", "3", "4", "5", "6"])
    expect(steps.locator("small")).to_have_text([f"水野 真理・{minutes} 分" for minutes in (2, 1, 2, 4, 5, 3)])
    expect(mizuno.locator("#procedures")).not_to_be_visible()
    expect(mizuno.locator("#step-1")).to_be_focused()
    mizuno.keyboard.press("Enter")
    expect(mizuno.locator("#step-2")).to_be_focused()
    mizuno.keyboard.press("Enter")
    expect(mizuno.locator("#step-3")).to_be_focused()
    mizuno.keyboard.press("Tab")
    mizuno.keyboard.press("Enter")
    expect(steps.nth(2).get_by_label("どうしてできませんか")).to_be_focused()
    mizuno.keyboard.press("Enter")
    expect(steps.nth(2)).to_have_class(re.compile("step--open"))
    axe(mizuno)
    shot(mizuno, "procedure-reason")
    mizuno.keyboard.type("コントロールパネルが開けない")
    mizuno.keyboard.press("Enter")

    expect(steps.nth(2)).to_contain_text("できない: コントロールパネルが開けない")
    expect(mizuno.locator("#step-4")).to_be_focused()
    shot(mizuno, "procedure-inserted")
    mizuno.goto(f"{address}history/")
    expect(mizuno.locator("main")).to_contain_text("手順書「Outlook再構成」版 1 を入れました（6 手順）")
    expect(mizuno.locator("main")).to_contain_text("手順 3「スタートで")
    expect(mizuno.locator("main")).to_contain_text("できない（コントロールパネルが開けない）")


def test_one_kanji_finds_it_and_what_was_inserted_is_taken_out_again(mizuno: Page) -> None:
    receive(mizuno, "部屋の機械のことで")
    mizuno.keyboard.press("p")
    mizuno.keyboard.type("議")
    expect(mizuno.locator("#procedures-found button").first).to_contain_text("会議室モニター")
    mizuno.keyboard.press("Enter")
    mizuno.keyboard.press("Enter")
    expect(mizuno.locator("#triage .step")).to_have_count(6)

    mizuno.get_by_role("button", name="「会議室モニター」を取り消す").click()

    expect(mizuno.locator("#triage .step")).to_have_count(0)
    expect(mizuno.get_by_role("link", name="手順書から")).to_be_focused()


def test_after_other_steps_it_goes_on_in_their_numbers_and_the_focus_follows(mizuno: Page) -> None:
    receive(mizuno, "在宅でVPNにつながらない")
    mizuno.get_by_label("次の手順").fill("電話で状況を聞く\n画面の写しをもらう")
    mizuno.get_by_label("次の手順").press("Control+Enter")
    expect(mizuno.locator("#triage .step")).to_have_count(2)
    expect(mizuno.get_by_label("次の手順")).to_be_focused()
    mizuno.keyboard.press("Escape")
    mizuno.keyboard.press("p")
    mizuno.locator("#procedures-found button", has_text="VPNにつながらない").press("Enter")
    steps = mizuno.locator("#triage .step")
    expect(steps).to_have_count(8)
    expect(steps.nth(4)).to_contain_text("あれば手順8へ進みます")
    expect(mizuno.locator("#step-3")).to_be_focused()
    axe(mizuno)
    shot(mizuno, "procedure-after-others")

    mizuno.keyboard.press("p")
    expect(mizuno.locator("#procedures-found")).to_contain_text("入れてあります（手順 3〜8）")
    expect(mizuno.locator("#procedures-found").get_by_text("この案件に合いそう")).to_have_count(1)
    shot(mizuno, "procedure-already-in")
    mizuno.keyboard.press("Escape")
    mizuno.locator("#step-8").press("Enter")
    expect(mizuno.get_by_label("次の手順")).to_be_focused()
    mizuno.locator("#step-8").press("Enter")
    expect(steps.nth(7)).to_have_class(re.compile("step--open"))
    expect(mizuno.locator("#step-8")).to_be_focused()
    mizuno.locator("#step-8").press("Tab")
    mizuno.keyboard.press("Enter")
    steps.nth(7).get_by_role("button", name="この手順を消す").press("Enter")
    expect(steps).to_have_count(7)
    expect(mizuno.locator("#step-7")).to_be_focused()


def test_without_scripts_a_procedure_is_inserted_from_a_page(new_page: Callable[..., Page]) -> None:
    plain = new_page(java_script_enabled=False)
    sign_in(plain, "2001", PASSWORD)
    plain.goto("/desk/new/")
    plain.get_by_label("名乗り").fill("名前を聞きそびれた方")
    plain.get_by_label("聞いた内容").fill("VPNがつながらない")
    plain.get_by_role("button", name=re.compile("受け付ける")).click()
    plain.get_by_role("link", name="手順書から").click()

    plain.get_by_role("button", name=re.compile("VPNにつながらない")).click()

    expect(plain.locator("#triage .step")).to_have_count(6)
    plain.locator(".step summary").first.click()
    plain.get_by_label("どうしてできませんか").first.fill("電話が切れた")
    plain.locator(".step").first.get_by_role("button", name="できない", exact=True).click()
    expect(plain.locator(".step").first).to_contain_text("できない: 電話が切れた")


def test_a_procedure_is_written_by_keyboard_and_published(mizuno: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    mizuno.keyboard.press("g")
    mizuno.keyboard.press("p")
    mizuno.wait_for_url("**/procedures/")
    axe(mizuno)
    mizuno.get_by_role("link", name="新しい手順書").click()
    mizuno.locator("#step-1").fill("カバーを開ける")
    mizuno.locator("#step-2").fill("紙を引き抜く")
    mizuno.locator("#step-2").press("Alt+ArrowUp")
    expect(mizuno.locator("#step-1")).to_have_value("紙を引き抜く")
    expect(mizuno.locator("#step-1")).to_be_focused()
    mizuno.keyboard.press("Alt+Enter")
    expect(mizuno.locator("#step-2")).to_be_focused()
    mizuno.keyboard.type("トレイを奥まで押す")
    axe(mizuno)
    mizuno.keyboard.press("Control+Enter")
    expect(mizuno.get_by_text("手順書の名前を入れてください")).to_be_visible()
    expect(mizuno.locator("#step-2")).to_have_value("トレイを奥まで押す")
    axe(mizuno)
    shot(mizuno, "procedure-edit")
    mizuno.locator("#id_name").fill("複合機の紙づまり")
    mizuno.locator("#id_name").press("Control+Enter")
    mizuno.wait_for_url("**/procedures/*/?draft=1")
    expect(mizuno.locator(".way__do")).to_have_text(["1. 紙を引き抜く", "2. トレイを奥まで押す", "3. カバーを開ける"])
    axe(mizuno)

    mizuno.get_by_role("button", name="版 1 として公開する").click()

    expect(mizuno.locator("main")).to_contain_text("使用中・版 1")
    receive(mizuno, "複合機の紙づまりです")
    mizuno.keyboard.press("p")
    expect(mizuno.locator("#procedures-found button").first).to_contain_text("複合機の紙づまり")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(new_page: Callable[..., Page], scheme: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    sign_in(page, "2002", PASSWORD)
    for address in ("/procedures/", "/procedures/1/", "/procedures/1/edit/", "/procedures/1/versions/1/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        axe(page)
        shot(page, f"procedure-360-{scheme}-{address.strip('/').replace('/', '-')}")
