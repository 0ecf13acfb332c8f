"""Tables that people have (CSV in UTF-8 or CP932, Excel books, JSON lines), read as rows with line numbers."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, load_workbook

from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, fold


class NotATable(Refusal):
    message = _(
        "「%(name)s」を表として読めません。CSV（UTF-8 か Shift_JIS）、Excel（.xlsx）、JSON Lines の"
        "どれかで保存し直してください。"
    )


class ColumnMissing(Refusal):
    message = _("列「%(column)s」が見つかりません。1行目の見出しを確かめてください（今ある列: %(columns)s）。")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text under the heads of its columns; `line` is where a person finds it in the file."""

    line: int
    cells: Mapping[str, str]


def read(file: Path, name: str = "") -> Sequence[Row]:
    """All rows that are not empty; refuses what is no table at all."""
    ending = Path(name or file.name).suffix.lower()
    if ending in {".xlsx", ".xlsm", ".xls", ".ods"}:
        return list(_book(file, name))
    if ending in {".jsonl", ".ndjson"}:
        return list(_json_lines(file, name))
    return list(_csv(file, name))


def _csv(file: Path, name: str) -> Iterator[Row]:
    text = _decode(file.read_bytes(), name or file.name)
    first = text.partition("\n")[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else (";" if first.count(";") > first.count(",") else ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        heads = next(reader, None)
        if not heads:
            raise NotATable(name=name or file.name)
        heads = [clean(head).strip() for head in heads]
        for cells in reader:
            row = dict(zip(heads, (clean(cell).strip() for cell in cells), strict=False))
            if any(row.values()):
                yield Row(reader.line_num, row)
    except csv.Error as error:
        raise NotATable(name=name or file.name) from error


def _decode(raw: bytes, name: str) -> str:
    """UTF-8 with or without BOM, else CP932 (what Excel calls CSV in Japan), UTF-16 when it says so."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable(name=name)


def _book(file: Path, name: str) -> Iterator[Row]:
    try:
        sheet = load_workbook(str(file)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise NotATable(name=name or file.name) from error
    rows = enumerate(sheet, start=1)
    heads: list[str] = []
    for _line, cells in rows:
        heads = [_cell(cell) for cell in cells]
        if sum(bool(head) for head in heads) >= 2:
            break
    for line, cells in rows:
        row = {head: _cell(cell) for head, cell in zip(heads, cells, strict=False) if head}
        if any(row.values()):
            yield Row(line, row)


def _cell(value: Any) -> str:
    """Excel keeps 000123 as a number and dates as dates: written as a person would read them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return clean(str(value)).strip()


def _json_lines(file: Path, name: str) -> Iterator[Row]:
    for line, text in enumerate(_decode(file.read_bytes(), name or file.name).splitlines(), start=1):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            raise NotATable(name=f"{name or file.name}:{line}") from error
        yield Row(line, {str(key): _cell(each) if each is not None else "" for key, each in dict(value).items()})


def guess_columns(heads: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Which column is what, by the names people give them (width, case and kana aside)."""
    known = {_plain(head): head for head in heads}
    return {
        field: known[_plain(word)]
        for field, words in synonyms.items()
        for word in [next((word for word in words if _plain(word) in known), "")]
        if word
    }


def _plain(head: str) -> str:
    return fold(head).replace(" ", "").replace("_", "").replace("-", "")
