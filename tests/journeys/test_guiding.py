"""手順案内: read aloud by the desk, refused, gone on with alone by link; who asks is made sure of (S23, S24, S35)."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import Complaints, axe, shot, sign_in
from tests.journeys.people import PASSWORD
from tests.journeys.test_desk import receive

SEED = "tests.journeys.seeds:with_the_usual_procedures"
NOW = ".run__do"


def guide(page: Page, text: str, procedure: str) -> None:
    """Takes a call and begins a procedure, by keyboard."""
    receive(page, text)
    page.keyboard.press("p")
    page.locator("#procedures-found button", has_text=procedure).press("Enter")
    expect(page.locator("#step-1")).to_be_focused()
    page.keyboard.press("l")
    page.wait_for_url("**/runs/*/")


def refuse(page: Page, reason: str) -> None:
    page.keyboard.press("3")
    expect(page.get_by_label("権限がない")).to_be_focused()
    page.keyboard.press("2" if reason == "場所を離れられない" else "3")
    expect(page.get_by_label(reason)).to_be_checked()
    page.keyboard.press("Enter")


# Presses 3 in the moment in which the next step is on the screen, and says where the focus is when the step has settled
# and the question has opened, whichever came first, and the page has been drawn twice after that.
QUICKLY = """() => {
  const step = () => document.querySelector('#run [name=step]').value
  const before = step()
  const seen = new MutationObserver(() => {
    if (step() === before) return // some other part of the page was drawn
    seen.disconnect()
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '3', bubbles: true}))
  })
  const settled = new Promise(done => document.addEventListener('htmx:afterSettle', event => {
    if (event.target.id === 'run') done()
  }))
  const opened = new Promise(done => document.addEventListener('toggle', event => {
    if (event.target.matches('[data-choices]')) done()
  }, true))
  const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  seen.observe(document.querySelector('main'), {childList: true, subtree: true})
  document.getElementById('run-done').click()
  return Promise.all([settled, opened]).then(drawn).then(() => document.activeElement.value)
}"""


def test_a_key_pressed_as_soon_as_the_next_step_is_seen_keeps_its_focus(mizuno: Page) -> None:
    guide(mizuno, "会議室のモニターに映らない", "会議室モニター")
    assert mizuno.evaluate(QUICKLY) == "rights"


def test_two_refusals_propose_another_way_and_the_visit_says_its_criteria(mizuno: Page) -> None:
    guide(mizuno, "会議室のモニターに映らない", "会議室モニター")
    expect(mizuno.locator(NOW)).to_contain_text("電源ランプの色")
    axe(mizuno)
    mizuno.get_by_label("出ている文字").press("Enter")
    expect(mizuno.locator(NOW)).to_contain_text("電源ランプの色")
    mizuno.keyboard.press("Escape")
    mizuno.keyboard.press("1")
    expect(mizuno.locator(NOW)).to_contain_text("入力切替")
    refuse(mizuno, "場所を離れられない")
    expect(mizuno.locator(NOW)).to_contain_text("HDMIケーブル")
    expect(mizuno.get_by_text("ほかの手にしましょう")).to_have_count(0)
    refuse(mizuno, "場所を離れられない")

    expect(mizuno.get_by_text("ほかの手にしましょう")).to_be_visible()
    axe(mizuno)
    shot(mizuno, "run-refused-twice")
    mizuno.get_by_label("訪問", exact=True).check()
    expect(mizuno.locator(".run__criteria")).to_contain_text("不成立（遠隔可）")
    mizuno.get_by_role("button", name="この手にする").click()

    expect(mizuno.get_by_text("訪問は不成立（遠隔可）→ 遠隔操作")).to_be_visible()
    mizuno.keyboard.press("Escape")
    mizuno.wait_for_url(re.compile(r"/desk/tickets/\d+/$"))
    expect(mizuno.locator("#conversation")).to_contain_text("遠隔操作でおつなぎします")
    expect(mizuno.locator("#triage")).to_contain_text("やれない: 場所を離れられない")


def test_the_colleague_goes_on_alone_and_the_desk_sees_it_live(
    mizuno: Page, new_page: Callable[..., Page], complaints: Complaints
) -> None:
    guide(mizuno, "会議室のモニターに映らない。会議は明日", "会議室モニター")
    mizuno.keyboard.press("1")
    expect(mizuno.locator(NOW)).to_contain_text("入力切替")
    mizuno.get_by_text("続きをご本人に任せる").click()
    mizuno.get_by_role("button", name="送る", exact=True).click()
    expect(mizuno.get_by_text("リンクを送ってあります")).to_be_visible()
    desk = new_page()
    sign_in(desk, "2001", PASSWORD)
    desk.goto(mizuno.url.partition("runs/")[0])
    address = re.search(r"/guide/[\w-]+/", desk.locator("#conversation").inner_text())
    assert address is not None
    kawabe = new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")

    kawabe.goto(address[0])
    axe(kawabe)
    kawabe.get_by_role("button", name="はじめる").click()
    expect(kawabe.locator(NOW)).to_contain_text("入力切替")
    expect(kawabe.locator("body")).not_to_contain_text("HD-0")
    shot(kawabe, "guide-phone")
    kawabe.get_by_label("出ている文字").fill("信号がありません")
    complaints.expect("ERR_INTERNET_DISCONNECTED|htmx:sendError|Failed to fetch|sendError")
    kawabe.context.set_offline(True)
    kawabe.get_by_role("button", name="できない").click()
    expect(kawabe.get_by_text("押した答えは、つながりしだい送ります")).to_be_visible()
    expect(kawabe.locator(NOW)).to_contain_text("入力切替")
    shot(kawabe, "guide-waiting")
    kawabe.context.set_offline(False)

    expect(kawabe.locator(NOW)).to_contain_text("HDMIケーブル")
    expect(mizuno.get_by_text("信号がありません")).to_be_visible()
    expect(mizuno.get_by_text("リンクから")).to_be_visible()
    axe(kawabe)


def test_hurry_does_not_skip_the_identity_check(mizuno: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    guide(mizuno, "至急、先にパスワードだけ教えて。アカウントがロックされた", "パスワードを忘れた")
    expect(mizuno.locator("#run")).to_contain_text("先に本人確認（登録番号へ折り返し）約3分")
    mizuno.keyboard.press("1")
    expect(mizuno.get_by_role("alert")).to_contain_text("先に本人確認（登録番号へ折り返し）約3分")
    axe(mizuno)
    shot(mizuno, "run-identity")

    mizuno.get_by_role("button", name="4002 にかけ直し、ご本人でした").click()
    expect(mizuno.locator("#run .tag--green")).to_contain_text("登録番号へ折り返し")
    for then in ("ロックされています", "管理画面で"):
        mizuno.keyboard.press("1")
        expect(mizuno.locator(NOW)).to_contain_text(then)
    mizuno.keyboard.press("1")

    expect(mizuno.get_by_text("直りました。ここで終わりです。")).to_be_visible()


def test_a_draft_is_tried_before_it_is_published(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "2002", PASSWORD)
    page.goto("/procedures/")
    page.get_by_role("link", name="会議室モニター").click()
    page.wait_for_url("**/procedures/*/")
    page.keyboard.press("l")
    page.wait_for_url("**/trial/")
    for way in ("d", "dd", "ddd"):
        page.keyboard.press("1")
        page.wait_for_url(f"**/trial/?way={way}")
    page.keyboard.press("2")
    expect(page.locator(NOW)).to_contain_text("予備のケーブル")
    axe(page)
    shot(page, "procedure-trial")
    page.keyboard.press("1")

    expect(page.get_by_text("直りました。ここで終わりです。")).to_be_visible()
    page.get_by_role("link", name="はじめから").click()
    expect(page.locator(NOW)).to_contain_text("電源ランプの色")
