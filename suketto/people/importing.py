"""Employees from a table: first what would happen, line by line, then the same thing done. Repeatable."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from suketto.foundation.tables import ColumnMissing, Row, guess_columns, read
from suketto.foundation.text import fold
from suketto.people import actions
from suketto.people.models import Department, Person, Site

COLUMNS = {
    "employee_number": [
        "社員番号",
        "従業員番号",
        "社員No",
        "社員コード",
        "employee_number",
        "employee number",
        "number",
        "id",
    ],
    "family_name": ["姓", "氏", "苗字", "family_name", "last_name", "last name", "surname"],
    "given_name": ["名", "given_name", "first_name", "first name"],
    "full_name": ["氏名", "名前", "社員名", "name", "full_name", "display name"],
    "family_kana": ["セイ", "姓カナ", "姓（カナ）", "姓フリガナ", "family_kana"],
    "given_kana": ["メイ", "名カナ", "名（カナ）", "名フリガナ", "given_kana"],
    "full_kana": ["氏名カナ", "フリガナ", "カナ", "カナ氏名", "氏名（カナ）", "kana"],
    "email": ["メールアドレス", "メール", "E-mail", "email", "mail"],
    "department": ["部署コード", "部署", "所属", "所属コード", "部門", "department"],
    "site": ["拠点", "勤務地", "事業所", "site", "location"],
    "extension": ["内線", "内線番号", "extension", "ext"],
    "title": ["役職", "職位", "title", "position"],
}
TEXTS = ("family_name", "given_name", "family_kana", "given_kana", "email", "extension", "title")


@dataclass
class Line:
    """What will become of one line: new, changed (with the fields), same, or wrong (with the reason)."""

    number: int
    verdict: str
    facts: dict[str, Any]
    person: Person | None = None
    changed: list[str] = field(default_factory=list)
    reason: str = ""


@dataclass
class Plan:
    lines: list[Line]

    def count(self, verdict: str) -> int:
        return sum(line.verdict == verdict for line in self.lines)

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.verdict == "wrong"]


def plan(rows: Sequence[Row]) -> Plan:
    """Reads the rows against the house; nothing is written."""
    columns = guess_columns(list(rows[0].cells) if rows else [], COLUMNS)
    heads = "、".join(rows[0].cells) if rows else "—"
    for needed, name in (("employee_number", "社員番号"), ("email", "メールアドレス")):
        if needed not in columns:
            raise ColumnMissing(column=name, columns=heads)
    if "family_name" not in columns and "full_name" not in columns:
        raise ColumnMissing(column="氏名", columns=heads)
    reader = _Reader(columns)
    return Plan([reader.line(row) for row in rows])


class _Reader:
    """Judges lines one after the other, remembering which numbers and addresses it has seen."""

    def __init__(self, columns: dict[str, str]) -> None:
        self.columns = columns
        self.people = {person.employee_number: person for person in Person.objects.all()}
        self.owners = {person.email.casefold(): person.employee_number for person in self.people.values()}
        self.departments = {key: each for each in Department.objects.all() for key in (each.code, fold(each.name))}
        self.sites = {key: each for each in Site.objects.all() for key in (each.slug, fold(each.name))}
        self.seen: dict[str, int] = {}

    def line(self, row: Row) -> Line:
        facts = self._facts(row)
        reason = self._wrong(row, facts)
        if reason:
            return Line(row.line, "wrong", facts, reason=reason)
        number = facts["employee_number"]
        self.seen[number] = row.line
        self.owners[facts["email"].casefold()] = number
        person = self.people.get(number)
        if person is None:
            return Line(row.line, "new", facts)
        changed = [name for name, value in facts.items() if getattr(person, name) != value]
        return Line(row.line, "changed" if changed else "same", facts, person, changed)

    def _facts(self, row: Row) -> dict[str, Any]:
        cells = {name: row.cells.get(head, "") for name, head in self.columns.items()}
        for whole, parts in (
            ("full_name", ("family_name", "given_name")),
            ("full_kana", ("family_kana", "given_kana")),
        ):
            text = cells.pop(whole, "").replace("\u3000", " ").strip()
            if text and not cells.get(parts[0]):
                cells[parts[0]], _space, cells[parts[1]] = text.partition(" ")
        facts: dict[str, Any] = {name: cells[name].strip()[:60] for name in TEXTS if name in cells}
        facts["email"] = cells["email"].strip()
        facts["employee_number"] = cells["employee_number"].strip()[:20]
        if "department" in cells:
            facts["department"] = self._known(self.departments, cells["department"])
        if "site" in cells:
            facts["site"] = self._known(self.sites, cells["site"])
        return facts

    def _known(self, known: dict[str, Any], text: str) -> Any:
        return None if not text else known.get(text) or known.get(fold(text)) or text

    def _wrong(self, row: Row, facts: dict[str, Any]) -> str:
        number, email = str(facts["employee_number"]), str(facts["email"])
        if not number:
            return _("社員番号が空です")
        if not facts.get("family_name"):
            return _("氏名が空です")
        if number in self.seen:
            return _("社員番号 %(number)s が %(line)s 行目と重なっています") % {
                "number": number,
                "line": self.seen[number],
            }
        try:
            validate_email(email)
        except ValidationError:
            return _("メールアドレス「%s」が正しくありません") % email
        if self.owners.get(email.casefold(), number) != number:
            return _("メールアドレス %(email)s は社員番号 %(number)s の方が使っています") % {
                "email": email, "number": self.owners[email.casefold()],
            }  # fmt: skip
        return ""


def carry_out(plan: Plan, *, by: Person | None, say: Callable[[str], None] = lambda _text: None) -> None:
    """Does what the plan says, leaving out its wrong lines; unknown departments and sites are founded on the way."""
    for position, line in enumerate(plan.lines, start=1):
        if line.verdict in {"new", "changed"}:
            with transaction.atomic():
                facts = _with_places(line.facts)
                if line.person is None:
                    actions.take_on(by=by, **facts)
                else:
                    actions.change(line.person, by=by, **facts)
        if position % 200 == 0:
            say(f"  {position}/{len(plan.lines)}")


def _with_places(facts: dict[str, Any]) -> dict[str, Any]:
    placed = dict(facts)
    if isinstance(placed.get("department"), str):
        name = placed["department"]
        placed["department"], _new = Department.objects.get_or_create(
            code=name[:20], defaults={"name": name, "path": name}
        )
    if isinstance(placed.get("site"), str):
        name = placed["site"]
        existing = Site.objects.filter(name=name).first()
        placed["site"] = existing or Site.objects.create(slug=f"site-{Site.objects.count() + 1}", name=name)
    return placed


def report(plan: Plan) -> list[str]:
    """What happens, in words, with the line numbers of what is wrong."""
    words = {"new": _("新規"), "changed": _("変更"), "same": _("変わりなし"), "wrong": _("誤り")}
    lines = ["  ".join(f"{label} {plan.count(verdict)}" for verdict, label in words.items())]
    lines += [_("%(line)d 行目: %(reason)s") % {"line": line.number, "reason": line.reason} for line in plan.wrong[:50]]
    return lines


def command(arguments: argparse.Namespace, say: Callable[[str], None]) -> int:
    """`suketto import people FILE`; exit 1 when lines were wrong."""
    file: Path = arguments.file
    made = plan(read(file))
    for text in report(made):
        say(text)
    if not arguments.preview:
        carry_out(made, by=None, say=say)
    return 1 if made.wrong else 0
