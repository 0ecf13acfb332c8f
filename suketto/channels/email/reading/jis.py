"""JIS codes as mailers really write them: ISO-2022-JP with half-width kana, NEC row 13 and IBM's letters, and EUC-JP.

Python's own `iso2022_jp*` codecs know neither ① nor ㈱ as Windows sends them, so every JIS X 0208 pair is read as the
CP932 pair it came from. A backslash stays a backslash in JIS-Roman too: paths are written with it.
"""

import re
from collections.abc import Callable, Sequence

LOST = "\ufffd"
# How Windows maps the signs that JIS X 0208 has and Unicode has twice.
AS_WINDOWS = str.maketrans("〜−‖—¢£¬", "～－∥―￠￡￢")

_ESCAPE = re.compile(rb"\x1b(?:\$\([@BCDOPQ]|\$[@AB]|\([BHIJ]|&@)|[\x0e\x0f]")
_STARTS_KANJI = re.compile(rb"\x1b\$(?:\([@BDOPQ]|[@B])")
_LOST_ESCAPE = re.compile(rb"\$[B@]((?:[!-~]{2})+?)\([BJ]")
_BACK_TO_ASCII = {b"\x1b(B", b"\x1b(J"}
_LINE_END = re.compile(rb"[\r\n]")
_LINE_AND_END = re.compile(rb"([\r\n])")
_HIGH = bytes(byte | 0x80 for byte in range(256))
_EUC = re.compile(rb"\x8f[\xa1-\xfe]{2}|\x8e[\xa1-\xdf]|[\xa1-\xfe]{2}|[\x00-\x7f]+|.", re.DOTALL)


def has_escapes(data: bytes) -> bool:
    """Only escapes into Japanese count: a terminal's colours (`ESC [ 3 1 m`) say nothing."""
    return b"\x1b" in data and (_STARTS_KANJI.search(data) is not None or b"\x1b(I" in data)


def decode(data: bytes) -> str:
    """ISO-2022-JP in all its kinds (-1, -2, -3, -2004, -MS, CP50220 to 50222); every line begins in ASCII again.

    Unless it ends with an escape back to ASCII: then its writer kept the kanji on over the line's end.
    """
    pieces: list[str] = []
    read: Callable[[bytes], str] = _ascii
    at = 0
    for escape in _ESCAPE.finditer(data):
        goes_on = escape.group() in _BACK_TO_ASCII
        pieces.append(_segment(data[at : escape.start()], read, goes_on=goes_on))
        read, at = _SETS.get(escape.group(), _ascii), escape.end()
    pieces.append(_segment(data[at:], read))
    return "".join(pieces)


def joined(chunks: Sequence[bytes]) -> bytes:
    """The chunks of adjacent encoded words as one stream, also where a word ends in kanji without saying so."""
    stream = b""
    for chunk in chunks:
        if stream and not chunk.startswith(b"\x1b") and _ends_in_kanji(stream) and not _continues(stream, chunk):
            stream += b"\x1b(B"
        stream += chunk
    return stream


def with_escapes_restored(data: bytes) -> bytes:
    """`$B%F%9%H(B` as some gateways leave it, with the escape characters they swallowed; unchanged when not so."""
    if b"\x1b" in data:
        return data
    return _LOST_ESCAPE.sub(lambda match: b"\x1b" + match.group()[:-2] + b"\x1b" + match.group()[-2:], data)


def decode_euc(data: bytes) -> str:
    """EUC-JP with Windows' additions (CP51932) and half-width kana."""
    try:
        return data.decode("euc_jp").translate(AS_WINDOWS)
    except UnicodeDecodeError:
        return "".join(_euc_piece(piece) for piece in _EUC.findall(data))


def _euc_piece(piece: bytes) -> str:
    if piece[0] < 0x80 or piece[0] in b"\x8e\x8f":
        return piece.decode("euc_jp", "replace")
    return _pair(piece[0] & 0x7F, piece[1] & 0x7F) if len(piece) == 2 else LOST


