"""A note asks for one look and changes no order (S39); there are no marks on people (S42); wishes are one's own."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import Complaints, axe, shot, sign_in
from tests.journeys.house import House, Premises, create_database
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.handling_seeds:a_note_and_wishes"
AT = "2026-06-08T10:31+09:00"


@pytest.fixture
def as_person(new_page: Callable[..., Page]) -> Callable[..., Page]:
    def enter(number: str, **wishes: object) -> Page:
        page = new_page(**wishes)
        sign_in(page, number, PASSWORD)
        return page

    return enter


def test_the_order_stays_and_the_answer_waits_for_one_look(
    as_person: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.expect("422")
    mizuno = as_person("2001")
    mizuno.goto("/desk/")
    rows = mizuno.locator("[data-row]")
    expect(rows.nth(0)).to_contain_text("集計表が開かない")
    expect(rows.nth(1)).to_contain_text("見積システムにログインできない")

    mizuno.keyboard.press("j")
    mizuno.keyboard.press("Enter")
    mizuno.wait_for_url("**/desk/tickets/*/")
    expect(mizuno.locator("#side .handling")).to_contain_text("二名で確認")
    expect(mizuno.locator("#side .handling").get_by_text("今すぐ来い")).to_be_hidden()
    mizuno.locator("#side .handling summary").click()
    expect(mizuno.locator("#side .handling")).to_contain_text("「今すぐ来い」と3回言われ")
    axe(mizuno)
    shot(mizuno, "handling-ticket")
    mizuno.locator("#reply-body").fill("鬼頭様\n\n保護ビューを解いて開いてください。\n\n水野")
    mizuno.keyboard.press("Control+Enter")

    expect(mizuno.get_by_role("alert")).to_contain_text("二名で確認・文書で要点を返す")
    expect(mizuno.locator("#reply-body")).to_have_value("鬼頭様\n\n保護ビューを解いて開いてください。\n\n水野")
    axe(mizuno)
    look = mizuno.get_by_label("送る前に確かめました")
    expect(look).to_have_count(1)
    expect(look).to_be_focused()
    mizuno.keyboard.press("Space")
    expect(look).to_be_checked()
    mizuno.locator("#reply-body").press("Control+Enter")
    expect(mizuno.locator("#reply-body")).to_have_value("")
    mizuno.reload()
    expect(mizuno.locator("#conversation")).to_contain_text("保護ビューを解いて開いてください。")


def told_of(page: Page) -> Locator:
    """The line behind the bell, once the worker has written it."""
    line = page.get_by_role("link", name="あなたについての応対メモ")
    for _look in range(20):
        if line.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    return line


def test_from_the_fact_to_the_persons_own_side(as_person: Callable[..., Page], complaints: Complaints) -> None:
    complaints.expect("422")
    mizuno = as_person("2001")
    mizuno.goto("/desk/tickets/3/handling/")
    mizuno.get_by_label("何が言われたか").fill("ク レ ー マ ー")
    mizuno.get_by_label("文書で要点を返す").check()
    mizuno.keyboard.press("Control+Enter")
    expect(mizuno.get_by_text("「クレーマー」は書けません")).to_be_visible()
    expect(mizuno.get_by_label("何が言われたか")).to_have_value("ク レ ー マ ー")
    expect(mizuno.get_by_label("文書で要点を返す")).to_be_checked()
    axe(mizuno)
    mizuno.get_by_label("何が言われたか").fill("10:05 ポータル。同じ質問が5分に4回届き、番号が混ざった。")
    mizuno.keyboard.press("Control+Enter")
    mizuno.wait_for_url("**/desk/tickets/3/")
    expect(mizuno.locator("#side .handling__note")).to_have_count(0)

    ishida = as_person("2002")
    ishida.goto("/desk/handling/")
    axe(ishida)
    ishida.get_by_role("button", name="確かめた").click()
    expect(ishida.get_by_text("確かめました。ご本人に知らせます。")).to_be_visible()

    shibata = as_person("1001", viewport={"width": 360, "height": 740}, color_scheme="dark")
    shibata.goto("/notifications/")
    told_of(shibata).click()
    expect(shibata.locator("#notes")).to_contain_text("同じ質問が5分に4回届き")
    shibata.get_by_label("訂正・言い分").fill("画面が固まって、押し直しました。")
    shibata.locator("#notes").get_by_role("button", name="保存する").click()
    expect(shibata.get_by_text("メモの横に、いつも一緒に出るようにしました。")).to_be_visible()
    assert shibata.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(shibata)
    shot(shibata, "handling-record")

    mizuno.goto("/desk/tickets/3/")
    expect(mizuno.locator("#side .handling")).to_contain_text("画面が固まって、押し直しました。")


def test_a_wish_is_given_seen_and_taken_back(as_person: Callable[..., Page]) -> None:
    sanada, mizuno = as_person("1002"), as_person("2001")
    sanada.goto("/my/record/")
    sanada.get_by_label("ゆっくり話してほしい").check()
    sanada.get_by_label("ひとこと").fill("工場の中は音が大きい")
    sanada.get_by_label("同意します").check()
    sanada.get_by_role("button", name="窓口に伝える").click()
    expect(sanada.locator("#wishes")).to_contain_text("に同意")
    mizuno.goto("/desk/new/")
    mizuno.locator("#caller").press_sequentially("さなだ", delay=30)
    expect(mizuno.locator(".callers__one").first).to_contain_text("真田 隆志")
    mizuno.keyboard.press("Enter")
    expect(mizuno.locator("#caller-facts .handling")).to_contain_text("ゆっくり話してほしい 工場の中は音が大きい")

    sanada.get_by_role("button", name="取り下げる").click()

    expect(sanada.get_by_text("取り下げました。記録から消しました。")).to_be_visible()
    mizuno.goto("/desk/new/?person=2")
    expect(mizuno.get_by_text("ゆっくり話してほしい")).to_have_count(0)


def test_an_administrator_finds_no_mark_to_put_on_people(as_person: Callable[..., Page]) -> None:
    kishimoto = as_person("9001")
    kishimoto.goto("/house/")
    addresses = kishimoto.locator("main a[href^='/house/'], main a[href^='/desk/']").evaluate_all(
        "links => [...new Set(links.map(link => link.getAttribute('href')))]"
    )
    found = []
    for address in ["/house/", "/house/people/", "/house/people/1/", *addresses]:
        kishimoto.goto(address)
        if "ブラックリスト" in kishimoto.locator("body").inner_text():
            found.append(address)
    assert found == ["/house/refused-words/"]

    kishimoto.goto("/house/people/1/")
    names = kishimoto.locator("main :is(input, select, textarea, button)[name]").evaluate_all(
        "boxes => [...new Set(boxes.map(box => box.name))].sort()"
    )
    facts = {"number", "employment"}  # of the roster: nobody judges anybody by them
    assert set(names) <= {"csrfmiddlewaretoken", "end", "kind", "desk", "remove", "undo"} | facts

    kishimoto.goto("/house/refused-words/")
    kishimoto.get_by_label("足すことば").fill("おおげさ")
    kishimoto.keyboard.press("Enter")
    expect(kishimoto.get_by_role("button", name="おおげさ")).to_be_visible()
    axe(kishimoto)


def test_a_backup_brings_no_ended_note_back(house: House, tmp_path: Path) -> None:
    """The note of June lies in the backup; whoever restores it half a year later does not get it back."""
    told = (sys.executable, "-m", "tests.journeys.plant", "tests.journeys.handling_seeds:tell_notes")
    house.suketto("backup", str(tmp_path / "june.tar.gz"))
    before = house.premises.run(*told).split()
    again = Premises(tmp_path / "again")
    create_database(again.database)

    later = (sys.executable, "-m", "tests.journeys.clock", "2026-12-08T10:00+09:00")
    again.run(*later, "restore", str(tmp_path / "june.tar.gz"))

    assert int(before[0]) > 0
    assert again.run(*told).split() == ["0", "0"]
