"""No bytes can raise out of the reader, and none can keep it long."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suketto.channels.email.reading import Address, Letter, Remark, parts, reader
from suketto.channels.email.reading.folding import fold

LETTERS = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "letters").glob("*.eml"))]
MORSELS = [
    b"\r\n\r\n", b"\n", b"\r", b"\x00", b"\x1b$B", b"\x1b(B", b"\x1b(I", b"--", b"=?utf-8?B?",
    b"?=", b"=?x?Q?=", b"begin 644 a\n", b"Content-Type: message/rfc822\n",
    b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Transfer-Encoding: base64\n",
    b"filename*0*=iso-2022-jp''%1B%24B", b'"', b"(", b"<", b";", b"\\", b"\xff\xfe", b"\x82\xa0", b"\xe3\x81",
    b"<div>" * 50, "差出人: ".encode(), b"> ", b"-- \n", b"On 2026/11/20, a wrote:\n", b"%" * 9,
    b"From: ", b"Date: ", b"Subject: ",
]  # fmt: skip
LINES = [
    "", "はい", "> 引用", "差出人: 柴田 <a@aoba.example>", "送信日時: 2026年11月19日", "宛先: 水野", "件名: VPN", "-- ",
    "--", "━━━━━━━━", "TEL 06-1234-5678",
    "2026/11/19 18:02、水野 <a@aoba.example>のメール:", "iPhoneから送信",
    "-----Original Message-----",
    "---------- Forwarded message ---------", "________________________________", "以上です。",
    "株式会社青葉", ">> 深い引用", "  ",
]  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """A letter with pieces cut out, doubled, replaced by morsels, or sewn to another letter."""
    letter = draw(st.sampled_from(LETTERS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(letter)))
        end = min(len(letter), start + draw(st.integers(0, 40)))
        instead = draw(
            st.one_of(st.sampled_from(MORSELS), st.binary(max_size=8), st.just(b""), st.just(letter[start:end] * 2))
        )
        letter = letter[:start] + instead + letter[end:]
    if draw(st.booleans()):
        other = draw(st.sampled_from(LETTERS))
        letter = letter[: draw(st.integers(0, len(letter)))] + other[draw(st.integers(0, len(other))) :]
    return letter


def understood(raw: bytes) -> Letter:
    """As `read`, without the net under it: what `read` would catch is raised here."""
    return reader._read(raw)


@pytest.mark.slow
@settings(max_examples=200, deadline=5000)
@given(raw=st.one_of(st.binary(max_size=600), st.lists(st.sampled_from(MORSELS), max_size=40).map(b"".join)))
def test_no_bytes_raise(raw: bytes) -> None:
    letter = understood(raw)

    assert letter.readable or letter.remarks


@pytest.mark.slow
@settings(max_examples=600, deadline=5000)
@given(raw=mutations())
def test_no_mutilated_letter_raises(raw: bytes) -> None:
    letter = understood(raw)

    assert letter.sent_at is None or letter.sent_at.tzinfo
    assert not {"\r", "\x00"} & set(letter.text + letter.folded + letter.html.replace("&#13;", ""))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(lines=st.lists(st.sampled_from(LINES), max_size=25), reply=st.booleans(), forward=st.booleans())
def test_text_and_folded_part_together_are_the_whole_letter(lines: list[str], reply: bool, forward: bool) -> None:  # noqa: FBT001
    whole = "\n".join(lines)

    divided = fold(whole, sender=Address("柴田", "a@aoba.example"), reply=reply, forward=forward)

    kept = f"{divided.text}\n{divided.folded}".split("\n")
    assert sorted(line.strip() for line in kept if line.strip()) == sorted(
        line.strip() for line in lines if line.strip()
    )
    assert divided.text or not whole.strip()


def test_what_nobody_foresaw_is_remarked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(raw: bytes) -> parts.Part:
        raise RecursionError

    monkeypatch.setattr(parts, "parse", fall)

    assert reader.read(b"From: a@aoba.example\n\n") == Letter(readable=False, remarks=(Remark.NOT_UNDERSTOOD,))


HEAD = b"From: a@aoba.example\nSubject: x\n"
# Each grows with its number; at 1000 it is some megabytes.
ABSURD: dict[str, Callable[[int], bytes]] = {
    "parts in parts": lambda n: HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (m, m) for m in range(3 * n)),
    "many parts": lambda n: HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50 * n,
    "many half boundaries": lambda n: HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--bx\n" * 100 * n,
    "elements in elements": lambda n: HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 200 * n,
    "formatting in disorder": lambda n: HEAD + b"Content-Type: text/html\n\n" + b"<a><b><p></a></b>" * 20 * n,
    "many tables": lambda n: HEAD + b"Content-Type: text/html\n\n" + b"<table><td>" * 100 * n,
    "list items": lambda n: HEAD + b"Content-Type: text/html\n\n<ul>" + b"<li>x" * 50 * n,
    "many encoded words": lambda n: HEAD + b"X: " + b"=?utf-8?B?44GC?= " * 20 * n + b"\n\nx",
    "words without end": lambda n: b"Subject: " + b"=?utf-8?Q?" * 40 * n + b"\n\nx",
    "brackets": lambda n: b"From: "
    + b"(" * 200 * n
    + b"\nTo: "
    + b'"' * (100 * n + 1)
    + b"\nCc: "
    + b"<a," * 60 * n
    + b"\n\nx",
    "semicolons": lambda n: HEAD + b"Content-Type: text/plain" + b"; a=" * 60 * n + b"\n\nx",
    "quotes in a parameter": lambda n: HEAD + b'Content-Type: text/plain; x="' + b"\\" * 200 * n + b"\n\nx",
    "many headers": lambda n: b"A: b\n" * 100 * n + HEAD + b"\nx",
    "many headers that are needed": lambda n: b"To: b\n" * 100 * n + HEAD + b"\nx",
    "one long line": lambda n: HEAD + b"\n" + b"x" * 3000 * n,
    "one long wide line": lambda n: HEAD + b"\n" + "柴田さんは書きました".encode() * 100 * n,
    "rules": lambda n: HEAD + b"In-Reply-To: <a@b>\n\n" + b"-" * 1000 * n + b"\n" + b"-----\n" * 50 * n,
    "header lines": lambda n: HEAD + b"In-Reply-To: <a@b>\n\n" + b"To: a\n" * 100 * n,
    "quote marks": lambda n: HEAD + b"In-Reply-To: <a@b>\n\n" + b"> a\nb\n" * 100 * n,
    "soft breaks": lambda n: HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"= \t" * 500 * n,
    "padding": lambda n: HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"YQ==" * 300 * n,
    "begin without end": lambda n: HEAD + b"\n" + b"begin 644 a\n" * 20 * n,
    "escapes": lambda n: HEAD + b"\n" + b"\x1b$B\x1b(B" * 300 * n,
    "kanji that go on": lambda n: HEAD + b"\n\x1b$B" + b"F|K\\\n" * 300 * n + b"\x1b(B",
    "signed in the text": lambda n: HEAD + b"\n" + b"-----BEGIN PGP SIGNED MESSAGE-----\n\n" * 50 * n,
    "blank lines": lambda n: b"\n" * 1000 * n,
    "carriage returns": lambda n: HEAD + b"\r" * 1000 * n,
    "dots and digits": lambda n: HEAD + b"Date: " + b"1:" * 100 * n + b"\n\n" + b"2026/" * 200 * n,
    "addresses": lambda n: HEAD + b"Return-Path: <>\n\n" + b"a@b.c." * 100 * n,
    "mail daemon": lambda n: b"From: mailer-daemon@a.example\nSubject: failure notice\n\n" + b"a.a=" * 200 * n,
}  # fmt: skip


def steps(raw: bytes) -> int:
    """How many lines and calls it takes to understand a letter: the same number on every machine."""
    taken = 0

    def line(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal taken
        taken += 1
        return line

    def call(frame: FrameType, event: str, argument: object) -> None:
        nonlocal taken
        taken += event == "c_call"

    before, profiled = sys.gettrace(), sys.getprofile()
    sys.setprofile(call)
    sys.settrace(line)
    try:
        understood(raw)
    finally:
        sys.settrace(before)
        sys.setprofile(profiled)
    return taken


@pytest.mark.slow
@pytest.mark.parametrize("name", ABSURD)
def test_an_absurd_letter_twice_as_large_takes_no_more_than_twice_the_steps(name: str) -> None:
    steps(ABSURD[name](5))  # what is compiled and remembered once is not counted
    small, large = steps(ABSURD[name](20)), steps(ABSURD[name](40))

    assert large <= 2.2 * small + 500


@pytest.mark.slow
@pytest.mark.parametrize("name", ABSURD)
def test_an_absurd_letter_is_understood(name: str) -> None:
    assert understood(ABSURD[name](1000)).remarks is not None
