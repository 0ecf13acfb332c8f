"""Employees from files as people have them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suketto.foundation.tables import ColumnMissing, NotATable, read
from suketto.people.importing import Plan, carry_out, plan, report
from suketto.people.models import Person
from tests.people import a_member, an_administrator

pytestmark = pytest.mark.django_db
HEADS = "社員番号,姓,名,セイ,メイ,メールアドレス,部署,拠点,内線\n"
ROWS = [
    "000123,髙橋,一郎,タカハシ,イチロウ,takahashi@minato.example,検査課,千葉工場,4120\n",
    "000124,𠮷田,花子,ヨシダ,ハナコ,yoshida@minato.example,検査課,千葉工場,4121\n",
]


def planned(file: Path) -> Plan:
    return plan(read(file))


def verdicts(made: Plan) -> Sequence[str]:
    return [line.verdict for line in made.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_way_of_writing_text(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "社員.csv"
    file.write_text(HEADS + "".join(ROWS), encoding=encoding)

    carry_out(planned(file), by=None)

    assert list(Person.objects.order_by("employee_number").values_list("family_name", flat=True)) == ["髙橋", "𠮷田"]


def test_what_excel_calls_csv_in_japan(tmp_path: Path) -> None:
    file = tmp_path / "社員.csv"
    file.write_bytes((HEADS + ROWS[0]).encode("cp932"))

    carry_out(planned(file), by=None)

    assert Person.objects.get().full_name == "髙橋 一郎"


def test_a_book_of_excel_with_a_title_above_and_numbers_as_numbers(tmp_path: Path) -> None:
    file = tmp_path / "社員.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "社員名簿")
        sheet.write_row(1, 0, ["社員No", "氏名", "フリガナ", "E-mail", "内線番号"])
        sheet.write_row(2, 0, [5012, "久我　直人", "ｸｶﾞ ﾅｵﾄ", "kuga@minato.example", 4415])

    carry_out(planned(file), by=None)

    kuga = Person.objects.get()
    assert (kuga.employee_number, kuga.family_name, kuga.given_name, kuga.extension) == ("5012", "久我", "直人", "4415")
    assert list(Person.objects.found_by("くが")) == [kuga]


def test_again_changes_nothing_and_a_difference_changes_that_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(HEADS + "".join(ROWS), encoding="utf-8")
    carry_out(planned(file), by=None)
    again = planned(file)
    file.write_text(HEADS + ROWS[0].replace("4120", "4999") + ROWS[1], encoding="utf-8")

    moved = planned(file)

    assert verdicts(again) == ["same", "same"]
    assert [(line.verdict, line.changed) for line in moved.lines] == [("changed", ["extension"]), ("same", [])]


def test_wrong_lines_are_named_by_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    wrong = [
        "000123,重複,名,,,dup@minato.example,,,\n",
        ",無番,名,,,none@minato.example,,,\n",
        "000130,宛先,名,,,not-an-address,,,\n",
    ]
    file.write_text(HEADS + ROWS[0] + "".join(wrong), encoding="utf-8")

    made = planned(file)
    carry_out(made, by=None)

    assert [(line.number, line.verdict) for line in made.lines] == [
        (2, "new"),
        (3, "wrong"),
        (4, "wrong"),
        (5, "wrong"),
    ]
    assert any("3 行目" in text for text in report(made))
    assert Person.objects.count() == 1


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("姓,名\n髙橋,一郎\n", encoding="utf-8")

    with pytest.raises(ColumnMissing, match="社員番号"):
        planned(file)


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", "not a book"), ("a.jsonl", "{broken"), ("a.csv", "")])
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content)

    with pytest.raises(NotATable):
        read(file)


def test_in_the_browser_first_looked_at_then_done() -> None:
    client = Client()
    client.force_login(an_administrator())
    before = Person.objects.count()

    preview = client.post("/house/people/import/", {"file": SimpleUploadedFile("社員.csv", (HEADS + ROWS[0]).encode())})
    kept = preview.context["kept"]
    untouched = Person.objects.count()
    client.post("/house/people/import/", {"kept": kept})

    assert (untouched, Person.objects.count()) == (before, before + 1)
    assert client.post("/house/people/import/", {"kept": kept}).status_code == 422
    assert client.post("/house/people/import/", {"kept": "../../secret.key"}).status_code == 422


def test_only_an_administrator_imports() -> None:
    client = Client()
    client.force_login(a_member())

    assert client.get("/house/people/import/").status_code == 403
