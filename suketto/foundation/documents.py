"""The words in a file that somebody sent: PDF, Word, Excel, PowerPoint, mail, web page, plain text.

Files come from anybody, so they are read in a process of their own with little memory and time (`read_apart`).
"""

import email
import email.policy
import io
import resource
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

LONGEST = 200_000  # characters kept of one file
SECONDS = 30
MEMORY = 1_500_000_000  # bytes of address space
UNPACKED_MAX = 300_000_000  # bytes that a packed document may hold
PAGES_MAX = 500
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = b"PK\x03\x04"
WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 says so at its beginning


class Unreadable(Exception):
    """There is no text to be had; the reason is a short word: kind, locked, broken, large, time."""


def read_apart(path: Path, name: str) -> str:
    """The text of a file, at most LONGEST characters; raises Unreadable. A misbehaving file ends its reader alone."""
    command = [sys.executable, "-m", "suketto.foundation.documents", str(path), name[-100:]]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS * 2, check=False, text=False)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        raise Unreadable("time") from late
    if done.returncode == 3:
        raise Unreadable(done.stderr.decode("utf-8", "replace").strip()[-40:] or "broken")
    if done.returncode != 0:
        raise Unreadable("time" if done.returncode < 0 else "broken")
    return done.stdout.decode("utf-8", "replace")


def text_of(raw: bytes, name: str) -> str:
    """The text of a file by what it is, not by what it is called; raises Unreadable."""
    reader = _reader_of(raw, name)
    if reader is None:
        raise Unreadable("kind")
    kept: list[str] = []
    length = 0
    for part in reader(raw):
        kept.append(part)
        length += len(part) + 1
        if length > LONGEST:
            break
    return _tidy("\n".join(kept))[:LONGEST]


def _reader_of(raw: bytes, name: str) -> Callable[[bytes], Iterator[str]] | None:
    if raw[:1024].lstrip().startswith(b"%PDF"):
        return _pdf
    if raw.startswith(PACKED):
        return _packed_reader(raw)
    if raw.startswith(OLD_OFFICE):
        return _workbook if name.lower().endswith((".xls", ".xlt")) else None
    if b"\0" in raw[:4096] and not raw.startswith(WIDE):
        return None
    return BY_ENDING.get(Path(name.lower()).suffix, _plain)


def _packed_reader(raw: bytes) -> Callable[[bytes], Iterator[str]] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(each.file_size for each in packed.infolist()) > UNPACKED_MAX:
                raise Unreadable("large")
            names = set(packed.namelist())
    except zipfile.BadZipFile as broken:
        raise Unreadable("broken") from broken
    by_sign = {"word/document.xml": _word, "ppt/presentation.xml": _slides, "xl/workbook.xml": _workbook,
               "xl/workbook.bin": _workbook, "content.xml": _workbook}  # fmt: skip
    return next((reader for sign, reader in by_sign.items() if sign in names), None)


def _pdf(raw: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415  (each reader is loaded only for its own kind of file)

    document = PdfReader(io.BytesIO(raw))
    if document.is_encrypted and not document.decrypt(""):
        raise Unreadable("locked")
    for page in document.pages[:PAGES_MAX]:
        yield page.extract_text() or ""


def _word(raw: bytes) -> Iterator[str]:
    from docx import Document  # noqa: PLC0415

    document = Document(io.BytesIO(raw))
    for section in document.sections:
        yield from (paragraph.text for paragraph in section.header.paragraphs)
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            yield "\t".join(cell.text for cell in row.cells)


def _slides(raw: bytes) -> Iterator[str]:
    from pptx import Presentation  # noqa: PLC0415

    for slide in Presentation(io.BytesIO(raw)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from ("\t".join(cell.text for cell in row.cells) for row in shape.table.rows)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            yield slide.notes_slide.notes_text_frame.text


def _workbook(raw: bytes) -> Iterator[str]:
    from python_calamine import load_workbook  # noqa: PLC0415

    book = load_workbook(io.BytesIO(raw))
    for name in book.sheet_names:
        yield name
        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=True):
            cells = [str(cell) for cell in row if cell not in ("", None)]
            if cells:
                yield "\t".join(cells)


def _letter(raw: bytes) -> Iterator[str]:
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    yield from (str(letter.get(head, "")) for head in ("subject", "from", "to", "cc"))
    for part in letter.walk():
        if part.get_content_type() == "text/plain" and not part.is_attachment():
            yield from _plain(_bytes(part))
        elif part.get_content_type() == "text/html" and not letter.get_body(("plain",)):
            yield from _page(_bytes(part))
        elif part.get_filename():
            yield str(part.get_filename())


def _bytes(part: EmailMessage) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _page(raw: bytes) -> Iterator[str]:
    import html  # noqa: PLC0415

    import nh3  # noqa: PLC0415

    for text in _plain(raw):
        yield html.unescape(nh3.clean(text, tags=set()))


def _plain(raw: bytes) -> Iterator[str]:
    """UTF-8 and UTF-16 as they say, else what Japanese Windows and mail write."""
    if raw.startswith(WIDE):
        yield raw.decode("utf-16", errors="replace")
        return
    encodings = ["utf-8-sig", "cp932", "euc_jp"]
    if b"\x1b$" in raw:
        encodings.insert(0, "iso2022_jp_ext")
    for encoding in encodings:
        try:
            yield raw.decode(encoding)
            return
        except UnicodeDecodeError:
            continue
    yield raw.decode("utf-8", errors="replace")


def _tidy(text: str) -> str:
    """Without control characters and without the empty lines that forms and slides are full of."""
    kept = "".join(each for each in text if each in "\n\t" or not unicodedata.category(each).startswith("C"))
    return "\n".join(line.strip() for line in kept.splitlines() if line.strip())


BY_ENDING = {".eml": _letter, ".mht": _letter, ".mhtml": _letter, ".html": _page, ".htm": _page}


def main(path: str, name: str) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        text = text_of(Path(path).read_bytes(), name)
    except Unreadable as reason:
        sys.stderr.write(str(reason))
        return 3
    except (Exception, MemoryError):  # noqa: BLE001  (readers raise of every kind on broken files)
        sys.stderr.write("broken")
        return 3
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2]))
