"""Employees from files as people have them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suketto.foundation.tables import ColumnMissing, NotATable, read
from suketto.people import actions
from suketto.people.importing import Plan, carry_out, plan, report
from suketto.people.models import Person
from suketto.people.numbers import PersonNumber
from tests.people import a_member, an_administrator, somebody

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


WITH_NUMBERS = HEADS.replace("内線\n", "内線,電話,携帯\n")


def with_numbers(folder: Path, direct: str, mobile: str) -> Path:
    file = folder / "社員.csv"
    file.write_text(WITH_NUMBERS + ROWS[0].replace("\n", f",{direct},{mobile}\n"), encoding="utf-8")
    return file


def numbers() -> list[tuple[str, str]]:
    return list(PersonNumber.objects.order_by("kind").values_list("kind", "number"))


def test_telephone_numbers_come_along_and_a_later_table_replaces_them(tmp_path: Path) -> None:
    carry_out(planned(with_numbers(tmp_path, "043-123-4567", "０９０−１２３４−５６７８")), by=None)
    first = numbers()
    again = verdicts(planned(with_numbers(tmp_path, "0431234567", "+81 90 1234 5678")))
    carry_out(planned(with_numbers(tmp_path, "", "080-1234-5678")), by=None)

    assert first == [("direct", "+81431234567"), ("mobile", "+819012345678")]
    assert again == ["same"]
    assert numbers() == [("direct", "+81431234567"), ("mobile", "+818012345678")]


def test_a_number_that_an_administrator_noted_survives_the_table(tmp_path: Path) -> None:
    carry_out(planned(with_numbers(tmp_path, "", "")), by=None)
    actions.add_number(Person.objects.get(), "070-1234-5678", kind="mobile", by=an_administrator())

    carry_out(planned(with_numbers(tmp_path, "", "080-1234-5678")), by=None)

    assert numbers() == [("mobile", "+817012345678"), ("mobile", "+818012345678")]


def test_a_number_nobody_can_dial_is_named_with_its_line(tmp_path: Path) -> None:
    made = planned(with_numbers(tmp_path, "4567", ""))

    assert [(line.number, line.reason) for line in made.wrong] == [
        (2, "電話番号「4567」が読めません（市外局番から入れてください）")
    ]


KINDS = "社員番号,氏名,メールアドレス,雇用区分\n"


@pytest.mark.parametrize("book", [False, True])
def test_by_whom_somebody_is_employed_is_read_and_a_strange_word_is_told_with_its_line(
    tmp_path: Path, *, book: bool
) -> None:
    said = ["正社員", "派遣社員", "業務委託", "出向", "社員見習い", "", "ﾊﾟｰﾄ"]
    rows = [[f"E{n}", f"人 {n}", f"e{n}@minato.example", word] for n, word in enumerate(said)]
    file = tmp_path / ("人.xlsx" if book else "人.csv")
    if book:
        with xlsxwriter.Workbook(str(file)) as written:
            sheet = written.add_worksheet()
            for number, row in enumerate([KINDS.strip().split(","), *rows]):
                sheet.write_row(number, 0, row)
    else:
        file.write_text(KINDS + "".join(",".join(row) + "\n" for row in rows), encoding="cp932")

    made = planned(file)
    carry_out(made, by=None)

    found = dict(Person.objects.values_list("employee_number", "employment"))
    assert found == {
        "E0": "employee", "E1": "agency", "E2": "contractor", "E3": "other", "E5": "employee", "E6": "employee",
    }  # fmt: skip
    assert report(made)[1:] == [
        "6 行目: 雇用区分「社員見習い」が読めません（社員・派遣・業務委託・その他 のどれかで書いてください）"
    ]


def test_a_table_that_is_silent_about_employment_changes_nothing_and_a_change_is_shown_both_ways(
    tmp_path: Path,
) -> None:
    saeki = somebody("佐伯", employee_number="E1", email="e1@minato.example", employment="agency")
    file = tmp_path / "人.csv"

    def told(heads: str, cells: str) -> list[str]:
        file.write_text(f"社員番号,姓,名,メールアドレス{heads}\nE1,佐伯,葵,e1@minato.example{cells}\n", "utf-8")
        made = planned(file)
        words = made.lines[0].changed_words
        carry_out(made, by=None)
        return words

    assert [told("", ""), told(",雇用形態", ","), told(",雇用形態", ",正社員")] == [
        [], [], ["雇用区分: 派遣 → 社員（「正社員」から）"],
    ]  # fmt: skip
    saeki.refresh_from_db()
    assert (saeki.employment, saeki.employed_elsewhere) == ("employee", False)


def test_the_kind_of_somebody_new_is_shown_before_anything_is_written_with_the_word_it_was_read_from(
    tmp_path: Path,
) -> None:
    file = tmp_path / "人.csv"
    kinds = ["パート", "出向", "業務委託", ""]
    rows = [f"N{at},新,{at},n{at}@minato.example,{kind}" for at, kind in enumerate(kinds)]
    file.write_text("\n".join(["社員番号,姓,名,メールアドレス,雇用区分", *rows]), "utf-8")

    assert [line.changed_words for line in planned(file).lines] == [
        ["雇用区分: 社員（「パート」から）"], ["雇用区分: その他（「出向」から）"], ["雇用区分: 業務委託"], [],
    ]  # fmt: skip
