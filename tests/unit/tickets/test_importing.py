"""Tickets from another system's log: when they were and whose they are, or nobody's."""

import argparse
import json
from pathlib import Path

import pytest
import xlsxwriter
from django.utils import timezone

from suketto.foundation.refusals import Refusal
from suketto.foundation.tables import ColumnMissing, NotAMapping, read
from suketto.tickets.importing import bring_in, command
from suketto.tickets.mapping import DateMissing, DateNotRead, Mapping
from suketto.tickets.models import Ticket
from tests.people import a_desk, somebody

pytestmark = pytest.mark.django_db
HEADS = "番号,受付日時,更新日時,状態,件名,社員番号,担当者\n"


def a_log(folder: Path, *rows: str) -> Path:
    file = folder / "log.csv"
    file.write_text(HEADS + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return file


def brought_in(file: Path) -> list[str]:
    rows = read(file)
    bring_in(rows, Mapping.guess(rows), desk=a_desk(), source="log")
    opened = Ticket.objects.order_by("pk").values_list("opened_at", flat=True)
    return [f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" for moment in opened]


def test_every_moment_is_read_by_itself_in_whatever_way_it_is_written(tmp_path: Path) -> None:
    ways = ["2026-02-26 09:30", "2026/2/27 9:05:10", "2026-02-28", "2026年3月1日 10:00", "2026-03-02T00:15:00Z"]

    opened = brought_in(a_log(tmp_path, *(f"T{n},{way},,新規,件名,," for n, way in enumerate(ways))))

    assert opened == [
        "2026-02-26 09:30",
        "2026-02-27 09:05",
        "2026-02-28 00:00",
        "2026-03-01 10:00",
        "2026-03-02 09:15",
    ]


def test_midnight_in_a_book_is_a_moment_like_any_other(tmp_path: Path) -> None:
    file = tmp_path / "log.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet, shown = book.add_worksheet(), book.add_format({"num_format": "yyyy/mm/dd hh:mm"})
        sheet.write_row(0, 0, ["番号", "受付日時"])
        for line, moment in enumerate((46079.4375, 46080.0), start=1):
            sheet.write(line, 0, f"T{line}")
            sheet.write_number(line, 1, moment, shown)

    assert brought_in(file) == ["2026-02-26 10:30", "2026-02-27 00:00"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (["03/04/2026 10:00", "29/04/2026"], ["2026-04-03 10:00", "2026-04-29 00:00"]),
        (["03/04/2026 10:00", "04/29/2026"], ["2026-03-04 10:00", "2026-04-29 00:00"]),
        (["03-04-2026 10:00", "2026-12-01 08:00"], ["2026-04-03 10:00", "2026-12-01 08:00"]),
    ],
)
def test_days_and_months_are_told_apart_once_for_the_whole_file(
    tmp_path: Path, written: list[str], read_as: list[str]
) -> None:
    assert brought_in(a_log(tmp_path, *(f"T{n},{way},,,件名,," for n, way in enumerate(written)))) == read_as


@pytest.mark.parametrize("moment", ["きのう", "0001-01-01", "9999-12-31 10:00", "2026-02-30", "32/01/2026"])
def test_what_cannot_be_read_is_named_by_its_row_and_column_and_nothing_is_written(tmp_path: Path, moment: str) -> None:
    file = a_log(tmp_path, "T1,2026-02-26 09:30,2026-02-26 10:00,新規,件名,,", f"T2,2026-02-27,{moment},新規,件名,,")

    with pytest.raises(DateNotRead, match=f"3 行目の列「更新日時」の日時「{moment}」"):
        brought_in(file)
    assert not Ticket.objects.exists()


def test_a_ticket_without_any_moment_is_named_by_its_row(tmp_path: Path) -> None:
    with pytest.raises(DateMissing, match="3 行目の列「受付日時」"):
        brought_in(a_log(tmp_path, "T1,2026-02-26 09:30,,新規,件名,,", "T2,-,,新規,件名,,"))


def test_the_mapping_is_written_before_anything_is_refused_and_serves_when_edited(tmp_path: Path) -> None:
    a_desk()
    file, mapping = a_log(tmp_path, "T1,26.02.2026 at 9,,新規,件名,,"), tmp_path / "m.json"
    given = argparse.Namespace(file=file, mapping=None, save_mapping=mapping, desk="", preview=False)

    with pytest.raises(DateNotRead):
        command(given, print)
    said = json.loads(mapping.read_text(encoding="utf-8")) | {"date_format": "%d.%m.%Y at %H"}
    mapping.write_text(json.dumps(said), encoding="utf-8")
    given.mapping, given.save_mapping = mapping, None

    assert command(given, print) == 0
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"strange": 1}, NotAMapping),
        ({"time_zone": "Mars/Olympus"}, NotAMapping),
        ({"states": {"finished": ["済"]}}, NotAMapping),
        ({"missing": "?"}, NotAMapping),
        ({"columns": {"number": "番号"}}, ColumnMissing),
        ({"columns": {"number": "番号", "opened_at": "いつ"}}, ColumnMissing),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    tmp_path: Path, change: dict[str, object], refusal: type[Refusal]
) -> None:
    rows = read(a_log(tmp_path, "T1,2026-02-26,,新規,件名,,"))
    file = tmp_path / "m.json"
    file.write_text(json.dumps({**vars(Mapping.guess(rows)), **change}), encoding="utf-8")

    with pytest.raises(refusal):
        Mapping.of(file, rows)


def test_a_number_with_letters_finds_who_asked_in_any_case_and_width(tmp_path: Path) -> None:
    asker = somebody("柴田", employee_number="A0123")

    brought_in(a_log(tmp_path, *(f"T{n},2026-02-26,,,件名,{who}," for n, who in enumerate(["A0123", "ａ０１２３"]))))

    assert list(Ticket.objects.values_list("requester", flat=True)) == [asker.pk, asker.pk]


def test_a_name_that_two_people_carry_is_nobodys_and_its_words_are_kept(tmp_path: Path) -> None:
    first, _second, other = somebody("佐藤", "健"), somebody("佐藤", "健"), somebody("水野", "真理")

    brought_in(a_log(tmp_path, "T1,2026-02-26,,,件名,佐藤 健,佐藤健", f"T2,2026-02-26,,,件名,{first.email},水野　真理"))

    assert list(Ticket.objects.order_by("pk").values_list("requester", "requester_words", "assignee")) == [
        (None, "佐藤 健", None), (first.pk, first.email, other.pk),
    ]  # fmt: skip