def _segment(data: bytes, read: Callable[[bytes], str], *, goes_on: bool = False) -> str:
    line_end = _LINE_END.search(data) if read is not _ascii else None
    if line_end is None:
        return read(data)
    below = data[line_end.start() :]
    if goes_on and read is _kanji and all(map(_may_be_kanji, _LINE_END.split(below))):
        return "".join(read(piece) if piece > b"\r" else _ascii(piece) for piece in _LINE_AND_END.split(data))
    return read(data[: line_end.start()]) + _ascii(below)


def _may_be_kanji(line: bytes) -> bool:
    return len(line) % 2 == 0 and b" " not in line and LOST not in _kanji(line)


def _ascii(data: bytes) -> str:
    """ASCII; what has its eighth bit set is half-width kana of the eight-bit kind, or lost."""
    if data.isascii():
        return data.decode("ascii")
    return "".join(chr(byte) if byte < 0x80 else chr(byte + 0xFEC0) if 0xA1 <= byte <= 0xDF else LOST for byte in data)


def _kana(data: bytes) -> str:
    return "".join(chr(byte + 0xFF40) if 0x21 <= byte <= 0x5F else chr(byte & 0x7F) for byte in data)


def _kanji(data: bytes) -> str:
    try:
        return data.translate(_HIGH).decode("euc_jp").translate(AS_WINDOWS)
    except UnicodeDecodeError:
        return _pairs(data, _pair)


def _pair(row: int, cell: int) -> str:
    """One JIS X 0208 pair as the CP932 character it is on the machine that wrote it."""
    lead = ((row - 0x21) >> 1) + 0x81
    lead += 0x40 if lead > 0x9F else 0
    trail = cell + (0x1F if cell < 0x60 else 0x20) if row & 1 else cell + 0x7E
    return _one(bytes((lead & 0xFF, trail & 0xFF)), "cp932")


def _one(pair: bytes, codec: str) -> str:
    """A pair is one letter, also when it is lost."""
    try:
        return pair.decode(codec)
    except UnicodeDecodeError:
        return LOST


def _pairs(data: bytes, one: Callable[[int, int], str]) -> str:
    """Pairs with whatever is no pair (blanks, controls) left between them."""
    pieces: list[str] = []
    at = 0
    while at < len(data):
        row = data[at] & 0x7F
        if row <= 0x20 or at + 1 == len(data):
            pieces.append(chr(row) if row <= 0x20 else LOST)
            at += 1
        else:
            pieces.append(one(row, data[at + 1] & 0x7F))
            at += 2
    return "".join(pieces)


def _by(codec: str, lead: bytes = b"") -> Callable[[bytes], str]:
    def read(data: bytes) -> str:
        return _pairs(data, lambda row, cell: _one(lead + bytes((row | 0x80, cell | 0x80)), codec))

    return read


_SETS: dict[bytes, Callable[[bytes], str]] = {
    b"\x1b$@": _kanji,
    b"\x1b$B": _kanji,
    b"\x1b$(@": _kanji,
    b"\x1b$(B": _kanji,
    b"\x1b$(D": _by("euc_jp", b"\x8f"),  # JIS X 0212, the supplementary kanji
    b"\x1b$(O": _by("euc_jis_2004"),  # JIS X 0213, first plane
    b"\x1b$(Q": _by("euc_jis_2004"),
    b"\x1b$(P": _by("euc_jis_2004", b"\x8f"),  # its second plane
    b"\x1b$A": _by("gb2312"),
    b"\x1b$(C": _by("euc_kr"),
    b"\x1b(I": _kana,
    b"\x0e": _kana,
}


def _ends_in_kanji(stream: bytes) -> bool:
    escapes = _ESCAPE.findall(stream)
    return bool(escapes) and _SETS.get(escapes[-1]) is _kanji


def _continues(stream: bytes, chunk: bytes) -> bool:
    """Whether a chunk without an escape goes on in kanji: half a character waits for it, or it reads well."""
    head = _ESCAPE.split(chunk, maxsplit=1)[0]
    waiting = _ESCAPE.split(stream)[-1]
    if len(waiting) % 2:
        return True
    return _may_be_kanji(head)
