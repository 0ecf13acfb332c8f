"""The words of files as people send them, made by the programs' own libraries; and files that are not what they say."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document
from pptx import Presentation
from pypdf import PdfWriter

from suketto.foundation import documents
from suketto.foundation.documents import LONGEST, Unreadable, read_apart, text_of


def word() -> bytes:
    document = Document()
    document.add_paragraph("共有フォルダーの申請書")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "機器番号", "PC-00042"
    return saved(document)


def slides() -> bytes:
    shown = Presentation()
    slide = shown.slides.add_slide(shown.slide_layouts[5])
    slide.shapes.title.text = "VPNの手順"
    slide.notes_slide.notes_text_frame.text = "証明書の期限"
    return saved(shown)


def workbook() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("集計表").write_row(0, 0, ["エラー 0x80070005", 12])
    book.add_worksheet("二枚目").write(4, 3, "下の方のことば")
    book.close()
    return file.getvalue()


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def letter() -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "プリンターの件"
    mail["From"] = "柴田 <shibata@example.jp>"
    mail.set_content("紙が詰まります。", charset="iso-2022-jp")
    mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="記録.bin")
    return mail.as_bytes()


def packed_with(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * size)
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (word(), "申請.docx", ["共有フォルダーの申請書", "PC-00042"]),
        (word(), "申請.pdf", ["共有フォルダーの申請書"]),
        (slides(), "手順.pptx", ["VPNの手順", "証明書の期限"]),
        (workbook(), "表.xlsx", ["集計表", "エラー 0x80070005", "下の方のことば"]),
        (letter(), "転送.eml", ["プリンターの件", "shibata@example.jp", "紙が詰まります。", "記録.bin"]),
        ("ﾌﾟﾘﾝﾀｰ①髙".encode("cp932"), "log.txt", ["ﾌﾟﾘﾝﾀｰ①髙"]),
        ("日本語".encode("utf-16"), "log.txt", ["日本語"]),
        ("日本語のログです".encode("euc_jp"), "log.log", ["日本語のログです"]),
        ("﻿題,値".encode(), "a.csv", ["題,値"]),
        ("<p>本文 &amp; <script>x()</script></p>".encode(), "a.html", ["本文 &"]),
    ],
    ids=["word", "word called pdf", "slides", "workbook", "letter", "cp932", "utf-16", "euc", "bom", "page"],
)
def test_the_words_are_read_by_what_the_file_is(raw: bytes, name: str, words: list[str]) -> None:
    text = text_of(raw, name)

    assert [each for each in words if each not in text] == []
    assert "x()" not in text


@pytest.mark.parametrize(
    ("raw", "name", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "絵.png", "kind"),
        (documents.OLD_OFFICE + b"\0" * 100, "旧.doc", "kind"),
        (b"PK\x03\x04 torn", "申請.docx", "broken"),
        (packed_with(documents.UNPACKED_MAX + 1), "爆弾.docx", "large"),
    ],
    ids=["picture", "old office", "torn", "bomb"],
)
def test_what_has_no_text_says_why(raw: bytes, name: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        text_of(raw, name)


def test_a_locked_pdf_is_locked_and_an_empty_one_empty() -> None:
    pdf = PdfWriter()
    pdf.add_blank_page(100, 100)
    assert text_of(saved_pdf(pdf), "a.pdf") == ""
    pdf.encrypt("secret")
    with pytest.raises(Unreadable, match="locked"):
        text_of(saved_pdf(pdf), "a.pdf")


def saved_pdf(pdf: PdfWriter) -> bytes:
    file = io.BytesIO()
    pdf.write(file)
    return file.getvalue()


def test_very_long_text_is_cut_and_control_characters_are_gone() -> None:
    assert len(text_of(b"x" * 5_000_000, "a.txt")) == LONGEST
    assert text_of("あ\x07\x1b[0mい\n\n\n う".encode(), "a.txt") == "あ[0mい\nう"


@pytest.mark.slow
def test_apart_a_file_is_read_the_same_and_a_broken_one_says_so(tmp_path: Path) -> None:
    good, torn = tmp_path / "a", tmp_path / "b"
    good.write_bytes(word())
    torn.write_bytes(b"%PDF-1.7\n" + b"\xff" * 10_000)

    assert "PC-00042" in read_apart(good, "申請.docx")
    with pytest.raises(Unreadable, match="broken"):
        read_apart(torn, "a.pdf")
    with pytest.raises(Unreadable):
        read_apart(tmp_path / "gone", "a.pdf")


@pytest.mark.slow
def test_a_reader_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a"
    file.write_bytes(word())
    monkeypatch.setattr(documents, "SECONDS", 0.0005)

    with pytest.raises(Unreadable, match="time"):
        read_apart(file, "a.docx")
