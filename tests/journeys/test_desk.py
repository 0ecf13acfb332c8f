"""A member's day: S03, S05, S13, S16, S18, S20, and two people on one ticket."""

import re
import sys
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import Complaints, axe, shot, sign_in
from tests.journeys.house import House
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:small"


def receive(page: Page, text: str, caller: str = "さなだ") -> str:
    """Writes down a call and gives the address of its ticket."""
    page.goto("/desk/new/")
    page.locator("#caller").fill(caller)
    page.locator(".callers__one").first.click()
    expect(page.locator("#caller-facts")).to_contain_text("社員番号")
    page.get_by_label("聞いた内容").fill(text)
    page.get_by_role("button", name=re.compile("受け付ける")).click()
    page.wait_for_url("**/desk/tickets/*/")
    return page.url


def test_a_call_is_written_down_with_the_caller_found_by_kana(mizuno: Page) -> None:
    receive(mizuno, "2階の複合機から出ません")

    expect(mizuno.locator("#side")).to_contain_text("真田 隆志")
    expect(mizuno.locator("#ticket-head")).to_contain_text("電話")
    axe(mizuno)


def test_a_template_does_not_go_without_its_places(mizuno: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    receive(mizuno, "私物のプリンターを使いたい")

    mizuno.locator("#template").select_option("decline")
    expect(mizuno.locator("#reply-body")).to_have_value(re.compile("真田 隆志様"))
    mizuno.get_by_role("button", name="返信を送る").click()

    expect(mizuno.locator("#composer .refusal")).to_have_text("「代わりの方法」「次の連絡時刻」を入れてください。")
    expect(mizuno.locator("#reply-body")).to_have_value(re.compile("今回はお受けできません"))
    shot(mizuno, "desk-template-refused")
    axe(mizuno)

    mizuno.get_by_role("button", name="1時間後").click()
    expect(mizuno.get_by_label("次の連絡時刻", exact=True)).to_be_focused()
    expect(mizuno.get_by_label("次の連絡時刻", exact=True)).to_have_value(re.compile(r"T\d\d:\d[05]$"))
    mizuno.get_by_text("代わりの方法を添える").click()
    mizuno.get_by_label("代わりの方法").fill("3階の複合機をお使いください")
    mizuno.get_by_role("button", name="返信を送る").click()
    expect(mizuno.locator("#conversation")).to_contain_text("代わりに: 3階の複合機をお使いください")
    expect(mizuno.locator("#conversation")).to_contain_text(re.compile(r"次のご連絡: \d+/\d+"))


def test_a_note_has_its_own_place_and_reaches_the_mentioned_alone(
    mizuno: Page, new_page: Callable[..., Page], house: House
) -> None:
    receive(mizuno, "モニターが映らない")
    ishida = new_page()
    sign_in(ishida, "2002", PASSWORD)

    mizuno.keyboard.press("m")
    mizuno.keyboard.type("@石田 見てください。極秘")
    mizuno.keyboard.press("Control+Enter")

    note = mizuno.locator(".said--note", has_text="極秘")
    expect(note).to_contain_text("社内メモ・外に出ません")
    expect(ishida.locator("#bell")).to_contain_text("1")
    ishida.goto("/notifications/")
    expect(ishida.get_by_text("あなたへの呼びかけ")).to_be_visible()
    admin = new_page()
    sign_in(admin, "9001", PASSWORD)
    admin.goto("/house/outbox/")
    for link in admin.locator("tbody a").all()[:5]:
        expect(link).not_to_contain_text("極秘")
    axe(admin)


def test_work_does_not_begin_without_the_situation(mizuno: Page) -> None:
    receive(mizuno, "急に重くなった")

    mizuno.keyboard.press("t")
    mizuno.keyboard.type("6/8朝から／本人のみ／更新あり")
    mizuno.keyboard.press("Control+Enter")

    expect(mizuno.locator("#ticket-head")).to_contain_text("対応中")


def test_the_four_parts_fit_the_screen_without_scrolling(mizuno: Page) -> None:
    receive(mizuno, "請求書が印刷できない")

    mizuno.locator("#situation").fill("今朝から。本人のみ")
    mizuno.locator("#goal").fill("16時の締めまでに12枚を紙で")

    assert mizuno.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert mizuno.evaluate("(e => e.scrollHeight <= e.clientHeight + 1)(document.querySelector('#triage'))")
    shot(mizuno, "desk-four-parts")


def test_moved_to_another_desk_the_notes_stay_behind(mizuno: Page, new_page: Callable[..., Page]) -> None:
    address = receive(mizuno, "名刺を発注したい")
    mizuno.keyboard.press("m")
    mizuno.keyboard.type("情シス内の話です")
    mizuno.keyboard.press("Control+Enter")
    expect(mizuno.locator(".said--note")).to_be_visible()

    mizuno.get_by_text("その他 ▾").click()
    mizuno.get_by_role("button", name="別の窓口へ移す").click()
    mizuno.get_by_label("理由（利用者にも見えます）").last.fill("総務の件です")
    mizuno.get_by_role("button", name="移す", exact=True).click()
    mizuno.wait_for_url("**/desk/")

    kuramochi = new_page()
    sign_in(kuramochi, "2003", PASSWORD)
    kuramochi.goto(address)
    expect(kuramochi.locator("#conversation")).to_contain_text("情報システムから総務へ引き継ぎました")
    expect(kuramochi.locator("#conversation")).not_to_contain_text("情シス内の話")


def test_who_comes_second_is_told_and_keeps_the_words(
    mizuno: Page, new_page: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.expect("409")
    address = receive(mizuno, "VPNがつながらない")
    ishida = new_page()
    sign_in(ishida, "2002", PASSWORD)
    ishida.goto(address)
    ishida.keyboard.press("r")
    ishida.keyboard.type("こちらで見ます")

    mizuno.locator("#situation").fill("全員が")
    mizuno.keyboard.press("Escape")
    mizuno.keyboard.press("r")
    mizuno.keyboard.type("水野が見ます")
    with mizuno.expect_response(lambda answer: "part=triage" in answer.url):
        mizuno.keyboard.press("Control+Enter")
    expect(ishida.locator("#conversation")).to_contain_text("水野が見ます")
    expect(mizuno.locator("#triage [data-stale]")).to_be_hidden()
    ishida.locator("#reply-body").press("Control+Enter")

    expect(ishida.locator("#composer .refusal")).to_contain_text("水野 真理さんが先に更新しました")
    expect(ishida.locator("#reply-body")).to_have_value("こちらで見ます")
    ishida.locator("#reply-body").press("Control+Enter")  # told once, and sent on purpose
    expect(ishida.locator("#conversation")).to_contain_text("こちらで見ます")
    expect(mizuno.locator("#triage [data-stale]")).to_be_visible()  # of what others did, not of one's own
    expect(mizuno.locator("#situation")).to_have_value("全員が")


def test_a_refusal_takes_the_cursor_along_and_the_keys_open_at_their_top(mizuno: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    receive(mizuno, "VPNがつながらない")
    mizuno.locator("#reply-body").fill("@石田 見て")
    mizuno.locator("#reply-form [data-send]").click()
    expect(mizuno.locator("#reply-form [name=sure]")).to_be_focused()

    mizuno.keyboard.press("?")
    expect(mizuno.locator("#keys-title")).to_be_focused()
    assert mizuno.evaluate("document.getElementById('keys').scrollTop") == 0
    axe(mizuno)
    shot(mizuno, "keys")


def test_many_at_once_and_back_again(mizuno: Page) -> None:
    receive(mizuno, "まとめて一")
    receive(mizuno, "まとめて二")
    mizuno.goto("/desk/?q=まとめて")
    for box in mizuno.locator(".inbox__row input[type=checkbox]").all():
        box.check()

    expect(mizuno.get_by_text("選んだ2件を", exact=True)).to_be_visible()
    mizuno.get_by_role("button", name="自分が担当").click()
    expect(mizuno.locator(".toast")).to_contain_text("2 件を変更しました")
    axe(mizuno)
    mizuno.get_by_role("button", name="元に戻す").click()

    expect(mizuno.locator(".toast")).to_contain_text("2 件を元に戻しました")


def test_the_list_by_keyboard_at_phone_width_and_in_the_dark(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    sign_in(page, "2001", PASSWORD)
    receive(page, "スマートフォンの画面で見る")
    page.goto("/desk/")

    page.keyboard.press("j")
    page.keyboard.press("Enter")

    page.wait_for_url("**/desk/tickets/*/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    shot(page, "desk-ticket-360-dark")


def test_what_another_process_did_shows_within_two_seconds_without_a_reload(mizuno: Page, house: House) -> None:
    mizuno.goto("/desk/")
    mizuno.wait_for_timeout(500)

    house.premises.run(sys.executable, "-m", "tests.journeys.plant", "tests.journeys.seeds:somebody_asks")

    expect(mizuno.locator(".inbox__row", has_text="別のプロセスから届いた問い合わせ")).to_be_visible()


def test_typed_words_survive_a_lost_session(mizuno: Page, complaints: Complaints) -> None:
    complaints.expect("401")
    receive(mizuno, "長い返信の途中で")
    mizuno.keyboard.press("r")
    mizuno.keyboard.type("とても長い返信です")
    mizuno.context.clear_cookies()

    mizuno.keyboard.press("Control+Enter")

    expect(mizuno.get_by_role("heading", name="サインインの期限が切れました")).to_be_visible()
    expect(mizuno.locator("#reply-body")).to_have_value("とても長い返信です")
