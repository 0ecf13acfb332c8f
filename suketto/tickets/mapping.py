"""Which column of somebody else's log is what, and what its values mean; guessed, saved, edited, used again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal
from suketto.foundation.tables import NotAMapping, Row, guess_columns, read_mapping, require_columns
from suketto.foundation.text import fold

COLUMNS = {
    "number": ["number", "番号", "案件番号", "ticket", "ticket_id", "id", "incident"],
    "opened_at": ["opened_at", "受付日時", "作成日時", "created_at", "sys_created_at", "opened", "created"],
    "changed_at": ["sys_updated_at", "更新日時", "updated_at", "changed_at"],
    "resolved_at": ["resolved_at", "解決日時", "closed_at", "完了日時", "resolved"],
    "state": ["incident_state", "状態", "ステータス", "state", "status"],
    "subject": ["subject", "件名", "題名", "title", "short_description", "short description"],
    "body": ["body", "内容", "本文", "description", "問い合わせ内容"],
    "requester": [
        "caller_id",
        "社員番号",
        "メールアドレス",
        "問い合わせた方",
        "requester",
        "caller",
        "customer",
        "利用者",
    ],
    "assignee": ["assigned_to", "担当", "担当者", "assignee", "owner"],
    "actor": ["sys_updated_by", "更新者", "updated_by"],
    "channel": ["contact_type", "経路", "受付方法", "channel", "source"],
    "impact": ["impact", "影響", "影響度"],
    "urgency": ["urgency", "緊急", "緊急度"],
    "reopened": ["reopen_count", "再発", "再オープン回数"],
}
SUBJECT_PARTS = ["category", "subcategory", "u_symptom", "カテゴリ", "分類"]
STATES = {
    "new": ["new", "新規", "受付", "open"],
    "working": ["active", "対応中", "in progress", "work in progress", "assigned", "進行中"],
    "waiting_requester": [
        "awaiting user info",
        "awaiting evidence",
        "利用者待ち",
        "回答待ち",
        "pending",
        "on hold",
        "保留",
    ],
    "waiting_vendor": ["awaiting vendor", "awaiting problem", "ベンダー待ち"],
    "resolved": ["resolved", "closed", "解決", "解決済み", "完了", "クローズ"],
}
CHANNELS = {
    "phone": ["phone", "電話", "ivr"], "email": ["email", "メール", "e-mail"], "chat": ["chat", "チャット"],
    "portal": ["self service", "portal", "ポータル", "web"], "walk_in": ["walk-in", "direct opening", "来訪", "窓口"],
}  # fmt: skip
# What a year begins is plain. Where it ends, days and months are told apart once for the whole file.
YEAR_FIRST = [
    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d",
    "%Y.%m.%d %H:%M", "%Y.%m.%d", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日 %H時%M分",
    "%Y年%m月%d日",
]  # fmt: skip
DAY_FIRST = [f"%d{sign}%m{sign}%Y{time}" for sign in "/-." for time in (" %H:%M", " %H:%M:%S", "")]
MONTH_FIRST = [way.replace("%d", "%#").replace("%m", "%d").replace("%#", "%m") for way in DAY_FIRST]
YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b")
YEARS = range(1970, 2101)
MOMENTS = ("opened_at", "changed_at", "resolved_at")


class DateNotRead(Refusal):
    message = _(
        "%(line)d 行目の列「%(column)s」の日時「%(text)s」を読めません（読めない日時は全部で%(many)d か所）。"
        "対応表の date_format に書き方を入れてください（例: %%d-%%m-%%Y %%H:%%M）。"
    )


class DateMissing(Refusal):
    message = _("%(line)d 行目の列「%(column)s」が空なので、案件を受け付けた日時が分かりません。")


@dataclass
class Mapping:
    """Which column is what, and what its values mean; an operator may save, edit and use it again."""

    columns: dict[str, str]
    subject_parts: list[str] = field(default_factory=list)
    date_format: str = ""
    missing: list[str] = field(default_factory=lambda: ["?", "-", "NULL"])
    states: dict[str, list[str]] = field(default_factory=lambda: STATES)
    channels: dict[str, list[str]] = field(default_factory=lambda: CHANNELS)
    time_zone: str = "Asia/Tokyo"

    @classmethod
    def guess(cls, rows: Sequence[Row]) -> "Mapping":
        heads = list(rows[0].cells) if rows else []
        columns = guess_columns(heads, COLUMNS)
        require_columns(columns, ("number", "opened_at"), rows)
        parts = [] if "subject" in columns else [head for head in heads if fold(head) in SUBJECT_PARTS]
        mapping = cls(columns=columns, subject_parts=parts, time_zone=settings.TIME_ZONE)
        mapping.date_format = _date_format([text for _row, _name, text in mapping._moments(rows)])
        return mapping

    @classmethod
    def of(cls, file: Path, rows: Sequence[Row]) -> "Mapping":
        """As an operator keeps it in a file; refuses what this table or this program does not know."""
        said = read_mapping(file)
        strange = next((name for name, value in said.items() if not _fits(name, value)), "")
        if strange:
            raise NotAMapping(name=file, why=strange)
        mapping = cls(**said)
        require_columns(mapping.columns, ("number", "opened_at"), rows)
        return mapping

    def check(self, rows: Sequence[Row]) -> None:
        """Refuses a table with moments that cannot be read, by the first of them, before anything is written."""
        unread = [each for each in self._moments(rows) if self._read(each[2]) is None]
        if unread:
            row, name, text = unread[0]
            raise DateNotRead(line=row.line, column=self.columns[name], text=text[:40], many=len(unread))

    def _moments(self, rows: Iterable[Row]) -> Iterator[tuple[Row, str, str]]:
        return ((row, name, text) for row in rows for name in MOMENTS if (text := self.cell(row, name)))

    def cell(self, row: Row, name: str) -> str:
        text = row.cells.get(self.columns.get(name, ""), "").strip()
        return "" if text in self.missing else text

    def moment(self, row: Row, name: str) -> datetime | None:
        """None where the cell says nothing; tables are checked before they are asked."""
        return self._read(self.cell(row, name))

    def _read(self, text: str) -> datetime | None:
        return _read(text, self.date_format, self.time_zone)


@lru_cache(maxsize=100_000)
def _read(text: str, date_format: str, time_zone: str) -> datetime | None:
    """By the way the mapping names, which also says whether days or months come first, else by any that is known."""
    others = MONTH_FIRST if date_format.startswith("%m") else DAY_FIRST
    moments = (_by(way, text) for way in (date_format, *YEAR_FIRST, *others) if way)
    moment = next((moment for moment in moments if moment), None) or _by_standard(text)
    if moment is None or moment.year not in YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(time_zone))


def _by(way: str, text: str) -> datetime | None:
    try:
        return datetime.strptime(text, way)  # noqa: DTZ007  (the mapping says where its clock hung)
    except ValueError:
        return None


def _by_standard(text: str) -> datetime | None:
    """ISO 8601: 2026-04-01T09:00:00+09:00."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _date_format(texts: Sequence[str]) -> str:
    """A way that reads the file, tried before all others: 29-02 tells days from months; untold, days come first."""
    ambiguous = list(dict.fromkeys(text for text in texts if YEAR_LAST.match(text)))
    for ways in (DAY_FIRST, MONTH_FIRST):
        if ambiguous and all(any(_by(way, text) for way in ways) for text in ambiguous):
            return next(way for way in ways if _by(way, ambiguous[0]))
    return next((way for text in texts[:1] for way in YEAR_FIRST if _by(way, text)), "")


def _fits(name: str, value: object) -> bool:
    """Whether a mapping may say this under this name."""
    if name in {"states", "channels"}:
        known = STATES if name == "states" else CHANNELS
        return isinstance(value, dict) and value.keys() <= known.keys() and all(map(_words, value.values()))
    if name == "time_zone":
        return isinstance(value, str) and value in available_timezones()
    return (
        name == "columns"
        or (name in {"subject_parts", "missing"} and _words(value))
        or (name == "date_format" and isinstance(value, str))
    )


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def meaning_of(table: dict[str, list[str]], text: str) -> str:
    return next((meaning for meaning, words in table.items() if fold(text) in [fold(word) for word in words]), "")


def number_in(text: str) -> int:
    return min(int(text), 32_000) if text.isdecimal() else 0
