"""Employees from a table: first what would happen, line by line, then the same thing done. Repeatable."""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jaconv
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from suketto.foundation.tables import ColumnMissing, Plan, Row, guess_columns, read
from suketto.foundation.text import fold
from suketto.people import actions, exchanging, telephone
from suketto.people.models import Department, Person, Site
from suketto.people.numbers import PersonNumber
from suketto.people.placing import PLACES, Places, founded, place_words

COLUMNS = {
    "employee_number": ["社員番号", "従業員番号", "社員No", "社員コード", "employee_number", "number", "id"],
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
    "employment": ["雇用区分", "雇用形態", "雇用種別", "契約区分", "就業形態", "employment", "employment type"],
    "direct": ["電話", "電話番号", "直通", "直通電話", "外線", "TEL", "phone", "telephone", "telephoneNumber"],
    "mobile": ["携帯", "携帯電話", "携帯番号", "社用携帯", "mobile", "mobile phone"],
}
NUMBERS = ("direct", "mobile")
KANA = ("family_kana", "given_kana")
EXPONENT = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)  # 1E5 may be a number of somebody; Excel always writes the +
Employment = Person.Employment
# As personnel offices write it. Whoever the company itself pays is one of its own, for however long and many hours.
EMPLOYMENTS = {
    fold(word): kind
    for kind, words in {
        Employment.EMPLOYEE: (
            "社員 正社員 正規 正規社員 正規雇用 契約社員 嘱託 嘱託社員 再雇用 無期社員 限定社員 準社員 直接雇用"
            " 有期雇用 パート パート社員 パートタイマー アルバイト employee permanent regular full-time part-time"
        ),
        Employment.AGENCY: "派遣 派遣社員 派遣スタッフ 派遣労働者 人材派遣 agency temp dispatched",
        Employment.CONTRACTOR: (
            "業務委託 委託 業務請負 請負 準委任 常駐 協力会社 フリーランス contractor freelance outsourced"
        ),
        Employment.OTHER: "その他 出向 出向者 受入出向 役員 顧問 インターン other",
    }.items()
    for word in words.split()
}
TEXTS = ("family_name", "given_name", "family_kana", "given_kana", "email", "extension", "title")


@dataclass
class Line:
    """What will become of one line: new, changed (with the fields), same, or wrong (with the reason)."""

    number: int
    verdict: str
    facts: dict[str, Any]
    numbers: dict[str, str] = field(default_factory=dict)
    person: Person | None = None
    changed: list[str] = field(default_factory=list)
    reason: str = ""
    employment_said: str = ""

    @property
    def changed_words(self) -> list[str]:
        """What will be another than before, in words; of the kind of employment what it was, will be and was read as.

        Of somebody new only that kind, read from words that every personnel office has of its own, and their places.
        """
        if self.verdict == "new":
            return [self._difference(name) for name in ("employment", *PLACES) if self.facts.get(name)]
        return [self._difference(name) for name in self.changed]

    def _difference(self, name: str) -> str:
        if name in NUMBERS:
            return str(PersonNumber.Kind(name).label)
        label = str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        if name in PLACES:
            return f"{label}: {place_words(self.facts[name])}"
        if name != "employment":
            return label
        kind = str(Employment(self.facts[name]).label)
        if self.employment_said != kind:
            kind = _("%(kind)s（「%(said)s」から）") % {"kind": kind, "said": self.employment_said[:20]}
        before = f"{self.person.get_employment_display()} → " if self.person is not None else ""
        return f"{label}: {before}{kind}"


def plan(rows: Sequence[Row]) -> Plan[Line]:
    """Reads the rows against the house; nothing is written."""
    columns = guess_columns(list(rows[0].cells) if rows else [], COLUMNS)
    heads = "、".join(rows[0].cells) if rows else "—"
    for needed, name in (("employee_number", "社員番号"), ("email", "メールアドレス")):
        if needed not in columns:
            raise ColumnMissing(column=name, columns=heads)
    if "family_name" not in columns and "full_name" not in columns:
        raise ColumnMissing(column="氏名", columns=heads)
    reader = _Reader(columns)
    lines = [reader.line(row) for row in rows]
    for line in exchanging.refused((line for line in lines if line.verdict != "wrong"), reader.owners):
        line.verdict, line.reason = "wrong", _address_used(line.facts["email"], reader.owners)
    return Plan(lines)


