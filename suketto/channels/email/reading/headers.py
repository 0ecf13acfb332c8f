"""The head of a letter or of one of its parts: fields in their order, unfolded, and the words encoded in them."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from suketto.channels.email.reading import charsets, jis
from suketto.channels.email.reading.letter import Remark

MOST_BYTES = 512 * 1024  # a head beyond this is an attack or no head
MOST_FIELDS = 1000
# What a letter cannot be understood without; the first of each is taken from behind a thousand other fields, too.
_NEEDED = set(
    """from sender reply-to to cc subject date message-id in-reply-to references return-path delivered-to
    content-type content-transfer-encoding content-disposition auto-submitted precedence list-id list-unsubscribe
    x-auto-response-suppress x-autoreply x-failed-recipients x-suketto-instance""".split()
)

_CUT_UTF8 = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_BLANK_LINE = re.compile(rb"\n[ \t]*\r*\n|\n\r?\Z")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_WORD = re.compile(
    r"=\?([^?\s=]{1,60})\?(?:([Bb])\?([A-Za-z0-9+/=\s_-]*)|([Qq])\?((?:(?!=\?[^?\s]+\?[BbQq]\?).)*?))(?:\?=|\Z)",
    re.DOTALL,
)
_ENCODED_TWICE = re.compile(r"(?:\s*=\?[\w.-]+\?[BbQq]\?[!->@-~]+\?=)+")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\ufeff]+")


@dataclass(frozen=True, slots=True)
class Head:
    """Fields as (name, raw value); values are unfolded, the words in them still encoded."""

    fields: tuple[tuple[str, bytes], ...] = ()
    remarks: frozenset[Remark] = field(default_factory=frozenset)

    def all(self, name: str) -> list[str]:
        """Every value of a field, raw bytes read but encoded words left as they are."""
        return [charsets.decode_header(value).strip() for key, value in self.fields if key.lower() == name]

    def first(self, name: str) -> str:
        return next((charsets.decode_header(value).strip() for key, value in self.fields if key.lower() == name), "")

    def has(self, name: str) -> bool:
        return any(key.lower() == name for key, _ in self.fields)

    def text(self, name: str) -> str:
        """The first value of a field as a person reads it."""
        return words(self.first(name))


def split(raw: bytes, start: int, end: int) -> tuple[Head, int]:
    """The head that begins at `start`, and where the body after its blank line begins."""
    if raw[start : start + 1] in {b"\n", b"\r"}:
        return Head(), start + (2 if raw[start : start + 2] == b"\r\n" else 1)
    blank = _BLANK_LINE.search(raw, start, min(end, start + MOST_BYTES))
    stop, body = (blank.start() + 1, blank.end()) if blank else (min(end, start + MOST_BYTES), end)
    lines = raw[start:stop].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    fields, remarks, taken = _fields(lines)
    if taken is not None:  # the body began without a blank line
        body = start + _offset(raw[start:stop], taken)
    if blank is None and end - start > MOST_BYTES:
        remarks.add(Remark.HEADERS_TOO_MANY)
        body = stop
    return Head(tuple(fields), frozenset(remarks)), body


def _fields(lines: list[bytes]) -> tuple[list[tuple[str, bytes]], set[Remark], int | None]:
    found: list[tuple[str, list[bytes]]] = []
    remarks: set[Remark] = set()
    ended_at = None
    for number, line in enumerate(lines):
        match = _FIELD.fullmatch(line)
        if line[:1] in {b" ", b"\t"} and found:
            found[-1][1].append(_unfolded(found[-1][1][-1], line))
        elif match:
            found.append((match[1].decode("ascii"), [match[2]]))
        elif line.strip() and not line.startswith((b"From ", b">From ")):
            remarks.add(Remark.HEADERS_BROKEN)
            if not any(_FIELD.fullmatch(later) for later in lines[number + 1 : number + 4]):
                ended_at = number
                break
            if found:
                found[-1][1].append(b" " + line)  # folded by somebody who forgot to indent
    if len(found) > MOST_FIELDS:
        remarks.add(Remark.HEADERS_TOO_MANY)
        found = _worth_keeping(found)
    return [(name, b"".join(pieces)) for name, pieces in found], remarks, ended_at


def _unfolded(before: bytes, line: bytes) -> bytes:
    """A raw header that was folded by counting bytes may be cut inside a letter; the blank is then no blank."""
    cut = before[-1:] >= b"\x80" and b"\x80" <= line[1:2] < b"\xc0" and _CUT_UTF8.search(before) is not None
    return line[1:] if cut else line


def _worth_keeping(found: list[tuple[str, list[bytes]]]) -> list[tuple[str, list[bytes]]]:
    missing = _NEEDED - {name.lower() for name, _ in found[:MOST_FIELDS]}
    behind = [pair for pair in found[MOST_FIELDS:] if pair[0].lower() in missing]
    first = {name.lower(): (name, pieces) for name, pieces in reversed(behind)}
    return found[:MOST_FIELDS] + list(first.values())


def _offset(head: bytes, lines: int) -> int:
    at = 0
    for line in head.splitlines(keepends=True)[:lines]:
        at += len(line)
    return at


def words(value: str) -> str:
    """A value with its encoded words read: adjacent ones of one charset are one text, wherever they were cut."""
    if "=?" not in value:
        return _CONTROLS.sub(" ", value).strip() if _CONTROLS.search(value) else value
    read = "".join(_read(list(_pieces(value))))
    if _ENCODED_TWICE.fullmatch(read.strip()):  # as some web forms do
        read = "".join(_read(list(_pieces(read))))
    return _CONTROLS.sub(" ", read).strip()


def _pieces(value: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """("", [(plain, "")]) or (charset, [(way, payload), …]) for a run of adjacent words of that charset."""
    at = 0
    run: list[tuple[str, str]] = []
    of = ""
    for match in _WORD.finditer(value):
        charset = match[1].partition("*")[0].lower()  # RFC 2231 adds a language: utf-8*ja
        between = value[at : match.start()]
        if between.strip() or not run or charset != of:
            if run:
                yield of, run
            if between.strip() or not run:
                yield "", [(between, "")]
            run, of = [], charset
        run.append(("b", match[3]) if match[2] else ("q", match[5]))
        at = match.end()
    if run:
        yield of, run
    yield "", [(value[at:], "")]


def _read(pieces: list[tuple[str, list[tuple[str, str]]]]) -> Iterator[str]:
    for charset, run in pieces:
        if not charset:
            yield run[0][0]
            continue
        chunks = _chunks(run)
        data = jis.joined(chunks) if any(b"\x1b" in chunk for chunk in chunks) else b"".join(chunks)
        yield charsets.decode(data, charset)[0]


def _chunks(run: list[tuple[str, str]]) -> list[bytes]:
    """Each word's bytes; Base64 that was cut in the middle of a group of four goes on in the next word."""
    chunks: list[bytes] = []
    carried = ""
    for number, (way, payload) in enumerate(run):
        if way == "q":
            chunks.append(_from_q(payload))
            continue
        letters = carried + _NOT_BASE64.sub("", payload.replace("-", "+").replace("_", "/"))
        carried = ""
        goes_on = number + 1 < len(run) and run[number + 1][0] == "b" and "=" not in payload
        if goes_on and len(letters) % 4:
            cut = len(letters) // 4 * 4
            letters, carried = letters[:cut], letters[cut:]
        chunks.append(from_base64(letters))
    return chunks


def from_base64(letters: str) -> bytes:
    """Padding is added as needed; a single letter left over holds nothing and is dropped."""
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(whole + "=" * (-len(whole) % 4))


def _from_q(payload: str) -> bytes:
    return binascii.a2b_qp(payload.encode("utf-8", "replace").replace(b" ", b"_"), header=True)
