"""Tables that people have (CSV in UTF-8 or CP932, Excel books, JSON lines), read as rows with line numbers."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, load_workbook

from suketto.foundation.refusals import Refusal
from suketto.foundation.text import clean, fold

BOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
BOOK_SIGNS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
HEAD_SEARCHED = 20_000  # characters in which the signs between cells show themselves
STRAY_ZEROS = 10  # more of them at the beginning, and it is a picture or a program and no text
TWIN = re.compile(r" #\d+$")
# A procedure of some pages in one cell is a cell like any other; Python stops at 128 kB by itself.
csv.field_size_limit(64 * 1024 * 1024)


class NotATable(Refusal):
    message = _(
        "「%(name)s」を表として読めません。CSV（UTF-8 か Shift_JIS）、Excel（.xlsx）、JSON Lines の"
        "どれかで保存し直してください。"
    )


class NoRows(Refusal):
    message = _("「%(name)s」には見出しの下に行がありません。")


class SameHead(Refusal):
    message = _("見出し「%(column)s」の列が二つ以上あります。使わない列を消すか、見出しを変えてください。")


class NotWritten(Refusal):
    message = _("「%(name)s」に書けません（%(why)s）。")


class NotAMapping(Refusal):
    message = _("対応表「%(name)s」を読めません（%(why)s）。--save-mapping で作った対応表を直してお使いください。")


class ColumnMissing(Refusal):
    message = _("列「%(column)s」が見つかりません。1行目の見出しを確かめてください（今ある列: %(columns)s）。")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text under the heads of its columns; `line` is where a person finds it in the file."""

    line: int
    cells: Mapping[str, str]


class Judged(Protocol):
    """What will become of one row: "new", "changed", "same" or "wrong"."""

    verdict: str


L = TypeVar("L", bound=Judged)


@dataclass
class Plan(Generic[L]):
    """What would happen to each row of a table, before anything does."""

    lines: list[L]

    def count(self, verdict: str) -> int:
        return sum(line.verdict == verdict for line in self.lines)

    @property
    def wrong(self) -> list[L]:
        return [line for line in self.lines if line.verdict == "wrong"]


def read(file: Path, name: str = "", *, titled: bool = True) -> Sequence[Row]:
    """All rows that are not empty; refuses what is no table at all, or has a head and nothing under it.

    `titled`: what stands above the first row of two cells or more is a title, and that row holds the heads.
    """
    name = name or file.name
    raw = file.read_bytes()
    if Path(name).suffix.lower() in BOOKS or raw.startswith(BOOK_SIGNS):
        rows = list(_book(raw, name, titled=titled))
    elif Path(name).suffix.lower() in {".jsonl", ".ndjson"}:
        rows = list(_json_lines(_decode(raw, name), name))
    else:
        rows = list(_csv(_decode(raw, name), name, titled=titled))
    if not rows:
        raise NoRows(name=name)
    return rows


def _csv(text: str, name: str, *, titled: bool) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        yield from _under_heads([(reader.line_num, [clean(cell).strip() for cell in cells]) for cells in reader],
                                name, titled=titled)  # fmt: skip
    except csv.Error as error:
        raise NotATable(name=name) from error


def _delimiter(text: str) -> str:
    """What stands most often in the first line that has any: a title above the table has none."""
    for line in text[:HEAD_SEARCHED].split("\n"):
        counts = {sign: line.count(sign) for sign in (",", "\t", ";")}
        if any(counts.values()):
            return max(counts, key=lambda sign: counts[sign])
    return ","


def _under_heads(lines: Sequence[tuple[int, list[str]]], name: str, *, titled: bool) -> Iterator[Row]:
    """The rows under their heads; a head that comes again is `head #2`, so that no cell takes another's place."""
    filled = [position for position, (_line, cells) in enumerate(lines) if any(cells)]
    if not filled:
        raise NotATable(name=name)
    wide = (position for position in filled if titled and sum(map(bool, lines[position][1])) >= 2)
    first = next(wide, filled[0])
    seen: Counter[str] = Counter()
    heads = []
    for head in lines[first][1]:
        seen[head] += 1
        heads.append(f"{head} #{seen[head]}" if seen[head] > 1 else head)
    for line, cells in lines[first + 1 :]:
        row = dict(zip_longest(heads, cells[: len(heads)], fillvalue=""))
        if any(row.values()):
            yield Row(line, row)