class _Reader:
    """Judges lines one after the other, remembering which numbers and addresses it has seen."""

    def __init__(self, columns: dict[str, str]) -> None:
        self.columns, self.places = columns, Places()
        self.people = {person.employee_number: person for person in Person.objects.all()}
        # Excel takes the zeros off 006201; where only one number reads so, it is that one.
        bare = Counter(number.lstrip("0") for number in self.people)
        self.bare = {number.lstrip("0"): number for number in self.people if bare[number.lstrip("0")] == 1}
        self.owners = exchanging.owners()
        self.numbers = set(PersonNumber.objects.values_list("person_id", "number"))
        self.seen: dict[str, int] = {}
        self.given: dict[str, str] = {}

    def line(self, row: Row) -> Line:
        facts, numbers = self._facts(row), self._numbers(row)
        reason = self._wrong(facts) or _too_long(facts) or _unknown_employment(facts) or _unreadable(numbers)
        if reason:
            return Line(row.line, "wrong", facts, reason=reason)
        number = facts["employee_number"]
        self.seen[number] = row.line
        self.given[facts["email"].casefold()] = number
        person, said = self.people.get(number), row.cells.get(self.columns.get("employment", ""), "").strip()
        if person is None:
            return Line(row.line, "new", facts, numbers, employment_said=said)
        changed = [name for name, value in facts.items() if getattr(person, name) != value]
        changed += [
            kind for kind, raw in numbers.items() if (person.pk, telephone.read(raw).number) not in self.numbers
        ]
        return Line(row.line, "changed" if changed else "same", facts, numbers, person, changed, employment_said=said)

    def _numbers(self, row: Row) -> dict[str, str]:
        """An empty cell says nothing: what is known stays."""
        cells = {kind: row.cells.get(self.columns[kind], "").strip() for kind in NUMBERS if kind in self.columns}
        return {kind: raw for kind, raw in cells.items() if raw}

    def _facts(self, row: Row) -> dict[str, Any]:
        cells = {name: row.cells.get(head, "") for name, head in self.columns.items()}
        for whole, parts in (
            ("full_name", ("family_name", "given_name")),
            ("full_kana", ("family_kana", "given_kana")),
        ):
            text = cells.pop(whole, "").replace("\u3000", " ").strip()
            if text and not cells.get(parts[0]):
                cells[parts[0]], _space, cells[parts[1]] = text.partition(" ")
        facts: dict[str, Any] = {name: cells[name].strip() for name in TEXTS if name in cells}
        facts["email"] = cells["email"].strip()
        if said := cells.get("employment", "").strip():
            facts["employment"] = EMPLOYMENTS.get(fold(said), said)
        facts |= {name: jaconv.h2z(facts[name]) for name in KANA if name in facts}
        facts["employee_number"] = self._number(cells["employee_number"].strip())
        if "department" in cells:
            facts["department"] = self._known(self.places.departments, cells["department"])
        if "site" in cells:
            facts["site"] = self._known(self.places.sites, cells["site"])
        return facts

    def _number(self, text: str) -> str:
        """As the house writes it; two lines that mean the same person are then the same number."""
        return self.bare.get(text.lstrip("0"), text) if text.isdecimal() and text not in self.people else text

    def _known(self, known: dict[str, Any], text: str) -> Any:
        return None if not text else known.get(fold(text)) or text

    def _wrong(self, facts: dict[str, Any]) -> str:
        number, email = str(facts["employee_number"]), str(facts["email"])
        if not number or EXPONENT.fullmatch(number):
            return _no_number(number)
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
        if email.casefold() in self.given:
            return _address_used(email, self.given)
        return ""


def _no_number(text: str) -> str:
    if not text:
        return _("社員番号が空です")
    said = _(
        "社員番号「%s」は Excel が指数の形に書き換えたものです"
        "（列の表示形式を「文字列」にして、元の番号を入れ直してください）"
    )
    return said % text[:20]


def _address_used(email: str, owners: dict[str, str]) -> str:
    return _("メールアドレス %(email)s は社員番号 %(number)s の方が使っています") % {
        "email": email, "number": owners[email.casefold()],
    }  # fmt: skip


def _too_long(facts: dict[str, Any]) -> str:
    """Nothing is cut without a word, and nothing breaks in the middle of a table."""
    models = {"department": Department._meta.get_field("name"), "site": Site._meta.get_field("name")}
    for name, text in facts.items():
        field: Any = models.get(name) or Person._meta.get_field(name)
        limit = field.max_length
        if isinstance(text, str) and name != "employment" and len(text) > limit:
            return _("%(field)sが長すぎます（%(limit)d 文字まで）") % {"field": field.verbose_name, "limit": limit}
    return ""


def _unknown_employment(facts: dict[str, Any]) -> str:
    said = facts.get("employment", Employment.EMPLOYEE)
    if said in Employment.values:
        return ""
    return _("雇用区分「%(said)s」が読めません（%(known)s のどれかで書いてください）") % {
        "said": said[:20], "known": "・".join(str(each) for each in Employment.labels),
    }  # fmt: skip


def _unreadable(numbers: dict[str, str]) -> str:
    for raw in numbers.values():
        if not telephone.read(raw).number:
            return _("電話番号「%s」が読めません（市外局番から入れてください）") % raw
    return ""


def carry_out(plan: Plan[Line], *, by: Person | None, say: Callable[[str], None] = lambda _text: None) -> None:
    """Does what the plan says, leaving out its wrong lines; unknown departments and sites are founded on the way."""
    places, lines = Places(), [line for line in plan.lines if line.verdict in {"new", "changed"}]
    moving = exchanging.moving(lines, exchanging.owners())
    with transaction.atomic():
        exchanging.let_go(line.person for line in moving if line.person is not None)
        for line in moving:
            _do(line, places, by=by)
    done = {line.number for line in moving}
    for position, line in enumerate(lines, start=1):
        if line.number not in done:
            with transaction.atomic():
                _do(line, places, by=by)
        if position % 200 == 0:
            say(f"  {position}/{len(lines)}")


def _do(line: Line, places: Places, *, by: Person | None) -> None:
    facts = places.with_places(line.facts)
    person = line.person or actions.take_on(by=by, **facts)
    if line.person is not None:
        actions.change(person, by=by, **facts)
    for kind, raw in line.numbers.items():
        actions.set_number(person, raw, kind=kind, by=by)


def report(plan: Plan[Line]) -> list[str]:
    """What happens, in words, with the line numbers of what is wrong."""
    words = {"new": _("新規"), "changed": _("変更"), "same": _("変わりなし"), "wrong": _("誤り")}
    lines = ["  ".join(f"{label} {plan.count(verdict)}" for verdict, label in words.items())]
    done = [line.facts for line in plan.lines if line.verdict in {"new", "changed"}]
    lines += [_("新しく作る部署: %s") % names for names in founded(done, "department")]
    lines += [_("新しく作る拠点: %s") % names for names in founded(done, "site")]
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
