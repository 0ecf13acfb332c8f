"""What the standard library writes, the reader reads; and every letter Windows has survives the JIS codes."""

import hashlib
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suketto.channels.email.reading import Address, charsets, jis, read

JAPANESE = st.text("あいうアイウ亜報告表示能予ｱｲｳABC 012、。（）ー印刷画面接続", min_size=1, max_size=60)
LINES = st.lists(JAPANESE.map(str.strip).filter(bool), min_size=1, max_size=6)
NAMES = st.text("報告書見積表示能予ABC_-() 12", min_size=1, max_size=40).map(str.strip).filter(bool)
FILES = st.lists(st.tuples(NAMES, st.binary(max_size=300)), max_size=3)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(
    subject=JAPANESE.map(str.strip).filter(bool),
    lines=LINES,
    files=FILES,
    name=NAMES,
    charset=st.sampled_from(["utf-8", "shift_jis", "euc-jp"]),
    way=st.sampled_from(["base64", "quoted-printable", "8bit"]),
)
def test_a_letter_of_the_standard_library_comes_back(
    subject: str, lines: list[str], files: list[tuple[str, bytes]], name: str, charset: str, way: str
) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"] = f'"{name}" <emil.shibata@aoba.example>'
    message["Subject"] = subject
    message.set_content("\n".join(lines), charset=charset, cte=way)
    for called, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=f"{called}.bin")

    letter = read(message.as_bytes())

    assert letter.text == "\n".join(lines)
    assert letter.subject == subject
    assert letter.sender == Address(" ".join(name.split()), "emil.shibata@aoba.example")
    assert [(file.name, file.content) for file in letter.attachments] == [
        (f"{called}.bin", content) for called, content in files
    ]


def windows_pairs() -> list[tuple[bytes, str]]:
    """Every pair of bytes CP932 gives a letter to, those of private use left out."""
    found = []
    for lead in [*range(0x81, 0xA0), *range(0xE0, 0xF0)]:
        for trail in [*range(0x40, 0x7F), *range(0x80, 0xFD)]:
            try:
                found.append((bytes((lead, trail)), bytes((lead, trail)).decode("cp932")))
            except UnicodeDecodeError:
                continue
    return found


def as_jis(pair: bytes) -> bytes:
    """The JIS X 0208 pair of a CP932 pair, by the book."""
    lead, trail = pair
    row = (lead - (0x70 if lead < 0xA0 else 0xB0)) * 2
    if trail >= 0x9F:
        return bytes((row, trail - 0x7E))
    return bytes((row - 1, trail - (0x1F if trail < 0x7F else 0x20)))


@pytest.mark.slow
def test_every_letter_of_windows_survives_iso_2022_jp_and_euc_jp() -> None:
    pairs = windows_pairs()

    lost = [
        letter
        for pair, letter in pairs
        if jis.decode(b"\x1b$B" + as_jis(pair) + b"\x1b(B") != letter
        or jis.decode_euc(bytes(byte | 0x80 for byte in as_jis(pair))) != letter
        or charsets.decode(pair, "shift_jis")[0] != letter
    ]

    assert len(pairs) > 7300
    assert lost == []


def test_a_file_keeps_its_bytes_whatever_they_are() -> None:
    content = bytes(range(256)) * 400 + b"\r\n.\r\nFrom here\n--=_b\r\n"
    message = EmailMessage(policy=SMTP)
    message.set_content("添付します。")
    message.add_attachment(content, maintype="application", subtype="zip", filename="全部.zip")

    (file,) = read(message.as_bytes()).attachments

    assert (file.name, file.size, file.sha256) == ("全部.zip", len(content), hashlib.sha256(content).hexdigest())
