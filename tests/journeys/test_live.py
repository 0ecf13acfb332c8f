"""What others do shows without a reload, to those who may see it and to nobody else."""

import re
import sys
from collections.abc import Callable

from playwright.sync_api import APIResponse, Page, Route, expect

from tests.journeys.browser import Complaints, axe, shot, sign_in
from tests.journeys.house import House, writing_held_up
from tests.journeys.people import PASSWORD
from tests.journeys.test_desk import receive

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
    expect(kawabe.locator("#bell")).to_have_text("1")
    kawabe.goto(shibata.url.partition("?")[0])
    kawabe.evaluate(LISTEN)
    house.premises.run(sys.executable, "-m", "tests.journeys.plant", "tests.journeys.seeds:mizuno_answers")

    for page in (kawabe, shibata):
        expect(page.get_by_text("別のプロセスで水野が答えました")).to_be_visible()
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
    expect(mizuno.locator("#bell")).to_have_text("1")

    with writing_held_up(house.premises):  # until all of this is done: whoever waited for it would wait in vain
        with mizuno.expect_response("**/presence/") as said_here:
            mizuno.goto(address)
        assert said_here.value.status == 200

    ishida.wait_for_timeout(500)  # what was left is written as soon as the writer is done
    ishida.goto(address)
    expect(ishida.locator("#present")).to_contain_text("水野さんが見ています")
    mizuno.goto("/desk/")
    expect(mizuno.locator("#bell")).to_have_text("")


def test_what_happens_between_a_page_and_its_stream_is_heard(new_page: Callable[..., Page], house: House) -> None:
    shibata, mizuno = new_page(), new_page()
    for page, number in ((shibata, "1001"), (mizuno, "2001")):
        sign_in(page, number, PASSWORD)
    shibata.goto("/portal/ask/")
    shibata.locator("#id_text").fill("線が細くて、つながるまでに間があります")
    shibata.get_by_role("button", name="窓口に送る").click()
    shibata.wait_for_url("**/my/tickets/*/**")
    held: list[Route] = []
    shibata.route("**/live/**", lambda route: held.append(route))  # noqa: PLW0108
    shibata.goto(shibata.url)
    expect(shibata.locator("#bell")).to_be_attached()
    while not held:
        shibata.wait_for_timeout(20)

    mizuno.goto(shibata.url.replace("/my/tickets/", "/desk/tickets/").partition("?")[0])
    mizuno.locator("#reply-body").fill("線がつながる前に書いた返事です")
    mizuno.get_by_role("button", name="返信を送る").click()
    expect(mizuno.locator(".said", has_text="線がつながる前に")).to_be_visible()
    expect(shibata.get_by_text("線がつながる前に")).to_have_count(0)
    for route in held:
        route.continue_()

    expect(shibata.get_by_text("線がつながる前に書いた返事です")).to_be_visible()


def test_what_happens_while_a_part_is_being_asked_for_is_shown_too(new_page: Callable[..., Page]) -> None:
    shibata, mizuno, ishida = new_page(), new_page(), new_page()
    for page, number in ((shibata, "1001"), (mizuno, "2001"), (ishida, "2002")):
        sign_in(page, number, PASSWORD)
    shibata.goto("/portal/ask/")
    shibata.locator("#id_text").fill("二人が続けて書きます")
    shibata.get_by_role("button", name="窓口に送る").click()
    shibata.wait_for_url("**/my/tickets/*/**")
    address = shibata.url.replace("/my/tickets/", "/desk/tickets/").partition("?")[0]
    mizuno.goto(address)
    ishida.goto(address)
    ishida.evaluate(LISTEN)
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        held.append((route, route.fetch())) if not held else route.continue_()

    ishida.route("**/*part=conversation*", hold)
    mizuno.locator("#reply-body").fill("一つ目の返事です")
    mizuno.get_by_role("button", name="返信を送る").click()
    while not held:
        ishida.wait_for_timeout(20)
    heard = len(ishida.evaluate("told"))
    shibata.locator("#reply").fill("二つ目は私からです")
    shibata.get_by_role("button", name="送る", exact=True).click()
    while len(ishida.evaluate("told")) == heard:
        ishida.wait_for_timeout(20)
    ishida.wait_for_timeout(300)  # the part has been told, too, and waits for its own answer
    held[0][0].fulfill(response=held[0][1])

    expect(ishida.locator(".said", has_text="一つ目の返事です")).to_be_visible()
    expect(ishida.locator(".said", has_text="二つ目は私からです")).to_be_visible()


