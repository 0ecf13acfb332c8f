"""Files in the page's own words: chosen by keyboard, pasted, dropped, listed, taken away, sent."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import axe, shot, sign_in
from tests.journeys.people import PASSWORD

SEED = "tests.journeys.seeds:small"
BRING = """(target, [kind, name]) => {
  const brought = new DataTransfer()
  brought.items.add(new File(['facts'], name, {type: 'image/png'}))
  const facts = {bubbles: true, cancelable: true}
  target.dispatchEvent(kind === 'paste'
    ? new ClipboardEvent('paste', {...facts, clipboardData: brought})
    : new DragEvent('drop', {...facts, dataTransfer: brought}))
}"""


def file(name: str) -> Any:
    return {"name": name, "mimeType": "text/plain", "buffer": b"some text"}


@pytest.fixture
def asking(new_page: Callable[..., Page]) -> Page:
    page = new_page()
    # Playwright begins to catch choosers when somebody first waits for one; on a busy machine the key is quicker.
    page.on("filechooser", lambda _chooser: None)
    sign_in(page, "1001", PASSWORD)
    page.goto("/portal/ask/")
    page.locator("#id_text").fill("添付を見てください")
    return page


def test_chosen_twice_pasted_and_dropped_all_of_it_arrives(asking: Page) -> None:
    asking.get_by_label("ファイル・写真を付ける").focus()
    with asking.expect_file_chooser() as chooser:
        asking.keyboard.press("Space")
    chooser.value.set_files([file("一.txt"), file("二.txt")])
    with asking.expect_file_chooser() as chooser:
        asking.get_by_text("ファイル・写真を付ける").click()
    chooser.value.set_files([file("三.txt")])
    asking.locator("#id_text").evaluate(BRING, ["paste", "image.png"])
    asking.locator("#id_text").evaluate(BRING, ["drop", "四.png"])
    expect(asking.locator(".files__one b")).to_have_count(5)
    axe(asking)

    asking.get_by_role("button", name="外す: 二.txt").press("Enter")
    expect(asking.locator(".files__one button").first).to_be_focused()
    expect(asking.locator(".files__one")).to_have_count(4)
    asking.get_by_role("button", name="窓口に送る").click()

    asking.wait_for_url("**/my/tickets/*/**")
    arrived = asking.locator(".attachments a[download]").all_inner_texts()
    assert [name for name in arrived if not name.startswith("screenshot-")] == ["一.txt", "三.txt", "四.png"]
    assert len(arrived) == 4


def test_a_picker_left_without_a_choice_takes_nothing_away(asking: Page) -> None:
    field = asking.locator("input[name=files]")
    field.set_input_files([file("一.txt")])

    field.set_input_files([])

    expect(asking.locator(".files__one")).to_have_count(1)
    assert field.evaluate("field => field.files.length") == 1


def test_too_large_is_said_before_it_is_sent(asking: Page, tmp_path: Path) -> None:
    large = tmp_path / "large.zip"
    large.write_bytes(b"x" * 26 * 2**20)
    asking.locator("input[name=files]").set_input_files(large)

    asking.get_by_role("button", name="窓口に送る").click()

    expect(asking.get_by_text("25 MB を超えています")).to_be_visible()
    expect(asking.get_by_role("button", name="外す: large.zip")).to_be_focused()


def test_two_hundred_are_one_sentence_with_their_names_behind_it(asking: Page) -> None:
    asking.locator("input[name=files]").set_input_files([file(f"{number}.txt") for number in range(200)])

    asking.get_by_role("button", name="窓口に送る").click()

    expect(asking.locator(".files > li")).to_have_count(1)
    expect(asking.locator(".files")).to_contain_text("200 個のファイルが選ばれています。一度に添付できるのは 20 個まで")
    expect(asking.get_by_text("150.txt")).not_to_be_visible()
    expect(asking.get_by_role("button", name="すべて外す")).to_be_focused()
    axe(asking)
    asking.get_by_text("選んだファイルの名前").click()
    asking.get_by_role("button", name="外す: 150.txt").press("Enter")
    expect(asking.locator(".files")).to_contain_text("199 個")
    expect(asking.locator(".files__one b").first).to_be_visible()
    shot(asking, "files-too-many")
    asking.get_by_role("button", name="すべて外す").press("Enter")
    expect(asking.locator(".files > li")).to_have_count(0)
    expect(asking.locator("#id_text")).to_have_value("添付を見てください")


def test_the_button_speaks_the_language_of_the_page(asking: Page) -> None:
    asking.get_by_role("button", name="English").click()

    expect(asking.get_by_label("Attach files or pictures")).to_be_attached()
    expect(asking.get_by_text("Choose File")).to_have_count(0)


def test_a_photo_of_a_phone_joins_the_list(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    sign_in(page, "1001", PASSWORD)
    page.goto("/portal/ask/")
    page.locator("#id_text").fill("写真を見てください")

    expect(page.get_by_text("写真を撮る")).to_be_visible()
    page.locator("input[name=camera]").set_input_files([file("photo.txt")])
    page.get_by_role("button", name="窓口に送る").click()

    page.wait_for_url("**/my/tickets/*/**")
    expect(page.locator(".attachments a[download]")).to_have_count(1)
