"""Live chat, two people at once: from the first line to the end."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Complaints, axe, shot
from tests.journeys.chatting import PHONE, ask, enter, everybody_leaves, lines, say, take_next
from tests.journeys.house import House

SEED = "tests.journeys.chat_seeds:with_chat_lines"
AT = "2026-06-08T10:31+09:00"


@pytest.fixture(autouse=True)
def nobody_talks(house: House) -> Iterator[None]:
    yield
    everybody_leaves(house)


def test_from_the_first_line_to_the_first_answer(new_page: Callable[..., Page]) -> None:
    shibata, mizuno = enter(new_page, "1001", **PHONE), enter(new_page, "2001")
    mizuno.goto("/desk/")
    shibata.goto("/chat/")
    expect(shibata.get_by_text("まだわかりません")).to_be_visible()
    shibata.locator("#chat-text").fill("両面で印刷できない")
    expect(shibata.get_by_role("link", name="両面で印刷できない")).to_be_visible()
    assert shibata.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(shibata)
    shot(shibata, "chat-start-360")
    shibata.get_by_role("button", name="人につなぐ").click()
    shibata.wait_for_url("**/my/chats/*/")
    expect(shibata.get_by_text("次の番です")).to_be_visible()
    axe(shibata)
    shot(shibata, "chat-waiting-360")

    expect(mizuno.locator("#chat-count")).to_contain_text("1")
    mizuno.keyboard.press("g")
    mizuno.keyboard.press("c")
    mizuno.wait_for_url("**/desk/chats/")
    expect(mizuno.locator(".chats__row--turn")).to_contain_text("あなたの番です")
    mizuno.keyboard.press("c")
    expect(mizuno.locator(".line")).to_have_count(1)
    expect(shibata.get_by_text("水野さんが対応しています")).to_be_visible()


def test_a_whole_conversation(new_page: Callable[..., Page]) -> None:
    shibata, mizuno = enter(new_page, "1001", **PHONE), enter(new_page, "2001")
    ask(shibata, "スキャンが届きません")
    take_next(mizuno)
    expect(shibata.get_by_text("水野さんが対応しています")).to_be_visible()

    mizuno.locator("su-chat textarea").press_sequentially("こん")
    expect(shibata.get_by_text("窓口が書いています")).to_be_visible()
    say(mizuno, "こんにちは、水野です。")
    expect(shibata.get_by_text("こんにちは、水野です。")).to_be_visible()
    expect(shibata.get_by_text("窓口が書いています")).to_be_hidden()
    shibata.locator("su-chat textarea").press_sequentially("2F")
    expect(mizuno.get_by_text("柴田 葵さんが書いています")).to_be_visible()
    say(shibata, "2Fの複合機です\nよろしくお願いします")
    expect(mizuno.locator(".line").last).to_contain_text("2Fの複合機です\nよろしくお願いします")
    axe(mizuno)
    shot(mizuno, "chat-desk")
    shot(shibata, "chat-talking-360")

    mizuno.get_by_role("link", name="案件のページへ").click()
    write_note_and_reply(mizuno, note="社内だけの話", reply="案件のページから書きました")
    expect(shibata.get_by_text("案件のページから書きました")).to_be_visible()
    assert lines(shibata)[1:] == [
        "こんにちは、水野です。", "2Fの複合機です\nよろしくお願いします", "案件のページから書きました",
    ]  # fmt: skip

    shibata.get_by_role("button", name="解決しました").click()
    shibata.wait_for_url("**/my/tickets/*/")
    mizuno.goto("/desk/chats/")
    expect(mizuno.locator(".chats__list")).to_contain_text("いまはありません")


def write_note_and_reply(page: Page, *, note: str, reply: str) -> None:
    """On the page of the ticket."""
    page.locator("[data-focuses=note-body]").check(force=True)
    page.locator("#note-body").fill(note)
    page.get_by_role("button", name="社内メモを残す").click()
    page.locator(".said--note").wait_for()
    page.locator("[data-focuses=reply-body]").check(force=True)
    page.locator("#reply-body").fill(reply)
    page.get_by_role("button", name="返信を送る").click()


def test_two_chats_at_once_side_by_side(new_page: Callable[..., Page], complaints: Complaints) -> None:
    complaints.expect("404 .Not Found. .*/my/chats/")
    shibata, sanada, mizuno = (enter(new_page, number) for number in ("1001", "1002", "2001"))
    ask(shibata, "メールが届きません")
    ask(sanada, "PCが起動しません")
    expect(sanada.get_by_text("先にお待ちの方が 1 人います")).to_be_visible()
    take_next(mizuno)
    take_next(mizuno)
    expect(mizuno.locator(".chats__row a.chats__one")).to_have_count(2)
    say(shibata, "まだ届きません")
    expect(mizuno.locator(".chats__row", has_text="柴田")).to_contain_text("未読 1")
    shot(mizuno, "chat-desk-unread")

    mizuno.get_by_role("link", name="並べて開く").click()
    expect(mizuno.locator("su-chat")).to_have_count(2)
    say(mizuno, "真田さんへ", pane=0)
    say(mizuno, "柴田さんへ", pane=1)
    expect(sanada.get_by_text("真田さんへ")).to_be_visible()
    expect(shibata.get_by_text("柴田さんへ")).to_be_visible()
    assert (shibata.get_by_text("真田さんへ").count(), sanada.get_by_text("柴田さんへ").count()) == (0, 0)
    axe(mizuno)
    shot(mizuno, "chat-desk-two")
    sanada.goto(shibata.url)
    expect(sanada.locator("h1")).to_contain_text("見つかりません")


def test_a_pasted_picture_goes_with_its_words(new_page: Callable[..., Page]) -> None:
    shibata, mizuno = enter(new_page, "1001"), enter(new_page, "2001")
    ask(shibata, "画面がおかしいです")
    take_next(mizuno)
    shibata.locator("su-chat textarea").evaluate("""async box => {
      const canvas = Object.assign(document.createElement('canvas'), {width: 320, height: 160})
      canvas.getContext('2d').fillRect(10, 10, 200, 100)
      const blob = await new Promise(done => canvas.toBlob(done))
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([blob], 'image.png', {type: 'image/png'}))
      box.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}))
    }""")
    say(shibata, "この画面です")

    expect(mizuno.locator(".line img")).to_have_count(1)
    expect(shibata.locator(".line img")).to_have_count(1)
    expect(shibata.locator(".files__one")).to_have_count(0)


def test_a_member_on_a_break_is_passed_over_and_only_the_leader_knows(new_page: Callable[..., Page]) -> None:
    mizuno, ishida, shibata = (enter(new_page, number) for number in ("2001", "2002", "1001"))
    ishida.goto("/desk/chats/")
    mizuno.goto("/desk/chats/")
    mizuno.get_by_role("button", name="10分休憩").click()
    expect(mizuno.get_by_text("まで休憩中です")).to_be_visible()
    expect(ishida.get_by_text("水野さんは")).to_be_visible()
    ask(shibata, "休憩中に来た方")

    expect(ishida.locator(".chats__row--turn")).to_contain_text("柴田")
    expect(mizuno.locator(".chats__row")).to_contain_text("柴田")
    expect(mizuno.locator(".chats__row--turn")).to_have_count(0)
    shot(ishida, "chat-leader")
    mizuno.get_by_role("button", name="戻りました").click()
    expect(mizuno.get_by_role("button", name="10分休憩")).to_be_visible()
    shibata.get_by_role("button", name="待たずに").click()


def test_templates_articles_facts_and_handing_over(new_page: Callable[..., Page]) -> None:
    shibata, mizuno, ishida = (enter(new_page, number) for number in ("1001", "2001", "2002"))
    ask(shibata, "PC-0412 で 0x80070005 と出て保存できません。今日の15時までに出したいです")
    take_next(mizuno)
    mizuno.get_by_label("チャットのひとこと").select_option(label="ごあいさつ")
    expect(mizuno.locator("su-chat textarea")).to_have_value("柴田 葵さん、水野 真理です。お話を伺います。")
    mizuno.locator("su-chat textarea").fill("")
    mizuno.locator("su-chat textarea").press("Alt+k")
    mizuno.get_by_label("FAQを探す").fill("両面")
    mizuno.get_by_role("button", name="両面で印刷できない").click()
    expect(mizuno.locator("su-chat textarea")).to_have_value(re.compile("/faq/1/"))
    mizuno.locator("su-chat textarea").press("Control+Enter")
    expect(shibata.locator(".line a[href*='/faq/1/']")).to_be_visible()
    mizuno.locator(".chats__fact", has_text="機器").click()
    expect(mizuno.locator(".chats__side .facts")).to_contain_text("PC-0412")

    mizuno.get_by_text("渡す・終える").click()
    expect(mizuno.locator("optgroup[label='席にいます']")).to_contain_text("石田 典明")
    mizuno.get_by_label("だれに渡しますか").select_option(label="石田 典明")
    mizuno.get_by_label("引き継ぎのひとこと").fill("保存先の権限まで見ました")
    shot(mizuno, "chat-hand-over")
    mizuno.get_by_role("button", name="やりとりごと渡す").click()
    expect(shibata.get_by_text("石田さんが対応しています")).to_be_visible()
    ishida.goto("/desk/chats/")
    expect(ishida.locator(".line")).to_have_count(2)
    expect(ishida.locator(".chats__note")).to_contain_text("保存先の権限まで見ました")
    assert shibata.get_by_text("保存先の権限").count() == 0
    say(ishida, "代わりました、石田です")
    expect(shibata.get_by_text("代わりました、石田です")).to_be_visible()
    shibata.get_by_role("button", name="解決しました").click()


def test_without_javascript(new_page: Callable[..., Page]) -> None:
    shibata = enter(new_page, "1001", java_script_enabled=False)
    mizuno = enter(new_page, "2001", java_script_enabled=False)
    ask(shibata, "スクリプトなしのチャット")
    mizuno.goto("/desk/chats/")
    mizuno.get_by_role("button", name="次の方を受ける").click()
    mizuno.locator("su-chat textarea").fill("見えています")
    mizuno.locator("su-chat form button[data-send]").click()
    expect(mizuno.locator(".line")).to_have_count(2)
    shibata.get_by_role("link", name="新しい返事を見る").click()

    expect(shibata.locator(".line")).to_have_count(2)
    assert lines(shibata) == ["スクリプトなしのチャット", "見えています"]
    shibata.locator("su-chat textarea").fill("届きました")
    shibata.locator("su-chat form button[data-send]").click()
    expect(shibata.locator(".line")).to_have_count(3)
    shibata.get_by_role("button", name="解決しました").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(new_page: Callable[..., Page], scheme: str) -> None:
    shibata = enter(new_page, "1001", color_scheme=scheme, **PHONE)
    mizuno = enter(new_page, "2001", color_scheme=scheme, **PHONE)
    ask(shibata, "スマートフォンから、とても長い一行を書いてみて折り返しを確かめます。" * 3)
    mizuno.goto("/desk/chats/")
    shot(mizuno, f"chat-list-360-{scheme}")
    take_next(mizuno)
    say(mizuno, "はい、水野です。")
    expect(shibata.get_by_text("はい、水野です。")).to_be_visible()

    for page, name in ((shibata, "colleague"), (mizuno, "member")):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        axe(page)
        shot(page, f"chat-{name}-360-{scheme}")
    shibata.get_by_role("button", name="解決しました").click()
