"""`suketto mail take-in` takes what people have: files, folders, an mbox; of everything else it says a sentence."""

import json
from pathlib import Path

import pytest

from suketto.channels.email.models import Letter
from suketto.channels.email.reading import read, sealed
from suketto.console.verbs import run
from tests.people import somebody
from tests.unit.email.writing import a_letter


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()]


@pytest.mark.django_db
def test_a_folder_is_the_letters_in_it_and_below(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    below = tmp_path / "cur"
    below.mkdir()
    for file in (tmp_path / "b.eml", below / "1.host:2,S", tmp_path / ".hidden"):
        file.write_bytes(a_letter(by=somebody()))

    status = run(["mail", "take-in", str(tmp_path), "--json"])

    assert status == 0
    assert told(capsys) == [str(tmp_path / "b.eml"), str(below / "1.host:2,S")]


@pytest.mark.django_db
def test_an_mbox_is_its_letters_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = a_letter("From now on I use the VPN.\n\nFrom the office in 2026 it works.", by=somebody())
    second = a_letter(by=somebody())
    file = tmp_path / "box"
    line = b"From emil@example.jp Fri Nov 20 10:15:00 2026\n"
    file.write_bytes(line + first + b"\n" + line + second)

    status = run(["mail", "take-in", str(file), "--json"])

    assert status == 0
    assert told(capsys) == [f"{file}#1", f"{file}#2"]
    assert {bytes(letter.raw()) for letter in Letter.objects.all()} == {first, second}


@pytest.mark.django_db
def test_an_empty_folder_is_told_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.eml").write_bytes(a_letter(by=somebody()))

    status = run(["mail", "take-in", str(tmp_path / "empty"), str(tmp_path / "a.eml"), "--json"])

    said = capsys.readouterr()
    assert status == 1
    assert "there is no letter in this folder" in said.err
    assert str(tmp_path / "a.eml") in said.out


def der(kind: int, value: bytes) -> bytes:
    return bytes((kind, 0x82)) + len(value).to_bytes(2, "big") + value


def left_open(kind: int, value: bytes) -> bytes:
    return bytes((kind, 0x80)) + value + b"\0\0"


def signed(letter: bytes, *, pieces: bool) -> bytes:
    """As Outlook wraps it: lengths left open and the words in pieces, or everything measured."""
    wrap = left_open if pieces else der
    words = left_open(0x24, der(4, letter[:9]) + der(4, letter[9:])) if pieces else der(4, letter)
    held = wrap(0x30, der(6, bytes.fromhex("2a864886f70d010701")) + wrap(0xA0, words))
    return wrap(0x30, der(6, sealed.SIGNED_DATA) + wrap(0xA0, wrap(0x30, der(2, b"\1") + der(0x31, b"") + held)))


@pytest.mark.parametrize("pieces", [True, False])
def test_the_words_of_an_opaquely_signed_letter_are_read(*, pieces: bool) -> None:
    data = signed("Content-Type: text/plain; charset=utf-8\r\n\r\n共有が開けません。".encode(), pieces=pieces)
    head = b"From: a@example.jp\r\nSubject: x\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\n"

    letter = read(head + data)

    assert letter.text == "共有が開けません。"
    assert [file.content for file in letter.attachments] == [data]


def test_what_only_looks_signed_stays_a_file() -> None:
    whole = signed(b"Content-Type: text/plain\r\n\r\nx", pieces=True)

    found = [sealed.content(whole[:end] + whole[end + step :]) for end in range(len(whole)) for step in (0, 1, 7)]

    assert len(found) == 3 * len(whole)  # none of them raised
    assert sealed.content(b"") is None
    assert sealed.content(b"\x30\x80" * 5000) is None
