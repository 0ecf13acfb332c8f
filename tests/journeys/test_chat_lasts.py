"""A chat over restarts, closed pages, silence and busy writers: nothing is lost, doubled or sent by accident."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Complaints, shot
from tests.journeys.chatting import ask, enter, everybody_leaves, lines, say, take_next
from tests.journeys.house import House, writing_held_up

SEED = "tests.journeys.seeds:small"
AT = "2026-06-08T10:31+09:00"
# What a browser says of a house that is being restarted, and of a line that is dead.
AWAY = (
    r"ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|INTERNET_DISCONNECTED)|htmx:"
)


@pytest.fixture(autouse=True)
def nobody_talks(house: House) -> Iterator[None]:
    yield
    everybody_leaves(house)


def test_a_restart_and_a_reload_lose_and_double_nothing(
    new_page: Callable[..., Page], house: House, complaints: Complaints
) -> None:
    complaints.expect(AWAY)
    shibata, mizuno = enter(new_page, "1001"), enter(new_page, "2001")
    ask(shibata, "共有フォルダーが開きません")
    take_next(mizuno)
    say(mizuno, "どのフォルダーですか")
    expect(shibata.get_by_text("どのフォルダーですか")).to_be_visible()

    house.stop()
    say(shibata, "止まっているあいだの一行目")
    say(shibata, "止まっているあいだの二行目")
    expect(shibata.locator(".line--pending")).to_have_count(2)
    expect(shibata.get_by_text("まだ届いていません")).to_be_visible()
    say(mizuno, "メンバーが書いた一行")
    shot(shibata, "chat-unsent")
    house.start(AT)

    whole = ["共有フォルダーが開きません", "どのフォルダーですか"]
    for page in (shibata, mizuno):
        expect(page.locator(".line--pending")).to_have_count(0, timeout=40_000)
        expect(page.locator(".line")).to_have_count(5)
        assert lines(page)[:2] == whole
    assert [each for each in lines(mizuno) if "止まって" in each] == [
        "止まっているあいだの一行目", "止まっているあいだの二行目",
    ]  # fmt: skip
    shibata.reload()
    expect(shibata.locator(".line")).to_have_count(5)
    assert lines(shibata) == lines(mizuno)


def test_an_unsent_line_survives_the_closing_of_its_page(
    new_page: Callable[..., Page], house: House, complaints: Complaints
) -> None:
    complaints.expect(AWAY)
    shibata = enter(new_page, "1001")
    ask(shibata, "VPNが切れます")
    address = shibata.url
    house.stop()
    say(shibata, "届く前に閉じました")
    expect(shibata.locator(".line--pending")).to_have_count(1)
    shibata.goto("about:blank")
    house.start(AT)
    shibata.goto(address)

    expect(shibata.locator(".line")).to_have_count(2)
    expect(shibata.locator(".line--pending")).to_have_count(0)
    shibata.get_by_role("button", name="待たずに").click()


def test_unsent_lines_of_two_tabs_survive_the_closing_of_both(
    new_page: Callable[..., Page], house: House, complaints: Complaints
) -> None:
    complaints.expect(AWAY)
    shibata = enter(new_page, "1001")
    ask(shibata, "モニターが映りません")
    address = shibata.url
    second = shibata.context.new_page()
    second.goto(address)
    second.locator("su-chat textarea").wait_for()
    house.stop()
    say(shibata, "一つ目の窓から")
    say(second, "二つ目の窓から")
    say(shibata, "また一つ目の窓から")
    expect(shibata.locator(".line--pending")).to_have_count(2)
    expect(second.locator(".line--pending")).to_have_count(1)
    for page in (shibata, second):
        page.goto("about:blank")
    house.start(AT)
    shibata.goto(address)

    expect(shibata.locator(".line--pending")).to_have_count(0)
    said = ["モニターが映りません", "一つ目の窓から", "二つ目の窓から", "また一つ目の窓から"]
    expect(shibata.locator(".line .line__words")).to_have_text(said)
    shibata.get_by_role("button", name="待たずに").click()


def test_enter_never_sends_and_an_ime_is_left_alone(new_page: Callable[..., Page]) -> None:
    shibata = enter(new_page, "1001")
    ask(shibata, "入力の話です")
    box = shibata.locator("su-chat textarea")
    box.focus()
    session = shibata.context.new_cdp_session(shibata)
    session.send("Input.imeSetComposition", {"text": "いんさつ", "selectionStart": 4, "selectionEnd": 4})
    box.dispatch_event("keydown", {"key": "Enter", "ctrlKey": True, "isComposing": True, "bubbles": True})
    box.dispatch_event("keydown", {"key": "Enter", "ctrlKey": True, "keyCode": 229, "bubbles": True})
    session.send("Input.insertText", {"text": "印刷"})
    box.press("Enter")
    box.press_sequentially("です")
    shibata.wait_for_timeout(300)

    assert (lines(shibata), box.input_value()) == (["入力の話です"], "印刷\nです")
    box.press("Control+Enter")
    expect(shibata.locator(".line:not(.line--pending)")).to_have_count(2)
    assert lines(shibata)[1] == "印刷\nです"
    shibata.get_by_role("button", name="待たずに").click()


def test_typing_waits_for_no_writer(new_page: Callable[..., Page], house: House) -> None:
    shibata, mizuno = enter(new_page, "1001"), enter(new_page, "2001")
    ask(shibata, "書き込みを待たない話です")
    take_next(mizuno)
    expect(shibata.get_by_text("水野さんが対応しています")).to_be_visible()

    with writing_held_up(house.premises):  # until it is seen: whoever waited for it would wait in vain
        mizuno.locator("su-chat textarea").press_sequentially("あ")
        expect(shibata.get_by_text("窓口が書いています")).to_be_visible()


def test_ten_silent_minutes_free_the_member_and_one_line_goes_on(
    new_page: Callable[..., Page], house: House, complaints: Complaints
) -> None:
    """The last story of this house: its clock stays ahead."""
    complaints.expect(AWAY)
    shibata, mizuno = enter(new_page, "1001"), enter(new_page, "2001")
    ask(shibata, "名刺の印刷がずれます")
    take_next(mizuno)
    say(mizuno, "どの複合機ですか")
    expect(shibata.get_by_text("どの複合機ですか")).to_be_visible()
    expect(mizuno.locator(".line--pending")).to_have_count(0)

    house.stop()
    house.start("2026-06-08T10:50+09:00")
    expect(shibata.get_by_text("お返事をお待ちしています")).to_be_visible(timeout=60_000)
    expect(shibata.locator("#chat-state")).to_contain_text("解決にはしていません")
    expect(mizuno.locator("#chat-list")).to_contain_text("いまはありません")
    shot(shibata, "chat-rested")
    mizuno.goto(shibata.url.replace("/my/chats/", "/desk/tickets/"))
    expect(mizuno.locator("#ticket-head")).to_contain_text("利用者待ち")

    say(shibata, "3階の複合機です")
    expect(shibata.get_by_text("次の番です")).to_be_visible()
    take_next(mizuno)
    expect(mizuno.locator(".line")).to_have_count(3)
    expect(shibata.get_by_text("水野さんが対応しています")).to_be_visible()
    shibata.get_by_role("button", name="解決しました").click()
    shibata.wait_for_url("**/my/tickets/*/")
