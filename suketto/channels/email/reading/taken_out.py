"""Files that were written into a text, before there was MIME: uuencode, its Base64 kin, and yEnc."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from suketto.channels.email.reading import transfer

_BEGIN_BASE64 = re.compile(rb"^begin-base64[ \t]+[0-7]{3,4}[ \t]+([^\r\n]+)\r?\n", re.MULTILINE)
_END_BASE64 = re.compile(rb"^====[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_BEGIN_YENC = re.compile(rb"^=ybegin [^\r\n]{0,100}? name=([^\r\n]{1,300})\r?\n(?:=ypart [^\r\n]*\r?\n)?", re.MULTILINE)
_END_YENC = re.compile(rb"^=yend\b[^\r\n]*\r?(?:\n|\Z)", re.MULTILINE)
_YENC_LETTERS = bytes((letter - 42) % 256 for letter in range(256))
_ESCAPED = re.compile(rb"=(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class File:
    """A file in a text: its raw name, and from where to where it stands there."""

    name: bytes
    content: bytes
    start: int
    end: int


def take_out(data: bytes) -> tuple[bytes, list[File]]:
    """A text without the files written into it, and those files; what only looks like one stays in the text."""
    found = [*_uuencoded(data), *_base64(data), *_yenc(data)]
    files: list[File] = []
    words: list[bytes] = []
    at = 0
    for file in sorted(found, key=lambda each: each.start):
        if file.start >= at:
            words.append(data[at : file.start])
            files.append(file)
            at = file.end
    return (b"\n".join([*words, data[at:]]), files) if files else (data, [])


def _uuencoded(data: bytes) -> Iterator[File]:
    for name, start, end, opened, closed in transfer.uuencoded(data) if b"begin " in data else []:
        content, odd = transfer.uudecoded(data[start:end])
        if not odd and data[start:end].strip():
            yield File(name, content, opened, closed)


def _base64(data: bytes) -> Iterator[File]:
    for begin, end in _between(_BEGIN_BASE64, _END_BASE64, data) if b"begin-base64 " in data else ():
        try:
            content = binascii.a2b_base64(b"".join(data[begin.end() : end.start()].split()), strict_mode=True)
        except binascii.Error:
            continue
        yield File(begin[1].strip(), content, begin.start(), end.end())


def _yenc(data: bytes) -> Iterator[File]:
    """Taken out even where it lost a byte on its way: as text it would make signs of nothing, and spoil the words."""
    for begin, end in _between(_BEGIN_YENC, _END_YENC, data) if b"=ybegin " in data else ():
        body = data[begin.end() : end.start()].replace(b"\r", b"").replace(b"\n", b"")
        whole = _ESCAPED.sub(lambda found: bytes([(found[1][0] - 64) % 256]), body)
        yield File(begin[1].strip(), whole.translate(_YENC_LETTERS), begin.start(), end.end())


def _between(
    begins: re.Pattern[bytes], ends: re.Pattern[bytes], data: bytes
) -> Iterator[tuple[re.Match[bytes], re.Match[bytes]]]:
    """Each beginning with its end; one that another beginning follows before any end is none."""
    found = list(begins.finditer(data))
    limits = [*(later.start() for later in found[1:]), len(data)][: len(found)]
    for begin, limit in zip(found, limits, strict=True):
        end = ends.search(data, begin.end(), limit)
        if end is not None:
            yield begin, end
