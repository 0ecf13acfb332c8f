"""One question by five ways (S01), its goal beside its fault (S17), a visit by criteria (S25), and no mouse (S10)."""

import re
import sys
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import sign_in
from tests.journeys.house import House
from tests.journeys.people import PASSWORD
from tests.journeys.test_desk import receive

SEED = "tests.journeys.seeds:with_cards_at_affairs"
AT = "2026-06-08T10:31+09:00"
SAID = "プリンターから出ない"
FOCUSED = "(document.activeElement.labels?.[0] ?? document.activeElement).innerText"


def by_mail(house: House, words: str) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "1003@minato.example", "help@minato.example", words
    letter["Message-ID"] = f"<{abs(hash(words))}@minato.example>"
    letter.set_content(f"{words}。よろしくお願いします。\n久我")
    file = house.premises.var / "letter.eml"
    file.write_bytes(bytes(letter))
    house.premises.run(sys.executable, "-m", "tests.journeys.clock", AT, "mail", "take-in", file)


def by_portal(page: Page) -> None:
    sign_in(page, "1001", PASSWORD)
    page.goto("/portal/ask/")
    page.locator("#id_text").fill(SAID)
    page.get_by_role("button", name="窓口に送る").click()
    page.wait_for_url("**/my/tickets/*/**")


def by_chat(page: Page) -> None:
    sign_in(page, "1004", PASSWORD)
    page.goto("/chat/")
    page.locator("#chat-text").fill(SAID)
    page.get_by_role("button", name="人につなぐ").click()
    page.wait_for_url(re.compile(r"/my/(chats|tickets)/\d+/"))


def by_telephone(member: Page) -> None:
    member.goto("/desk/")
    member.keyboard.press("d")
    member.wait_for_url("**/desk/calls/*/")
    member.keyboard.type("さなだ")
    expect(member.locator(".callers__one").first).to_contain_text("真田 隆志")
    member.keyboard.press("Enter")
    member.get_by_label("聞いた内容").fill(SAID)
    member.keyboard.press("Control+Enter")
    member.wait_for_url(re.compile(r"/desk/tickets/\d+/$"))


def walking_in(member: Page) -> None:
    member.goto("/desk/new/")
    member.locator("#caller").fill("かわべ")
    member.locator(".callers__one").first.click()
    member.get_by_label("経路").select_option("walk_in")
    member.get_by_label("聞いた内容").fill(SAID)
    member.get_by_role("button", name=re.compile("受け付ける")).click()
    member.wait_for_url("**/desk/tickets/*/")


def test_by_five_ways_into_one_list_and_the_sixth_to_the_right_desk(
    mizuno: Page, new_page: Callable[..., Page], house: House
) -> None:
    by_mail(house, SAID)
    by_portal(new_page())
    by_chat(new_page())
    by_telephone(mizuno)
    walking_in(mizuno)

    mizuno.goto("/desk/")
    rows = mizuno.locator(".inbox__row", has_text=SAID)
    expect(rows).to_have_count(5)
    ways = rows.locator(".inbox__subject > svg[role=img]")
    assert ways.evaluate_all("icons => icons.map(icon => icon.getAttribute('aria-label'))") == [
        "メール", "ポータル", "チャット", "電話", "来訪",
    ]  # fmt: skip

    by_mail(house, "名刺の発注")
    mizuno.reload()
    mizuno.get_by_role("link", name="名刺の発注").click()
    mizuno.get_by_role("button", name="総務へ移す").click()
    mizuno.wait_for_url("**/desk/")
    kuga = new_page()
    sign_in(kuga, "1003", PASSWORD)
    kuga.goto("/my/tickets/")
    kuga.get_by_role("link", name="名刺の発注").click()
    expect(kuga.locator("main")).to_contain_text("総務へ引き継ぎました")


def test_the_goal_stands_beside_the_fault_for_both(mizuno: Page, new_page: Callable[..., Page]) -> None:
    receive(mizuno, "請求書が印刷できない")
    goal = "16時の締めまでに12枚を紙で"
    mizuno.locator("#goal").fill(goal)
    mizuno.get_by_role("button", name="整理を保存").click()
    expect(mizuno.locator("#ticket-head .goal")).to_have_text(re.compile(goal))
    expect(mizuno.locator("#ticket-head h1")).to_have_text(re.compile("請求書が印刷できない"))

    sanada = new_page()
    sign_in(sanada, "1002", PASSWORD)
    sanada.goto("/my/tickets/")
    sanada.get_by_role("link", name="請求書が印刷できない").click()
    expect(sanada.locator(".my-head__goal")).to_contain_text(goal)


@pytest.mark.parametrize(
    ("told", "verdict", "step"),
    [("Excelの並べ替えが分からないので、現場に来てやってくれ", "不成立（遠隔可）", "遠隔操作"),
     ("電源が入らないので、現場に来てください", "成立", "訪問")],
)  # fmt: skip
def test_a_visit_is_asked_for_freely_and_granted_by_criteria(mizuno: Page, told: str, verdict: str, step: str) -> None:
    receive(mizuno, told)
    mizuno.get_by_role("link", name="ほかの手").click()
    mizuno.get_by_label("訪問", exact=True).check()
    expect(mizuno.locator(".run__criteria")).to_contain_text(verdict)
    words = mizuno.get_by_label("訪問のときの言葉").input_value()
    mizuno.get_by_role("button", name="この手にする").click()

    mizuno.wait_for_url(re.compile(r"/desk/tickets/\d+/$"))
    expect(mizuno.locator("#triage .steps")).to_contain_text(step)
    expect(mizuno.locator("#conversation")).to_contain_text(words.partition("【")[0][:12])


def test_without_a_mouse_a_colleague_asks_reads_and_rates(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "1001", PASSWORD)
    page.goto("/portal/ask/")
    page.locator("#id_text").focus()
    page.keyboard.type("両面で印刷できない")
    tab_to(page, "窓口に送る")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/tickets/*/**")
    tab_to(page, "解決しました")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "助かった")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("「助かった！」を届けました", exact=True)).to_be_visible()
    tab_to(page, "1 ＝悪い")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_label("5 ＝良い")).to_be_checked()
    tab_to(page, "評価する")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_label("5 ＝良い")).to_be_checked()


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until what is so named has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            return
    pytest.fail(f"no Tab leads to {name}")
