"""Files of a letter are saved and never shown; its HTML shows the pictures it carries and fetches nothing."""

import base64
import html
import re
from pathlib import Path

import pytest

from suketto.channels.email.models import Letter
from suketto.channels.email.views.styles import with_classes
from tests.people import a_desk, a_member, somebody
from tests.unit.email.test_letter_pages import as_, page_of
from tests.unit.email.writing import a_letter, arrives

pytestmark = pytest.mark.django_db
LETTERS = Path(__file__).parents[2] / "letters"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def letter() -> Letter:
    return arrives(a_letter(by=somebody(), files=(("議事録.txt", "本日の議題".encode()),)), a_desk())


def test_a_file_is_saved_under_its_japanese_name_and_never_shown(letter: Letter) -> None:
    answer = as_(a_member()).get(page_of("letter_attachment", letter))

    assert answer.content == "本日の議題".encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E8%AD%B0%E4%BA%8B%E9%8C%B2.txt"


@pytest.mark.parametrize("index", [0, 2, 10**17])
def test_a_file_that_is_not_there_does_not_exist(letter: Letter, index: int) -> None:
    assert as_(a_member()).get(f"/mail/{letter.pk}/files/{index}/").status_code == 404


def test_a_web_page_that_was_attached_is_only_saved() -> None:
    letter = arrives(a_letter(by=somebody(), files=(("x.html", b"<script>alert(1)</script>"),)), a_desk())

    answer = as_(a_member()).get(page_of("letter_attachment", letter))

    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/octet-stream", 'attachment; filename="x.html"',
    )  # fmt: skip


def test_the_original_is_saved_byte_for_byte(letter: Letter) -> None:
    answer = as_(a_member()).get(page_of("letter_file", letter))

    assert answer.content == letter.raw()
    assert answer["Content-Disposition"] == f'attachment; filename="letter-{letter.pk}.eml"'


def html_letter(words: str) -> Letter:
    return arrives(
        b"From: a@example.net\r\nTo: help@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
        + words.encode()
        + b"\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <a&b@c>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(PICTURE)
        + b"\r\n--b\r\nContent-Type: image/svg+xml\r\nContent-ID: <svg>\r\n\r\n<svg/>\r\n--b--\r\n",
        a_desk(),
    )


def test_pictures_of_the_letter_are_shown_from_the_letter_and_nothing_is_fetched() -> None:
    letter = html_letter(
        '<p>見て</p><img src="cid:a%26b@c" alt="画面"><img src="cid:svg"><img src="cid:gone" alt="ない">'
        '<img src="https://tracker.example.net/x.png"><div style="background:url(https://t.example.net/y)">z</div>'
    )

    answer = as_(a_member()).get(page_of("letter_html", letter))
    page = answer.content.decode()

    assert re.findall(r'src="([^"]*)"', page) == [f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"]
    assert "example.net" not in page
    assert 'alt="ない"' in page
    assert re.sub(r"nonce-[\w-]+", "nonce-N", answer["Content-Security-Policy"]) == (
        "default-src 'none'; img-src data:; style-src 'nonce-N'; sandbox; frame-ancestors 'self'"
    )


def test_colours_stay_without_any_style_of_an_element() -> None:
    letter = html_letter(
        '<p style="color:#c00; font-weight:bold">急ぎ</p><p style="color: rgb(1, 2, 3)">x</p>'
        '<p style="font-weight:bold;color:#c00" title="a style=" lang="ja">y</p>'
        '<p style="color:#c00;font-weight:bold">z</p>'
    )
    mizuno = as_(a_member())

    first, second = (mizuno.get(page_of("letter_html", letter)) for _time in range(2))
    page = first.content.decode()
    [nonce] = re.findall(r"'nonce-([\w-]+)'", first["Content-Security-Policy"])
    [(written, sheet)] = re.findall(r'<style nonce="([\w-]+)">(.*?)</style>', page, re.DOTALL)

    assert (written, nonce in second["Content-Security-Policy"]) == (nonce, False)
    assert page.count('style="') == page.count('title="a style="') == 1
    assert sheet.splitlines() == [
        ".s1 { color: #c00; font-weight: bold }", ".s2 { color: rgb(1, 2, 3) }",
        ".s3 { font-weight: bold; color: #c00 }",
    ]  # fmt: skip
    assert re.findall(r'class="(s\d)"', page) == ["s1", "s2", "s3", "s1"]


@pytest.mark.parametrize(
    "style",
    [
        "color:red}body{display:none", "color:</style><script>alert(1)</script>", "color:red;@import 'x'",
        "background-color:url(https://t.example.net/y)", "color:expression(alert(1))", "color:rgb(1", "color:\\72 ed",
        "color:/*", "background-color:u\\rl(x)", "white-space:var(--x)", "color:“red”",
    ],
)  # fmt: skip
def test_a_style_that_could_be_more_than_a_colour_is_dropped(style: str) -> None:
    page, sheet = with_classes(f'<p style="{html.escape(style)}">x</p>')

    assert (page, sheet) in {("<p>x</p>", ""), ('<p class="s1">x</p>', ".s1 { color: red }")}


def test_words_that_look_like_a_picture_stay_words() -> None:
    page = as_(a_member()).get(page_of("letter_html", html_letter('<p>書き方: src="cid:a&amp;b@c" です</p>')))

    assert "data:image" not in page.content.decode()


@pytest.mark.slow
def test_no_letter_breaks_a_page_or_fetches_anything() -> None:
    mizuno = as_(a_member())
    letters = [arrives(file.read_bytes(), a_desk()) for file in sorted(LETTERS.glob("*.eml"))]

    for letter in letters:
        page, shown = (mizuno.get(page_of(name, letter)) for name in ("letter", "letter_html"))
        files = [mizuno.get(address) for address in re.findall(r'href="(/mail/\d+/files/\d+/)"', page.content.decode())]

        assert {answer.status_code for answer in (page, shown, *files)} == {200}, letter.subject
        assert re.findall(r'src="(?!data:image/)', shown.content.decode()) == []
        assert re.findall(r'<[a-z][^>"]*(?:"[^"]*"[^>"]*)*\sstyle="', shown.content.decode()) == []
        assert [file for file in files if not file["Content-Disposition"].startswith("attachment")] == []
    assert len(letters) > 150
