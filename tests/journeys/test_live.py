"""What others do shows without a reload, to those who may see it and to nobody else."""

import re
import sys
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import sign_in
from tests.journeys.house import House, writing_held_up
from tests.journeys.seeds import PASSWORD

SEED = "tests.journeys.seeds:small"
# Every topic that the stream tells this page, kept until somebody asks.
LISTEN = """() => {
  window.told = []
  const source = new EventSource(document.body.dataset.live)
  source.addEventListener('change', event => window.told.push(...JSON.parse(event.data)))
  return new Promise(ready => source.addEventListener('open', () => ready()))
}"""


def test_an_asked_key_person_sees_the_answer_come_and_a_colleague_hears_nothing(
    new_page: Callable[..., Page], house: House
) -> None:
    shibata, kawabe, kuga = new_page(), new_page(), new_page()
    for page, number in ((shibata, "1001"), (kawabe, "3001"), (kuga, "1003")):
        sign_in(page, number, PASSWORD)
    shibata.goto("/portal/ask/")
    shibata.locator("#id_text").fill("検査機の画面が固まります")
    shibata.get_by_role("button", name="窓口に送る").click()
    shibata.wait_for_url("**/my/tickets/*/**")
    kawabe.goto("/my/tickets/")
    kuga.goto("/my/tickets/")
    for page in (kawabe, kuga):
        page.evaluate(LISTEN)

    shibata.get_by_role("button", name="川辺さん").click()
    expect(kawabe.locator("#bell")).to_have_text("1", timeout=2000)
    kawabe.goto(shibata.url.partition("?")[0])
    kawabe.evaluate(LISTEN)
    house.premises.run(sys.executable, "-m", "tests.journeys.plant", "tests.journeys.seeds:mizuno_answers")

    for page in (kawabe, shibata):
        expect(page.get_by_text("別のプロセスで水野が答えました")).to_be_visible(timeout=2000)
        expect(page.get_by_text("社内だけの話")).to_have_count(0)
    number = int(shibata.url.split("/my/tickets/")[1].split("/")[0])
    assert [topic for topic in kawabe.evaluate("told") if topic.startswith("ticket-")] == [f"ticket-{number}"]
    assert kuga.evaluate("told") == []


def test_opening_a_ticket_and_staying_there_waits_for_no_writer(new_page: Callable[..., Page], house: House) -> None:
    shibata, mizuno, ishida = new_page(), new_page(), new_page()
    for page, number in ((shibata, "1001"), (mizuno, "2001"), (ishida, "2002")):
        sign_in(page, number, PASSWORD)
    shibata.goto("/portal/ask/")
    shibata.locator("#id_text").fill("ほかの人の書き込みを待たずに開きたい")
    shibata.get_by_role("button", name="窓口に送る").click()
    shibata.wait_for_url("**/my/tickets/*/**")
    address = shibata.url.partition("?")[0].replace("/my/", "/desk/")
    mizuno.goto(address)
    mizuno.get_by_role("button", name="自分が担当").click()
    expect(mizuno.locator("#ticket-head select[name=to]")).to_have_value(re.compile(r"\d"))
    mizuno.goto("/desk/")
    shibata.locator("#reply").fill("追加です")
    shibata.get_by_role("button", name="送る", exact=True).click()
    expect(mizuno.locator("#bell")).to_have_text("1", timeout=6000)

    with writing_held_up(house.premises):
        begun = time.monotonic()
        with mizuno.expect_response("**/presence/") as said_here:
            mizuno.goto(address)
        status, seconds = said_here.value.status, time.monotonic() - begun
        still_held = time.monotonic() - begun < 3
        time.sleep(max(0, 3 - (time.monotonic() - begun)))

    assert (status, still_held) == (200, True)
    assert seconds < 2, f"{seconds:.1f} s"
    ishida.wait_for_timeout(500)  # what was left is written as soon as the writer is done
    ishida.goto(address)
    expect(ishida.locator("#present")).to_contain_text("水野さんが見ています")
    mizuno.goto("/desk/")
    expect(mizuno.locator("#bell")).to_have_text("")
