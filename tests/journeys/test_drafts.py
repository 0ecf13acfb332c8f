"""What was typed and not saved is there again, says so, can be thrown away, and never lies over newer words."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Complaints, axe, shot, sign_in
from tests.journeys.people import PASSWORD
from tests.journeys.slowly import Line
from tests.journeys.test_desk import receive

SEED = "tests.journeys.seeds:with_the_usual_procedures"
BACK = "書きかけを戻しました"
# Where, who, which box, what, and what saves it.
FORMS = [
    ("/wording/new/", "2002", "#words", "片面\n一枚ずつ", "保存する"),
    ("/desk/offer/services/new/", "2002", "#id_description", "社外の人とファイルを渡し合うところ", "保存する"),
    ("/desk/offer/notices/new/", "2002", "#id_body", "土曜の夜に止まります。", "保存する"),
    (
        "/desk/offer/templates/new/",
        "2002",
        "#id_body",
        "{requester_name}様 {next_contact}にまた連絡します。{member_name}",
        "保存する",
    ),
    ("/faq/1/edit/", "2001", "#id_steps", "1. 印刷の設定を開く\n2. 「両面」を選ぶ\n3. もう一度送る", "保存する"),
    ("/services/vpn/", "9001", "[name=text] >> nth=-1", "在宅からの接続", "保存する"),
    ("/portal/ask/", "1001", "#id_wanted", "15時までに見積書を送りたい", "窓口に送る"),
]
REST = {
    "/desk/offer/services/new/": {"#id_name": "ファイルの受け渡し", "#id_desk": "1"},
    "/desk/offer/notices/new/": {"#id_title": "VPNの工事"},
    "/desk/offer/templates/new/": {"#id_title": "お待ちください", "#id_category": "wait"},
}


def drafts(page: Page) -> list[str]:
    return list(page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('draft:'))"))


@pytest.mark.parametrize(("address", "who", "box", "words", "save"), FORMS, ids=[row[0] for row in FORMS])
def test_left_and_come_back_to(
    new_page: Callable[..., Page], address: str, who: str, box: str, words: str, save: str
) -> None:
    page = new_page()
    sign_in(page, who, PASSWORD)
    page.goto(address)
    before = page.locator(box).input_value()
    page.locator(box).fill(words)
    page.goto("/my/tickets/")

    page.goto(address)

    expect(page.locator(box)).to_have_value(words)
    expect(page.locator(".draft")).to_contain_text(BACK)
    axe(page)
    page.locator(".draft").get_by_role("button", name="捨てる").click()
    expect(page.locator(box)).to_have_value(before)
    page.locator(".draft").get_by_role("button", name="元に戻す").click()
    expect(page.locator(box)).to_have_value(words)
    for field, text in REST.get(address, {}).items():
        page.locator(f"{field}:not(select)").or_(page.locator(f"select{field}")).evaluate(
            "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', {bubbles: true})) }", text
        )
    with page.expect_navigation():
        page.locator("form", has=page.locator(box)).get_by_role("button", name=re.compile(save)).click()
    expect(page.locator(".draft")).to_have_count(0)
    assert drafts(page) == []


def test_the_triage_the_reply_and_the_note_survive_a_reload(mizuno: Page, new_page: Callable[..., Page]) -> None:
    address = receive(mizuno, "共有フォルダーに入れない")
    mizuno.get_by_label("切り分け").fill("朝から。隣の席は入れる")
    mizuno.get_by_label("影響").select_option("2")
    mizuno.locator("#reply-body").fill("真田様、権限を確かめています。")
    mizuno.locator("[value=note]").check(force=True)
    mizuno.locator("#note-body").fill("サーバー側の記録も見る")

    mizuno.reload()

    expect(mizuno.get_by_label("切り分け")).to_have_value("朝から。隣の席は入れる")
    expect(mizuno.get_by_label("影響")).to_have_value("2")
    expect(mizuno.locator("#reply-body")).to_have_value("真田様、権限を確かめています。")
    expect(mizuno.locator("#note-body")).to_have_value("サーバー側の記録も見る")
    expect(mizuno.locator("#triage .draft")).to_contain_text(BACK)
    axe(mizuno)
    shot(mizuno, "draft-triage")
    mizuno.get_by_label("次の手順").fill("権限を見る")
    mizuno.get_by_role("button", name="足す").click()
    expect(mizuno.locator("#triage .step")).to_have_count(1)
    expect(mizuno.get_by_label("切り分け")).to_have_value("朝から。隣の席は入れる")
    mizuno.get_by_role("button", name=re.compile("整理を保存")).click()
    expect(mizuno.locator("#ticket-head .tag").first).to_have_text("対応中")
    mizuno.get_by_role("button", name="返信を送る").press("Enter")
    expect(mizuno.locator("#conversation")).to_contain_text("権限を確かめています")
    expect(mizuno.locator("#reply-body")).to_have_value("")
    expect(mizuno.locator("#note-body")).to_have_value("サーバー側の記録も見る")
    assert [name.rpartition(":")[2] for name in drafts(mizuno)] == ["note"]

    mizuno.context.clear_cookies()
    sign_in(mizuno, "2002", PASSWORD)
    mizuno.goto(address)
    expect(mizuno.locator("#note-body")).to_have_value("")
    expect(mizuno.locator(".draft")).to_have_count(0)


def test_an_older_draft_does_not_lie_over_newer_words(mizuno: Page, new_page: Callable[..., Page]) -> None:
    address = receive(mizuno, "VPNが切れる")
    mizuno.get_by_label("切り分け").fill("在宅の方だけ")
    mizuno.goto("/desk/")
    ishida = new_page()
    sign_in(ishida, "2002", PASSWORD)
    ishida.goto(address)
    ishida.get_by_label("切り分け").fill("社内からも切れる。装置の工事の跡")
    ishida.get_by_role("button", name=re.compile("整理を保存")).click()
    expect(ishida.locator("#ticket-head .tag").first).to_have_text("対応中")

    mizuno.goto(address)

    expect(mizuno.get_by_label("切り分け")).to_have_value("社内からも切れる。装置の工事の跡")
    line = mizuno.locator("#triage .draft")
    expect(line).to_contain_text("そのあとここの内容が変わった")
    line.get_by_text("書きかけを見る").click()
    expect(line.locator("dl")).to_contain_text("在宅の方だけ")
    axe(mizuno)
    shot(mizuno, "draft-older")
    mizuno.reload()
    expect(line).to_contain_text("そのあとここの内容が変わった")
    line.get_by_text("書きかけを見る").click()
    line.get_by_role("button", name="いまの内容と置き換える").click()
    expect(mizuno.get_by_label("切り分け")).to_have_value("在宅の方だけ")
    mizuno.reload()
    expect(mizuno.get_by_label("切り分け")).to_have_value("在宅の方だけ")
    with mizuno.expect_response("**/triage/"):  # a page asked for before the answer may still tell of the time before
        mizuno.get_by_role("button", name=re.compile("整理を保存")).click()
    mizuno.reload()
    expect(mizuno.get_by_label("切り分け")).to_have_value("在宅の方だけ")
    assert drafts(mizuno) == []


def test_a_refused_form_is_still_kept(mizuno: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    mizuno.goto("/procedures/new/")
    mizuno.locator("#step-1").fill("コードを抜く")
    mizuno.locator("#step-1").press("Control+Enter")
    expect(mizuno.get_by_text("手順書の名前を入れてください")).to_be_visible()
    mizuno.goto("/procedures/")

    mizuno.goto("/procedures/new/")

    expect(mizuno.locator("#step-1")).to_have_value("コードを抜く")


def test_a_half_written_procedure_comes_back_with_all_its_rows(mizuno: Page) -> None:
    mizuno.goto("/procedures/new/")
    mizuno.locator("#id_name").fill("電話会議の音")
    for number, words in enumerate(("一", "二", "三", "四", "五"), start=1):
        if number > 3:
            mizuno.get_by_role("button", name="手順を足す").click()
        mizuno.locator(f"#step-{number}").fill(words)
    mizuno.locator("#step-5").press("Alt+ArrowUp")
    expect(mizuno.locator("#step-4")).to_have_value("五")
    mizuno.goto("/procedures/")

    Line(mizuno).becomes(latency=700)  # the view of it is asked for before the rows are back
    mizuno.goto("/procedures/new/")

    steps = mizuno.locator("#steps [name=text]")
    expect(steps).to_have_count(5)
    assert [steps.nth(at).input_value() for at in range(5)] == ["一", "二", "三", "五", "四"]
    expect(mizuno.locator("#preview")).to_contain_text("5. 四")
    axe(mizuno)
    shot(mizuno, "draft-procedure")
    mizuno.locator("#id_name").press("Control+Enter")
    mizuno.wait_for_url("**/procedures/*/?draft=1")
    assert drafts(mizuno) == []
    mizuno.goto("/procedures/new/")
    expect(mizuno.locator("#steps [name=text]")).to_have_count(3)


def test_a_call_half_written_down_comes_back_with_its_caller(mizuno: Page) -> None:
    mizuno.goto("/desk/new/")
    mizuno.locator("#caller").fill("さなだ")
    mizuno.locator(".callers__one").first.click()
    expect(mizuno.locator("#caller-facts")).to_contain_text("真田 隆志")
    mizuno.get_by_label("聞いた内容").fill("複合機から出ない")
    mizuno.goto("/desk/")

    mizuno.goto("/desk/new/")

    expect(mizuno.get_by_label("聞いた内容")).to_have_value("複合機から出ない")
    expect(mizuno.locator("#caller-facts")).to_contain_text("真田 隆志")
    axe(mizuno)
    mizuno.get_by_role("button", name=re.compile("受け付ける")).click()
    mizuno.wait_for_url("**/desk/tickets/*/")
    expect(mizuno.locator("#side")).to_contain_text("真田 隆志")
    mizuno.goto("/desk/new/")
    expect(mizuno.get_by_label("聞いた内容")).to_have_value("")
    assert drafts(mizuno) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(new_page: Callable[..., Page], scheme: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    sign_in(page, "2002", PASSWORD)
    page.goto("/desk/new/")
    page.get_by_label("聞いた内容").fill("席の電話が鳴らない")

    page.reload()

    expect(page.locator(".draft")).to_contain_text(BACK)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    shot(page, f"draft-360-{scheme}")
