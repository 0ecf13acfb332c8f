"""The list of keys (`?`) against the keys that the documents for members name and that the pages listen to."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.pages import in_one_line
from tests.people import a_member, somebody

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
KEY = re.compile(r"`(?:g` `[a-z]|[a-z?/]|[1-9]|Backspace|Esc|(?:Ctrl|Alt)\+[^`]{1,9})`")
GROUP = re.compile(r"<section>\s*<h3>([^<]*)</h3>(.*?)</section>")


def listed(person: object) -> dict[str, list[str]]:
    """The keys by the pages they are for, as they are pressed."""
    browser = Client()
    browser.force_login(person)  # type: ignore[arg-type]
    page = in_one_line(browser.get("/portal/"))
    dialog = page.partition('id="keys"')[2].partition("</dialog>")[0]
    return {title: [key for row in re.findall(r"<dt>(.*?)</dt>", rows) for key in keys(row)]
            for title, rows in GROUP.findall(dialog)}  # fmt: skip


def keys(row: str) -> list[str]:
    plain = re.sub(r"<[^>]*>", "", row)
    if plain.startswith("g "):
        return [plain]
    first, dash, last = plain.partition("–")
    return [str(number) for number in range(int(first), int(last) + 1)] if dash else plain.split()


def test_every_documented_key_is_in_the_list() -> None:
    named = {
        found.replace("`", "")
        for document in (ROOT / "docs/members").glob("*.md")
        for found in KEY.findall(document.read_text())
    }
    shown = {key for group in listed(a_member()).values() for key in group}

    assert {"d", "s", "l", "g q", "9", "Backspace", "Alt+Enter"} <= named
    assert named <= shown


def test_no_key_has_two_meanings_on_one_page() -> None:
    everywhere = {"c", "n", "d"}
    for title, group in listed(a_member()).items():
        assert len(group) == len(set(group)), title
    assert everywhere <= set(listed(a_member())["どのページでも"])


def test_a_colleague_reads_only_what_a_colleague_can_press() -> None:
    shown = {key for group in listed(somebody()).values() for key in group}

    assert {"?", "g m", "r"} <= shown
    assert not shown & {"d", "g q", "g i", "p", "Backspace"}