def _decode(raw: bytes, name: str) -> str:
    """UTF-8 with or without BOM, else CP932 (what Excel calls CSV in Japan), UTF-16 when it says so."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if raw.startswith(b"%PDF") or raw[:1000].count(0) > STRAY_ZEROS:
        raise NotATable(name=name)
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable(name=name)


def _book(raw: bytes, name: str, *, titled: bool) -> Iterator[Row]:
    try:
        sheet = load_workbook(io.BytesIO(raw)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise NotATable(name=name) from error
    lines = [(line, [_cell(cell) for cell in cells]) for line, cells in enumerate(sheet, start=1)]
    yield from _under_heads(lines, name, titled=titled)


def _cell(value: Any) -> str:
    """Excel keeps 000123 as a number and dates as dates: written as a person would read them."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return clean(str(value)).strip()


def _json_lines(text: str, name: str) -> Iterator[Row]:
    """Lines end in a newline and nothing else: a text may hold every other mark that ends lines elsewhere."""
    for line, said in enumerate(text.split("\n"), start=1):
        if not said.strip():
            continue
        try:
            value = json.loads(said)
        except (ValueError, RecursionError) as error:
            raise NotATable(name=f"{name}:{line}") from error
        if not isinstance(value, dict):
            raise NotATable(name=f"{name}:{line}")
        row = {clean(str(key)): _cell(each) if each is not None else "" for key, each in value.items()}
        if any(row.values()):
            yield Row(line, row)


def guess_columns(heads: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Which column is what, by the names people give them (width, case and kana aside); refuses to choose of two."""
    known: dict[str, list[str]] = {}
    for head in heads:
        known.setdefault(_plain(TWIN.sub("", head)), []).append(head)
    columns = {}
    for field, words in synonyms.items():
        word = next((word for word in words if _plain(word) in known), "")
        if word:
            columns[field], *twins = known[_plain(word)]
            if twins:
                raise SameHead(column=columns[field])
    return columns


def read_mapping(file: Path) -> dict[str, Any]:
    """What `--save-mapping` wrote and an operator may have edited; `columns` is in it and says names by names."""
    try:
        said = json.loads(_decode(file.read_bytes(), file.name))
    except OSError as error:
        raise NotAMapping(name=file, why=error.strerror) from error
    except (ValueError, RecursionError, NotATable) as error:
        raise NotAMapping(name=file, why=_("JSON ではありません")) from error
    columns = said.get("columns") if isinstance(said, dict) else None
    if not isinstance(columns, dict) or not all(isinstance(head, str) for head in columns.values()):
        raise NotAMapping(name=file, why=_("columns がありません"))
    return dict(said)


def save_mapping(file: Path, said: Mapping[str, Any]) -> None:
    try:
        file.write_text(json.dumps(said, ensure_ascii=False, indent=2), encoding="utf-8")
    except OSError as error:
        raise NotWritten(name=file, why=error.strerror) from error


def require_columns(columns: Mapping[str, str], needed: Sequence[str], rows: Sequence[Row]) -> None:
    """Refuses where a needed column is not said, or one that is said is not in the table."""
    heads = list(dict.fromkeys(head for row in rows for head in row.cells))
    for field in needed:
        if field not in columns:
            raise ColumnMissing(column=field, columns="、".join(heads) or "—")
    for head in columns.values():
        if head not in heads:
            raise ColumnMissing(column=head, columns="、".join(heads) or "—")


def _plain(head: str) -> str:
    return fold(head).replace(" ", "").replace("_", "").replace("-", "")