def test_a_copy_that_somebody_else_adds_stands_beside_the_answer(new_page: Callable[..., Page], house: House) -> None:
    mizuno, ishida = new_page(), new_page()
    for page, number in ((mizuno, "2001"), (ishida, "2002")):
        sign_in(page, number, PASSWORD)
    address = receive(mizuno, "請求書のPDFが開けない")
    ishida.goto(address)

    ishida.get_by_text("CCを足す").click()
    ishida.get_by_label("写しを送る方の氏名かアドレス").fill("川辺")
    ishida.get_by_role("button", name="足す", exact=True).first.click()

    expect(ishida.get_by_role("list", name="写しが届く方")).to_contain_text("川辺")
    expect(mizuno.get_by_role("list", name="写しが届く方")).to_contain_text("川辺")


def test_who_comes_writes_and_leaves_is_seen_by_the_other(new_page: Callable[..., Page], house: House) -> None:
    mizuno, ishida = new_page(), new_page()
    for page, number in ((mizuno, "2001"), (ishida, "2002")):
        sign_in(page, number, PASSWORD)
    address = receive(mizuno, "会議室の予約が二重になる")
    here = mizuno.locator("#present")
    expect(here).not_to_contain_text("石田")

    ishida.goto(address)
    expect(here).to_contain_text("石田さんが見ています")
    ishida.locator("#reply-body").fill("お調べします")
    expect(here).to_contain_text("石田さんが書いています")
    ishida.goto("/desk/")
    expect(here).not_to_contain_text("石田")


def test_what_was_chosen_stays_chosen_while_the_list_is_drawn_anew(new_page: Callable[..., Page], house: House) -> None:
    mizuno, ishida = new_page(), new_page()
    for page, number in ((mizuno, "2001"), (ishida, "2002")):
        sign_in(page, number, PASSWORD)
    for text in ("選ぶ一", "選ぶ二"):
        receive(mizuno, text)
    mizuno.goto("/desk/?assignee=nobody&q=選ぶ")
    boxes = mizuno.locator(".inbox__row input[type=checkbox]")
    for box in boxes.all():
        box.check()
    expect(mizuno.get_by_text("選んだ2件を", exact=True)).to_be_visible()

    receive(ishida, "選ぶ三")

    expect(boxes).to_have_count(3)
    expect(mizuno.locator(".inbox__row input:checked")).to_have_count(2)
    mizuno.locator(".inbox__row", has_text="選ぶ三").get_by_role("checkbox").check()
    expect(mizuno.get_by_text("選んだ3件を", exact=True)).to_be_visible()
    ishida.locator("#ticket-head").get_by_role("button", name="自分が担当").click()
    expect(mizuno.get_by_text("選んだ2件を（1件は一覧から外れました）")).to_be_visible()


def test_words_do_not_go_out_in_the_name_of_who_signed_in_beside_them(
    new_page: Callable[..., Page], house: House, complaints: Complaints
) -> None:
    complaints.expect("401")
    mizuno = new_page()
    sign_in(mizuno, "2001", PASSWORD)
    receive(mizuno, "二人で使うパソコン")
    mizuno.locator("#reply-form textarea[name=body]").fill("水野が書いた返事です")
    beside = mizuno.context.new_page()
    beside.goto(mizuno.url)
    beside.locator("summary", has_text="水野").click()
    beside.get_by_role("button", name="サインアウト").click()
    beside.wait_for_url("**/account/login/**")
    sign_in(beside, "2002", PASSWORD)

    if not mizuno.locator("#another-person").is_visible():  # the page says of itself who is there, and is told
        mizuno.keyboard.press("Control+Enter")

    expect(mizuno.get_by_role("dialog", name="いまは別の方がサインインしています")).to_be_visible()
    expect(mizuno.locator("#reply-form textarea[name=body]")).to_have_value("水野が書いた返事です")
    axe(mizuno)
    shot(mizuno, "another-person")
    beside.goto(mizuno.url)
    expect(beside.locator(".talk, #conversation").get_by_text("水野が書いた返事です")).to_have_count(0)
