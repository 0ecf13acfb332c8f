"""Devices from a table: first what would happen, line by line, then the same thing done. Repeatable."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from suketto.assets import actions
from suketto.assets.models import Device
from suketto.assets.numbers import key_of
from suketto.foundation.tables import ColumnMissing, Plan, Row, guess_columns, read
from suketto.foundation.text import clean, clip, fold
from suketto.people.models import Person, Site

COLUMNS = {
    "number": [
        "管理番号", "資産番号", "PC番号", "機器番号", "資産管理番号", "端末番号", "asset tag", "asset number", "tag",
        "number",
    ],
    "kind": ["種類", "種別", "区分", "機器種別", "kind", "type", "category"],
    "model": ["機種", "機種名", "モデル", "型番", "品名", "model", "product"],
    "person": ["社員番号", "利用者", "使用者", "利用者の社員番号", "employee_number", "employee number", "user"],
    "site": ["拠点", "設置場所", "設置拠点", "事業所", "site", "location"],
    "since_on": ["いつから", "貸与日", "利用開始日", "配布日", "since", "assigned on"],
    "retired": ["廃棄日", "廃棄", "除却日", "返却廃棄日", "retired", "retired on", "disposed"],
}  # fmt: skip
KINDS = {
    Device.Kind.NOTEBOOK: ["ノートpc", "ノート", "ノートパソコン", "notebook", "laptop", "pc", "パソコン"],
    Device.Kind.DESKTOP: ["デスクトップpc", "デスクトップ", "desktop", "ワークステーション"],
    Device.Kind.MONITOR: ["モニター", "モニタ", "ディスプレイ", "monitor", "display"],
    Device.Kind.PHONE: ["スマートフォン", "スマホ", "携帯", "携帯電話", "iphone", "phone", "smartphone"],
    Device.Kind.TABLET: ["タブレット", "ipad", "tablet"],
    Device.Kind.PRINTER: ["プリンター・複合機", "プリンター", "プリンタ", "複合機", "printer"],
    Device.Kind.OTHER: ["その他の機器", "そのほか", "その他", "other"],
}
# Of these an empty cell says nothing. Of the others it does: nobody has it, it is in use.
SILENT = ("kind", "model", "site", "since_on")
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y-%m-%d %H:%M", "%Y%m%d")


@dataclass
class Line:
    """What will become of one line: new, changed (with the fields), same, or wrong (with the reason)."""

    number: int
    verdict: str
    facts: dict[str, Any]
    device: Device | None = None
    changed: list[str] = field(default_factory=list)
    reason: str = ""

    @property
    def changed_words(self) -> list[str]:
        """The names of what changes, as a person reads them."""
        fields = {each.name: str(each.verbose_name) for each in Device._meta.fields}
        return [fields.get(name, _("廃棄")) for name in self.changed]


class _Wrong(Exception):
    """Why a line cannot be taken, in words."""


def plan(rows: Sequence[Row]) -> Plan[Line]:
    """Reads the rows against the house; nothing is written."""
    columns = guess_columns(list(rows[0].cells) if rows else [], COLUMNS)
    if "number" not in columns:
        raise ColumnMissing(column=_("管理番号"), columns="、".join(rows[0].cells) if rows else "—")
    reader = _Reader(columns)
    return Plan([reader.line(row) for row in rows])


class _Reader:
    """Judges lines one after the other, remembering which numbers it has seen."""

    def __init__(self, columns: dict[str, str]) -> None:
        self.columns = columns
        self.devices = {device.key: device for device in Device.objects.select_related("person", "site")}
        self.people = {person.employee_number: person for person in Person.objects.all()}
        # Excel takes the zeros off 003140; where only one number reads so, it is that one.
        bare = Counter(number.lstrip("0") for number in self.people)
        self.bare = {number.lstrip("0"): one for number, one in self.people.items() if bare[number.lstrip("0")] == 1}
        self.sites = {key: each for each in Site.objects.all() for key in (each.slug, fold(each.name))}
        self.kinds = {fold(word): kind for kind, words in KINDS.items() for word in [*words, kind]}
        self.seen: dict[str, int] = {}

    def line(self, row: Row) -> Line:
        cells = {name: clean(row.cells.get(head, "")).strip() for name, head in self.columns.items()}
        try:
            facts = self._facts(cells, row.line)
        except _Wrong as wrong:
            return Line(row.line, "wrong", {"number": cells["number"]}, reason=str(wrong))
        device = self.devices.get(key_of(facts["number"]))
        if device is None:
            return Line(row.line, "new", facts)
        facts["number"] = device.number if key_of(facts["number"]) == device.key else facts["number"]
        now = {"retired": device.retired}
        changed = [name for name, value in facts.items() if now.get(name, getattr(device, name, None)) != value]
        return Line(row.line, "changed" if changed else "same", facts, device, changed)

    def _facts(self, cells: dict[str, str], line: int) -> dict[str, Any]:
        """The facts of the columns there are; where a column is missing, nothing is said and nothing changes."""
        number = clip(cells["number"], 40)
        if not key_of(number):
            raise _Wrong(_("管理番号が空です"))
        if key_of(number) in self.seen:
            raise _Wrong(_("管理番号 %(number)s が %(line)s 行目と重なっています")
                         % {"number": number, "line": self.seen[key_of(number)]})  # fmt: skip
        facts: dict[str, Any] = {"number": number}
        readers = {"kind": self._kind, "model": lambda text: clip(text, 120), "site": self._site, "since_on": _day,
                   "retired": _retired}  # fmt: skip
        facts |= {name: reader(cells[name]) for name, reader in readers.items() if name in cells}
        if "person" in cells:
            facts["person"] = None if facts.get("retired") else self._person(cells["person"])
        for name in SILENT:
            if name in cells and not cells[name]:
                del facts[name]
        self.seen[key_of(number)] = line
        return facts

    def _kind(self, text: str) -> str:
        if text and fold(text) not in self.kinds:
            raise _Wrong(_("種類「%(text)s」が分かりません（%(kinds)s のどれか）")
                         % {"text": text, "kinds": "・".join(str(label) for label in Device.Kind.labels)})  # fmt: skip
        return str(self.kinds.get(fold(text), ""))

    def _person(self, text: str) -> Person | None:
        person = self.people.get(text) or (self.bare.get(text.lstrip("0")) if text.isdecimal() else None)
        if text and person is None:
            raise _Wrong(_("社員番号 %s の方が名簿にいません") % text)
        if person is not None and not person.is_active:
            raise _Wrong(_("社員番号 %s の方は退職しています") % text)
        return person

    def _site(self, text: str) -> Site | None:
        site = self.sites.get(text) or self.sites.get(fold(text))
        if text and site is None:
            raise _Wrong(_("拠点「%s」がありません") % text)
        return site


def _day(text: str) -> date | None:
    if not text:
        return None
    for way in DAYS:
        try:
            return datetime.strptime(text, way).date()  # noqa: DTZ007  (a day, in no time zone)
        except ValueError:
            continue
    raise _Wrong(_("日付「%s」が読めません（例：2026-04-01）") % text)


def _retired(text: str) -> bool:
    """A day, 済, ○ and the like; an empty cell, 0 and × say that it is in use."""
    return fold(text) not in {"", "0", "×", "x", "no", "false", "-", "ー", "未", "なし"}


def carry_out(plan: Plan[Line], *, by: Person | None, say: Callable[[str], None] = lambda _text: None) -> None:
    """Does what the plan says, leaving out its wrong lines."""
    for position, line in enumerate(plan.lines, start=1):
        if line.verdict in {"new", "changed"}:
            _do(line, by=by)
        if position % 200 == 0:
            say(f"  {position}/{len(plan.lines)}")


def _do(line: Line, *, by: Person | None) -> None:
    facts = {name: value for name, value in line.facts.items() if name not in {"person", "retired"}}
    person, retired = line.facts.get("person"), line.facts.get("retired")
    device = line.device
    if device is None:
        device = actions.register(by=by, person=person, **facts)
    else:
        if retired is False:
            actions.bring_back(device, by=by)
        if person is not None:
            actions.give(device, person, by=by, since_on=facts.get("since_on"))
        elif "person" in line.facts and not retired:
            actions.take_back(device, by=by)
        actions.change(device, by=by, **facts)
    if retired:
        actions.retire(device, by=by)


def report(plan: Plan[Line]) -> list[str]:
    """What happens, in words, with the line numbers of what is wrong."""
    words = {"new": _("新規"), "changed": _("変更"), "same": _("変わりなし"), "wrong": _("誤り")}
    lines = ["  ".join(f"{label} {plan.count(verdict)}" for verdict, label in words.items())]
    lines += [_("%(line)d 行目: %(reason)s") % {"line": line.number, "reason": line.reason} for line in plan.wrong[:50]]
    return lines


def command(arguments: argparse.Namespace, say: Callable[[str], None]) -> int:
    """`suketto import devices FILE`; exit 1 when lines were wrong."""
    made = plan(read(arguments.file))
    for text in report(made):
        say(text)
    if not arguments.preview:
        carry_out(made, by=None, say=say)
    return 1 if made.wrong else 0
