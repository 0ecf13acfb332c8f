"""On a slow line and on a dead one nothing is lost, nothing is sent twice, and the page says what happens."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import Complaints, sign_in
from tests.journeys.people import PASSWORD
from tests.journeys.slowly import Line

SEED = "tests.journeys.seeds:small"
PICTURE = {"name": "画面.txt", "mimeType": "text/plain", "buffer": b"x" * 150_000}
DEAD = r"ERR_INTERNET_DISCONNECTED|htmx:(afterRequest|sendError)"  # what the browser and htmx say of it
# Nobody can ask a page while it is leaving: it writes down itself what it shows meanwhile.
NOTE_WHAT_IS_SAID = """() => new MutationObserver(() => {
  const said = document.getElementById('sending')
  if (said.checkVisibility()) sessionStorage.said = said.textContent.trim()
}).observe(document.getElementById('sending'), {attributes: true})"""


def ask(page: Page, text: str) -> None:
    page.goto("/portal/ask/")
    page.locator("#id_text").fill(text)
    page.locator("input[name=files]").set_input_files([PICTURE])


def test_a_slow_line_is_told_of_and_sends_once(shibata: Page) -> None:
    ask(shibata, "遅い回線から聞きます")
    Line(shibata).becomes(latency=2000, kilobytes=50)

    shibata.evaluate(NOTE_WHAT_IS_SAID)

    shibata.get_by_role("button", name="窓口に送る").dblclick(no_wait_after=True)

    shibata.wait_for_url("**/my/tickets/*/**", timeout=30_000)
    assert shibata.evaluate("sessionStorage.said") == "送っています。回線が遅いときは、しばらくそのままお待ちください。"
    shibata.goto("/my/tickets/")
    expect(shibata.get_by_text("遅い回線から聞きます")).to_have_count(1)


def test_a_dead_line_keeps_words_and_files_until_it_lives_again(shibata: Page, complaints: Complaints) -> None:
    complaints.expect(DEAD)
    ask(shibata, "切れている間に送ります")
    line = Line(shibata)
    line.becomes(dead=True)

    shibata.get_by_role("button", name="窓口に送る").click(no_wait_after=True)
    shibata.wait_for_timeout(10_000)

    expect(shibata.locator("#offline")).to_be_visible()
    expect(shibata.locator("#id_text")).to_have_value("切れている間に送ります")
    expect(shibata.locator(".files__one")).to_have_count(1)
    line.becomes()
    expect(shibata.locator("#offline")).to_be_hidden()
    shibata.get_by_role("button", name="窓口に送る").click()
    shibata.wait_for_url("**/my/tickets/*/**")
    expect(shibata.locator(".attachments a[download]")).to_have_count(1)
    shibata.goto("/my/tickets/")
    expect(shibata.get_by_text("切れている間に送ります")).to_have_count(1)


def test_a_reply_waits_for_the_line_and_goes_once(new_page: Callable[..., Page], complaints: Complaints) -> None:
    complaints.expect(DEAD)
    mizuno = new_page()
    sign_in(mizuno, "2001", PASSWORD)
    mizuno.goto("/desk/new/")
    mizuno.get_by_label("聞いた内容").fill("回線の悪い所で")
    mizuno.get_by_label("名乗り").fill("工場の方")
    mizuno.get_by_role("button", name="受け付ける").click()
    mizuno.wait_for_url("**/desk/tickets/*/")
    line = Line(mizuno)

    line.becomes(latency=400, kilobytes=50)
    mizuno.locator("#reply-body").fill("遅い返信です")
    for _press in range(3):
        mizuno.locator("#reply-body").press("Control+Enter")
    expect(mizuno.locator(".said--desk")).to_have_count(1)
    expect(mizuno.locator("#composer .refusal")).to_have_count(0)

    line.becomes(dead=True)
    mizuno.locator("#reply-body").fill("切れている返信")
    mizuno.locator("#reply-body").press("Control+Enter")
    expect(mizuno.locator("#offline")).to_be_visible()
    mizuno.wait_for_timeout(10_000)
    expect(mizuno.locator("#reply-body")).to_have_value("切れている返信")
    line.becomes()
    expect(mizuno.locator("#offline")).to_be_hidden()
    mizuno.locator("#reply-body").press("Control+Enter")

    expect(mizuno.locator(".said--desk", has_text="切れている返信")).to_have_count(1)
    expect(mizuno.locator("#reply-body")).to_have_value("")


def test_a_key_pressed_before_the_page_is_wired_is_not_lost(mizuno: Page) -> None:
    held: list[Route] = []
    mizuno.route(re.compile(r"/suketto[.\w]*\.js"), lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the function
    mizuno.goto("/desk/", wait_until="commit")
    expect(mizuno.locator("h1")).to_be_visible()
    mizuno.keyboard.press("?")
    mizuno.wait_for_timeout(200)
    assert len(held) == 1
    assert not mizuno.locator("#keys").is_visible()

    held[0].continue_()
    expect(mizuno.locator("#keys")).to_be_visible()


def test_keys_after_one_that_leads_elsewhere_go_there(mizuno: Page) -> None:
    mizuno.goto("/desk/")
    mizuno.evaluate(
        """keys => {
      const press = key => new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})
      for (const key of keys) document.body.dispatchEvent(press(key))
    }""",
        ["n", "s", "a", "n", "a"],
    )

    mizuno.wait_for_url("**/desk/new/")
    expect(mizuno.locator("#caller")).to_have_value("sana")
    expect(mizuno.locator(".callers__one").first).to_contain_text("真田 隆志")
