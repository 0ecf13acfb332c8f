"""From what travelled to what was sent: Base64, quoted-printable and uuencode, also broken in the usual ways."""

import binascii
import re

from suketto.channels.email.reading.letter import Remark

Decoded = tuple[bytes, frozenset[Remark]]

PIECE = 1024 * 1024
NOTHING_ODD: frozenset[Remark] = frozenset()
_CLEAN_BASE64 = re.compile(rb"[A-Za-z0-9+/\r\n]*={0,2}\s*")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/ \t]*={0,3}[ \t]*\r?")
_NEVER_IN_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_SOFT_BREAK_WITH_BLANKS = re.compile(rb"=[ \t]+(?=\r?\n)")
_LONE_EQUALS = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*\Z)")
_LINES = re.compile(rb"[^\r\n]+")
_BEGIN = re.compile(rb"^begin[ \t]+[0-7]{3,4}[ \t]+([^\r\n]+)\r?\n", re.MULTILINE)
_END = re.compile(rb"^end[ \t]*\r?(?:\n|\Z)", re.MULTILINE)


def decode(data: memoryview, encoding: str) -> Decoded:
    """The bytes that were meant. What is said and cannot be is taken as it stands."""
    name = encoding.strip().strip("\"';").lower().replace(" ", "")
    if name in {"base64", "b64", "x-base64"}:
        return base64(data)
    if name in {"quoted-printable", "quotedprintable", "qp"}:
        return quoted_printable(data)
    if name in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return uuencode(data)
    known = name in {"", "7bit", "8bit", "binary", "7-bit", "8-bit", "none", "us-ascii", "utf-8", "8bitmime"}
    return bytes(data), NOTHING_ODD if known else frozenset({Remark.TRANSFER_ENCODING_UNKNOWN})


def base64(data: memoryview) -> Decoded:
    """Strict first, for it needs no second copy of a large file; what is broken and large is mended piece by piece."""
    if _CLEAN_BASE64.fullmatch(data):
        try:
            return binascii.a2b_base64(data), NOTHING_ODD
        except binascii.Error:
            pass
    broken = frozenset({Remark.BASE64_BROKEN})
    return (_base64_by_pieces(data) if len(data) > PIECE else _base64_by_lines(bytes(data))), broken


def _base64_by_pieces(data: memoryview) -> bytes:
    decoded = bytearray()
    carried = b""
    for at in range(0, len(data), PIECE):
        letters = carried + bytes(data[at : at + PIECE]).translate(None, _NEVER_IN_BASE64)
        *groups, carried = re.split(rb"=+", letters)
        for group in groups:
            decoded += _group(group)
        whole = len(carried) // 4 * 4
        decoded += binascii.a2b_base64(carried[:whole])
        carried = carried[whole:]
    return bytes(decoded + _group(carried))


def _base64_by_lines(data: bytes) -> bytes:
    """Groups that were padded one by one are put together; words added below (a list's footer) stay words."""
    lines = data.split(b"\n")
    good = 0
    while good < len(lines) and _BASE64_LINE.fullmatch(lines[good]):
        good += 1
    encoded, rest = b"\n".join(lines[:good]), b"\n".join(lines[good:])
    if not encoded.strip():
        return data
    if rest.strip() and _mostly_base64(rest):
        encoded, rest = data, b""
    decoded = b"".join(_group(group) for group in re.findall(rb"[^=]+=*", encoded))
    return decoded + (b"\n" + rest if rest.strip() else b"")


def _mostly_base64(data: bytes) -> bool:
    """A stray letter in a long encoded text is noise; spaces and punctuation everywhere are words."""
    noise = len(re.findall(rb"[^A-Za-z0-9+/=\s]", data)) + data.count(b" ")
    return noise * 50 < len(data)


def _group(group: bytes) -> bytes:
    letters = _NOT_BASE64.sub(b"", group)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def quoted_printable(data: memoryview) -> Decoded:
    """An equals sign that begins nothing is an equals sign."""
    broken = _LONE_EQUALS.search(data) is not None
    tidy: memoryview | bytes = data
    if _SOFT_BREAK_WITH_BLANKS.search(data):
        tidy = _SOFT_BREAK_WITH_BLANKS.sub(b"=", data)
    return binascii.a2b_qp(tidy), frozenset({Remark.QUOTED_PRINTABLE_BROKEN}) if broken else NOTHING_ODD


def uuencode(data: memoryview) -> Decoded:
    found = uuencoded(bytes(data))
    if not found:
        return bytes(data), frozenset({Remark.UUENCODE_BROKEN})
    return uudecoded(data.tobytes()[found[0][1] : found[0][2]])


def uuencoded(data: bytes) -> list[tuple[bytes, int, int, int, int]]:
    """Files in a text: raw name, where the encoded lines begin and end, where the whole begins and ends."""
    found = []
    begin = _BEGIN.search(data)
    while begin:
        end = _END.search(data, begin.end())
        if end is None:
            break
        found.append((begin[1].strip(), begin.end(), end.start(), begin.start(), end.end()))
        begin = _BEGIN.search(data, end.end())
    return found


def uudecoded(body: bytes) -> Decoded:
    """The lines between `begin` and `end`; a line with blanks cut off at its end is filled up again."""
    decoded = bytearray()
    broken = False
    for match in _LINES.finditer(body):
        line = match.group()
        if not line.strip(b" `"):
            continue
        try:
            decoded += binascii.a2b_uu(line)
        except binascii.Error:
            piece = _uu_line(line)
            broken = broken or piece is None
            decoded += piece or b""
    return bytes(decoded), frozenset({Remark.UUENCODE_BROKEN}) if broken else NOTHING_ODD


def _uu_line(line: bytes) -> bytes | None:
    size = (((line[0] - 32) & 63) * 4 + 5) // 3
    try:
        return binascii.a2b_uu(line[:size].ljust(size))
    except binascii.Error:
        return None
