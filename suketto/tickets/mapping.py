"""Which column of somebody else's log is what, and what its values mean; guessed, saved, edited, used again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from suketto.foundation.refusals import Refusal
from suketto.foundation.tables import ColumnMissing, Row, guess_columns
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
FORMATS = [
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%d-%m-%Y %H:%M", "%d/%m/%Y %H:%M",
    "%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日",
]  # fmt: skip


class DateNotRead(Refusal):
    message = _(
        "列「%(column)s」の日時「%(text)s」を読めません。対応表の date_format に"
        "書き方を入れてください（例: %%d-%%m-%%Y %%H:%%M）。"
    )


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
        for needed in ("number", "opened_at"):
            if needed not in columns:
                raise ColumnMissing(column=needed, columns="、".join(heads) or "—")
        parts = [] if "subject" in columns else [head for head in heads if fold(head) in SUBJECT_PARTS]
        mapping = cls(columns=columns, subject_parts=parts, time_zone=settings.TIME_ZONE)
        mapping.date_format = _date_format(mapping, rows)
        return mapping

    def cell(self, row: Row, name: str) -> str:
        text = row.cells.get(self.columns.get(name, ""), "").strip()
        return "" if text in self.missing else text

    def moment(self, row: Row, name: str) -> datetime | None:
        text = self.cell(row, name)
        if not text:
            return None
        try:
            return datetime.strptime(text, self.date_format).replace(tzinfo=ZoneInfo(self.time_zone))
        except ValueError as error:
            raise DateNotRead(column=self.columns[name], text=text) from error


def _date_format(mapping: Mapping, rows: Sequence[Row]) -> str:
    """The first known way of writing that reads every moment of the file: 29-02 tells days from months."""
    texts = [mapping.cell(row, name) for row in rows for name in ("opened_at", "changed_at", "resolved_at")]
    texts = [text for text in texts if text]
    for way in FORMATS:
        if all(_reads(text, way) for text in texts):
            return way
    raise DateNotRead(column=mapping.columns["opened_at"], text=texts[0] if texts else "")


def _reads(text: str, way: str) -> bool:
    try:
        datetime.strptime(text, way)  # noqa: DTZ007  (only whether it reads)
    except ValueError:
        return False
    return True


def meaning_of(table: dict[str, list[str]], text: str) -> str:
    return next((meaning for meaning, words in table.items() if fold(text) in [fold(word) for word in words]), "")


def number_in(text: str) -> int:
    return min(int(text), 32_000) if text.isdecimal() else 0
