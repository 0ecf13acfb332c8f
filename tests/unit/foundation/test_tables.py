"""Tables as people have them: read whole, or refused with a sentence that says what to do."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from suketto.foundation.tables import (
    ColumnMissing,
    NoRows,
    NotAMapping,
    NotATable,
    NotWritten,
    Row,
    SameHead,
    guess_columns,
    read,
    read_mapping,
    require_columns,
    save_mapping,
)  # fmt: skip


def written(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize(
    "line", ["[1,2,3]", '"abc"', "5", "{broken", "[" * 100_000, '{"n": ' + "9" * 5000 + "}"],
    ids=["list", "text", "number", "broken", "deep", "long"],
)  # fmt: skip
def test_a_line_of_json_that_is_no_record_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(NotATable, match=r"a\.jsonl:2"):
        read(written(tmp_path, "a.jsonl", '{"a": "1"}\n' + line))


def test_only_a_newline_ends_a_line_of_json(tmp_path: Path) -> None:
    said = {"a": "一行目\u2028二行目", "b": "三\u0085四"}

    rows = read(written(tmp_path, "a.jsonl", json.dumps(said, ensure_ascii=False) + "\r\n\n"))

    assert rows == [Row(1, {"a": "一行目\n二行目", "b": "三\u0085四"})]


def test_a_cell_may_be_as_long_as_a_procedure_with_everything_in_it(tmp_path: Path) -> None:
    rows = read(written(tmp_path, "a.csv", "a,b\n1," + "長" * 150_000 + "\n"))

    assert len(rows[0].cells["b"]) == 150_000


def test_a_title_above_the_heads_is_passed_over_in_csv_as_in_a_book(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(book)) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "社員名簿")
        sheet.write_row(2, 0, ["番号", "氏名"])
        sheet.write_row(3, 0, ["1", "柴田"])

    rows = read(written(tmp_path, "a.csv", "社員名簿\n\n番号\t氏名\n1\t柴田\n"))

    assert rows == read(book) == [Row(4, {"番号": "1", "氏名": "柴田"})]
    assert read(book, "名簿.csv") == rows


@pytest.mark.parametrize("content", ["%PDF-1.7\n1 0 obj\n", "PNG" + "\0" * 100, "", " \n,,\n"])
def test_what_is_no_table_is_refused_by_the_name_that_people_gave_it(tmp_path: Path, content: str) -> None:
    with pytest.raises(NotATable, match=r"名簿\.csv"):
        read(written(tmp_path, "7bf50e13.csv", content), "名簿.csv")


def test_heads_and_nothing_under_them_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NoRows, match="行がありません"):
        read(written(tmp_path, "a.csv", "番号,氏名\n,\n"))


def test_two_columns_of_one_head_keep_both_cells_and_nobody_chooses_between_them(tmp_path: Path) -> None:
    rows = read(written(tmp_path, "a.csv", "番号,備考,備考,Name,NAME\n1,甲,乙,丙\n"))
    heads = list(rows[0].cells)

    assert rows[0].cells == {"番号": "1", "備考": "甲", "備考 #2": "乙", "Name": "丙", "NAME": ""}
    assert guess_columns(heads, {"number": ["番号"]}) == {"number": "番号"}
    for word in ("備考", "name"):
        with pytest.raises(SameHead, match="二つ以上"):
            guess_columns(heads, {"field": [word]})


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", "{}", '{"columns": []}', '{"columns": {"a": 1}}', "[" * 99_999],
    ids=range(7),
)  # fmt: skip
def test_a_mapping_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotAMapping, match=r"m\.json"):
        read_mapping(written(tmp_path, "m.json", text))


def test_a_mapping_is_missing_or_cannot_be_written_or_names_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotAMapping):
        read_mapping(tmp_path / "none.json")
    with pytest.raises(NotWritten):
        save_mapping(tmp_path, {})
    rows = [Row(2, {"題名": "VPN"})]
    with pytest.raises(ColumnMissing, match="body"):
        require_columns({"title": "題名"}, ("title", "body"), rows)
    with pytest.raises(ColumnMissing, match="件名"):
        require_columns({"title": "件名"}, ("title",), rows)
