"""Mail on the screen: a mailbox is connected, letters decided about, an unknown writer named, thanks come back."""

import re
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Complaints, axe, sign_in
from tests.journeys.house import House
from tests.journeys.people import PASSWORD
from tests.mail.servers import PASSWORD as MAIL_PASSWORD
from tests.mail.servers import MailServers, free_ports, mail_servers, missing

SEED = "tests.journeys.mail_seeds:with_letters"
NARROW = {"width": 360, "height": 740}


def fill_in(page: Page, *, host: str, port: int, password: str) -> None:
    page.get_by_label("窓口").select_option(label="情報システム")
    page.get_by_label("メールアドレス").fill("second@example.jp")
    page.get_by_label("サーバー", exact=False).first.fill(host)
    page.get_by_label("暗号化").select_option("plain")
    page.get_by_label("ポート").fill(str(port))
    page.get_by_label("パスワード", exact=True).nth(1).fill(password)


def test_an_administrator_is_told_in_words_when_nothing_listens(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "9001", PASSWORD)
    page.goto("/house/mailboxes/")
    expect(page.get_by_text("読めていません")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="メールボックスをつなぐ").click()
    axe(page)

    fill_in(page, host="127.0.0.1", port=free_ports(1)[0], password="kagi")
    page.get_by_role("button", name="つながるか試す").click()

    expect(page.get_by_text("サーバーが接続を断りました。")).to_be_visible()
    expect(page.locator("[name=password]")).to_have_value("kagi")
    axe(page)


def test_what_oauth_needs_is_shown_when_it_is_chosen(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, "9001", PASSWORD)
    page.goto("/house/mailboxes/new/")
    expect(page.locator("[name=client_id]")).to_be_hidden()

    page.get_by_label("OAuth 2.0").check()

    expect(page.locator("[name=client_id]")).to_be_visible()
    expect(page.locator("[name=password]")).to_be_hidden()


@pytest.fixture
def servers() -> Iterator[MailServers]:
    if missing():
        pytest.skip(missing())
    with mail_servers() as started:
        yield started


def test_a_mailbox_is_tried_and_connected(new_page: Callable[..., Page], servers: MailServers) -> None:
    page = new_page()
    sign_in(page, "9001", PASSWORD)
    page.goto("/house/mailboxes/new/")
    fill_in(page, host="127.0.0.1", port=servers.imap, password="wrong")
    page.get_by_role("button", name="つながるか試す").click()
    expect(page.get_by_text("サインインできません。")).to_be_visible()

    page.locator("[name=password]").fill(MAIL_PASSWORD)
    page.get_by_role("button", name="つながるか試す").click()
    expect(page.get_by_text("につながり、サインインできました。")).to_be_visible()
    axe(page)
    page.locator("[name=folder]").fill("ない箱")
    page.get_by_role("button", name="つながるか試す").click()
    expect(page.get_by_text("読むフォルダーがありません。")).to_be_visible()
    page.locator("[name=folder]").fill("INBOX")
    page.get_by_role("button", name="つなぐ", exact=True).click()

    expect(page.get_by_role("heading", name="second@example.jp")).to_be_visible()
    assert MAIL_PASSWORD not in page.content()
    axe(page)
    page.get_by_text("このメールボックスを外す").click()
    page.get_by_role("button", name="外す").click()
    expect(page.get_by_text("second@example.jp を外しました")).to_be_visible()


