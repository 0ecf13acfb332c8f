"""Files that come with a message: kept byte for byte under their hash, judged by what they are, not by name."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from PIL import Image

from suketto.foundation import clock
from suketto.foundation.text import clean, clip
from suketto.tickets.models import Attachment, Message, Note, Ticket, path_of
from suketto.tickets.reading import expect
from suketto.tickets.refusals import DangerousFile, FileTooLarge, TooManyFiles

PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
PROGRAM_BEGINNINGS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"#!")
PROGRAM_ENDINGS = (
    ".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".msi", ".hta", ".lnk",
    ".jar", ".cpl", ".reg",
)  # fmt: skip
LARGEST_PICTURE = 60_000_000  # pixels


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file turned out to be."""

    sha256: str
    size: int
    picture: str
    width: int | None
    height: int | None


def check(files: Sequence[File[Any]]) -> None:
    """Refuses too many, too large and executable files before anything is stored."""
    if len(files) > settings.ATTACHMENTS_MAX_COUNT:
        raise TooManyFiles(limit=settings.ATTACHMENTS_MAX_COUNT, count=len(files))
    for file in files:
        name = str(file.name)
        if file.size > settings.ATTACHMENT_MAX_BYTES:
            raise FileTooLarge(name=clip(name, 60), limit=settings.ATTACHMENT_MAX_BYTES // 1024 // 1024)
        beginning = file.read(8)
        file.seek(0)
        if beginning.startswith(PROGRAM_BEGINNINGS) or name.lower().rstrip(". ").endswith(PROGRAM_ENDINGS):
            raise DangerousFile(name=clip(name, 60))


def attach(
    ticket: Ticket, files: Sequence[File[Any]], *, message: Message | None = None, note: Note | None = None
) -> None:
    """Stores the files and ties them to the message or the note; the same bytes are stored once."""
    check(files)
    for file in files:
        looked = look(file)
        path = path_of(looked.sha256)
        if not default_storage.exists(path):
            default_storage.save(path, file)
        Attachment.objects.create(
            ticket=ticket, message=message, note=note, name=clip(clean(str(file.name)), 200) or "file",
            size=looked.size, sha256=looked.sha256, picture=looked.picture, width=looked.width, height=looked.height,
            at=clock.now(),
        )  # fmt: skip
        if not looked.picture:
            expect(looked.sha256, clip(clean(str(file.name)), 200))


def look(file: File[Any]) -> Looked:
    """Hash, size, and whether it really is a picture that can be decoded."""
    hashed = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        hashed.update(chunk)
    picture, width, height = _picture(file)
    file.seek(0)
    return Looked(hashed.hexdigest(), file.size, picture, width, height)


def _picture(file: File[Any]) -> tuple[str, int | None, int | None]:
    file.seek(0)
    try:
        with Image.open(file.file or file) as image:
            kind, (width, height) = image.format or "", image.size
            if kind not in PICTURES or width * height > LARGEST_PICTURE:
                return "", None, None
            image.verify()
    except Exception:  # noqa: BLE001  (Pillow raises many kinds on broken files; all mean "not a picture")
        return "", None, None
    return PICTURES[kind], width, height
