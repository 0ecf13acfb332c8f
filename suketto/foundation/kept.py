"""Tables that wait in the house's own folder between a preview and its confirmation."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal

ENDINGS = {".csv", ".xlsx", ".xlsm", ".xls", ".ods", ".txt", ".jsonl", ".ndjson"}
KEPT_NAME = re.compile(r"[0-9a-f]{32}\.(csv|xlsx|xlsm|xls|ods|txt|jsonl|ndjson)")


class NoFile(Refusal):
    message = _("ファイルを選んでください。")


def keep(file: UploadedFile[Any] | None) -> Path:
    """Writes what was sent under a name of ours; refuses where nothing was."""
    if file is None:
        raise NoFile
    ending = Path(str(file.name)).suffix.lower()
    kept = _folder() / f"{uuid4().hex}{ending if ending in ENDINGS else '.csv'}"
    with kept.open("wb") as opened:
        for chunk in file.chunks():
            opened.write(chunk)
    return kept


def kept(name: str) -> Path:
    """The file of the preview; a name that we did not give, or one that is gone, is no file."""
    file = _folder() / name
    if not KEPT_NAME.fullmatch(name) or not file.is_file():
        raise NoFile
    return file


def _folder() -> Path:
    folder = Path(settings.VAR) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