def test_a_member_takes_a_letter_in_by_hand(new_page: Callable[..., Page], complaints: Complaints) -> None:
    complaints.expect("422")
    page = new_page()
    sign_in(page, "2001", PASSWORD)
    expect(page.get_by_role("link", name="確認待ちのメール 2通")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url("**/mail/")
    axe(page)
    page.locator(".mails__one").filter(has_text="大場 敬三").get_by_role("link").first.click()
    axe(page)

    page.get_by_label("いまある案件に加える").fill("HD-99999")
    page.get_by_role("button", name="加える", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("HD-99999 の案件は見つかりません")
    page.get_by_role("button", name="案件にする").click()

    expect(page.get_by_role("heading", name="（件名なし）")).to_be_visible()
    expect(page.get_by_label("関連する情報")).to_contain_text("大場 敬三")


def test_a_stranger_with_a_colleagues_name_is_an_alarm_and_named_with_one_click(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "2001", PASSWORD)
    page.get_by_role("link", name="至急のお願い").click()
    expect(page.get_by_text("頼みに応じる前に、本人に確かめてください")).to_be_visible()
    axe(page)

    page.get_by_role("button", name="真田 隆志").click()

    expect(page.locator("#side .person")).to_contain_text("真田 隆志")
    expect(page.get_by_text("どなたからか、まだ分かりません")).to_have_count(0)


def test_quotes_are_folded_and_each_answer_says_what_became_of_it(new_page: Callable[..., Page]) -> None:
    page = new_page(color_scheme="dark")
    sign_in(page, "2001", PASSWORD)
    page.get_by_role("link", name="VPNの件").click()
    talk = page.get_by_role("log")

    expect(talk.get_by_text("1001@minato.example に届きませんでした。")).to_be_visible()
    expect(talk.get_by_text("送り直しを待っています")).to_be_visible()
    expect(talk.get_by_text("> 証明書を更新しました。")).to_be_hidden()
    talk.get_by_text("引用と署名を表示").last.click()
    expect(talk.get_by_text("> 証明書を更新しました。")).to_be_visible()
    axe(page)


def test_a_letters_own_picture_is_shown_and_its_files_are_saved(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=NARROW)
    sign_in(page, "2001", PASSWORD)
    page.goto("/mail/?show=all")
    page.get_by_role("link", name="複合機のエラー").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    with page.expect_download() as saved:
        page.get_by_role("link", name="検査記録 11月.xlsx").click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="HTMLのまま見る").click()
    picture = opened.value.get_by_role("img", name="画面の写真")

    assert saved.value.suggested_filename == "検査記録 11月.xlsx"
    expect(opened.value.locator("p").first).to_have_css("color", "rgb(10, 75, 209)")
    assert picture.bounding_box()["width"] == 320  # type: ignore[index]
    assert opened.value.locator("img").count() == 2
    assert opened.value.locator("img[src*='example.net']").count() == 0


def test_who_stood_on_the_letter_gets_the_answers_until_one_press_takes_them_off(
    new_page: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.expect("422")
    page = new_page()
    sign_in(page, "2001", PASSWORD)
    page.get_by_role("link", name="複合機のエラー").click()
    readers = page.get_by_role("list", name="写しが届く方")
    expect(readers).to_have_text(re.compile(r"真田 隆志 さん\s*×"))
    page.get_by_label("返信の本文").fill("部品を手配しました。")

    page.get_by_text("CCを足す").click()
    axe(page)
    page.get_by_label("写しを送る方の氏名かアドレス").fill("だれもいない")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("見つかりません")
    expect(readers.get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="repair@vendor.example.net").click()
    expect(readers).to_contain_text("repair@vendor.example.net")
    page.get_by_role("button", name="真田 隆志 さんを写しから外す").click()

    expect(readers).not_to_contain_text("真田 隆志")
    expect(page.get_by_label("返信の本文")).to_have_value("部品を手配しました。")
    page.get_by_text("社内メモ（外に出ない）").click()
    expect(readers).to_be_hidden()


def test_without_scripts_a_copy_is_taken_off_too(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False, viewport=NARROW)
    sign_in(page, "2001", PASSWORD)
    page.get_by_role("link", name="複合機のエラー").click()
    page.get_by_text("CCを足す").click()
    page.get_by_label("写しを送る方の氏名かアドレス").fill("大場 敬三")
    page.get_by_role("button", name="足す", exact=True).first.click()
    expect(page.get_by_role("button", name="大場 敬三 さんを写しから外す")).to_be_visible()

    page.get_by_role("button", name="大場 敬三 さんを写しから外す").click()

    expect(page.get_by_role("button", name="大場 敬三 さんを写しから外す")).to_have_count(0)


def test_a_colleague_says_thanks_from_the_mail_signed_out(house: House, new_page: Callable[..., Page]) -> None:
    address = house.premises.run(
        sys.executable, "-m", "tests.mail.asking",
        "click_address(Ticket.objects.get(subject='VPNの件'), Person.objects.get(employee_number='1001'))",
    )  # fmt: skip
    path = re.search(r"/thanks/[^\"]+", address)
    assert path is not None
    page = new_page(viewport=NARROW)
    page.goto(path[0])
    axe(page)

    page.get_by_label("ひとこと").fill("間に合いました")
    page.get_by_role("button", name="助かった！").click()

    expect(page.get_by_text("ありがとうございます。窓口に届きました。")).to_be_visible()
    axe(page)
    member = new_page()
    sign_in(member, "2001", PASSWORD)
    member.goto("/notifications/")
    expect(member.get_by_text("間に合いました")).to_be_visible()
