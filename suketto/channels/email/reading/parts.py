"""The parts of a letter, found in its bytes without copying them.

The standard library's parser would make several copies of a large letter (25 MB cost it 196 MB); here a part is a pair
of offsets, and only what is asked for is decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from suketto.channels.email.reading import headers, parameters, sealed, transfer
from suketto.channels.email.reading.letter import Remark

DEEPEST = 30
MOST_PARTS = 1000

_FILE_NAME = re.compile(r"\.[A-Za-z0-9]{2,5}$")
_FIRST_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n(?=[A-Za-z-]+:|\r?\n)")


@dataclass(slots=True)
class Part:
    """One part: its head, its kind, and where its body lies in `raw`."""

    raw: bytes = field(repr=False)
    head: headers.Head
    start: int
    end: int
    kind: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    name: str = ""
    children: list[Part] = field(default_factory=list)
    remarks: set[Remark] = field(default_factory=set)

    @property
    def body(self) -> memoryview:
        return memoryview(self.raw)[self.start : self.end]

    @property
    def encoding(self) -> str:
        return self.head.first("content-transfer-encoding")

    @property
    def charset(self) -> str:
        return self.parameters.get("charset", "")

    @property
    def content_id(self) -> str:
        return self.head.first("content-id").strip().strip("<>").strip()

    def content(self) -> bytes:
        """The body with its transfer encoding undone; what was odd about it joins the remarks."""
        decoded, odd = transfer.decode(self.body, self.encoding)
        self.remarks |= odd
        return decoded

    def walk(self) -> Iterator[Part]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class _Count:
    parts: int = 0


def parse(raw: bytes) -> Part:
    """The letter as a tree of parts."""
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw[start : start + 1] in {b"\n", b"\r"}:
        start += 1
    return _part(raw, start, len(raw), "text/plain", 0, _Count())


def _part(raw: bytes, start: int, end: int, default: str, depth: int, count: _Count) -> Part:
    head, body = headers.split(raw, start, end)
    count.parts += 1
    part = Part(raw, head, min(body, end), end)
    part.remarks |= head.remarks
    _describe(part, default)
    wrapped = _wrapped(part) if depth < DEEPEST else None
    if wrapped is not None:
        part.children.append(_part(wrapped, 0, len(wrapped), "text/plain", depth + 1, count))
    elif part.kind.startswith("multipart/"):
        if depth >= DEEPEST:
            part.remarks.add(Remark.NESTED_TOO_DEEP)
            part.kind = "application/octet-stream"
        else:
            _divide(part, depth, count)
    return part


def _wrapped(part: Part) -> bytes | None:
    """The letter inside one that is signed as a whole, or sent in several pieces of which this is the first."""
    if part.kind == "message/partial" and part.parameters.get("number", "") == "1":
        return bytes(part.body)
    if part.kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        return sealed.content(part.content())
    return None


def _describe(part: Part, default: str) -> None:
    said = part.head.first("content-type")
    kind, part.parameters = parameters.parse(said) if said else (default, {})
    part.kind = kind if re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind) else _kind_meant(kind, default)
    part.disposition, shown = parameters.parse(part.head.first("content-disposition"))
    told = (shown.get("filename", ""), part.parameters.get("name", ""), shown.get("name", ""))
    described = part.head.text("content-description") if part.disposition == "attachment" else ""
    part.name = parameters.file_name(*told) or parameters.file_name(described if _FILE_NAME.search(described) else "")


def _kind_meant(kind: str, default: str) -> str:
    """`text`, `html`, `text/plain/` and whatever else should have been a type."""
    first = kind.partition("/")[0]
    return {"html": "text/html", "text": "text/plain", "message": "message/rfc822", "multipart": "multipart/mixed"}.get(
        first, default if not first else "application/octet-stream"
    )


def _divide(part: Part, depth: int, count: _Count) -> None:
    """Finds the children between the boundary lines; a multipart that has none is text."""
    spans = _spans(part)
    if not spans and part.encoding.strip().lower() in {"base64", "quoted-printable"}:
        part.raw, part.start = part.content(), 0  # forbidden, and done
        part.end = len(part.raw)
        spans = _spans(part)
    if not spans:
        part.kind = "text/plain"
        part.remarks.add(Remark.TRUNCATED if part.start < part.end else Remark.HEADERS_BROKEN)
        return
    default = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
    for start, end in spans:
        if count.parts >= MOST_PARTS:
            part.remarks.add(Remark.PARTS_TOO_MANY)
            return
        part.children.append(_part(part.raw, start, end, default, depth + 1, count))


def _spans(part: Part) -> list[tuple[int, int]]:
    boundary = part.parameters.get("boundary", "").encode("utf-8", "replace").rstrip()
    spans = _between(part, boundary) if boundary else []
    if not spans:
        guess = _FIRST_BOUNDARY.search(part.raw, max(0, part.start - 1), part.end)
        if guess:
            spans = _between(part, guess[1])
            part.remarks.add(Remark.BOUNDARY_GUESSED)
    return spans


def _between(part: Part, boundary: bytes) -> list[tuple[int, int]]:
    """Where the parts between `--boundary` lines lie, each without the line end that belongs to the boundary."""
    raw, marker = part.raw, b"--" + boundary
    spans: list[tuple[int, int]] = []
    opened = None
    at = raw.find(marker, part.start, part.end)
    while at >= 0:
        after = at + len(marker)
        closing = raw[after : after + 2] == b"--"
        line_end = raw.find(b"\n", after, part.end)
        line_end = part.end if line_end < 0 else line_end
        alone = not raw[after + (2 if closing else 0) : min(line_end, after + 200)].strip()
        if alone and (at == part.start or raw[at - 1 : at] == b"\n"):
            if opened is not None:
                spans.append((opened, max(opened, _without_line_end(raw, at))))
            opened = None if closing else min(line_end + 1, part.end)
            if closing or len(spans) >= MOST_PARTS:
                return spans
        at = raw.find(marker, after, part.end)
    if opened is not None:
        spans.append((opened, part.end))
        part.remarks.add(Remark.TRUNCATED)
    return spans


def _without_line_end(raw: bytes, at: int) -> int:
    at -= 1 if raw[at - 1 : at] == b"\n" else 0
    return at - (1 if raw[at - 1 : at] == b"\r" else 0)
