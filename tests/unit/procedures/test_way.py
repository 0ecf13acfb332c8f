"""The steps of a procedure while they are written: no database."""

import pytest

from suketto.procedures.refusals import MinutesOutOfRange, StepEmpty, StepPointsNowhere, TooManySteps
from suketto.procedures.usual import usual_procedures
from suketto.procedures.way import Line, Row, arranged, checked, lines_of, without_blanks

ROWS = [Row("一", otherwise="3"), Row("二", otherwise="1"), Row("三")]


def told(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.text, row.otherwise) for row in rows]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("up-2", [("二", "2"), ("一", "3"), ("三", "")]),
        ("down-2", [("一", "2"), ("三", ""), ("二", "1")]),
        ("remove-3", [("一", ""), ("二", "1")]),
        ("remove-1", [("二", ""), ("三", "")]),
        ("add", [("一", "3"), ("二", "1"), ("三", ""), ("", "")]),
        ("add-1", [("一", "4"), ("", ""), ("二", "1"), ("三", "")]),
        ("up-1", [("一", "3"), ("二", "1"), ("三", "")]),
        ("down-3", [("一", "3"), ("二", "1"), ("三", "")]),
        ("remove-9", [("一", "3"), ("二", "1"), ("三", "")]),
        ("up-99999999", [("一", "3"), ("二", "1"), ("三", "")]),
    ],
)
def test_references_move_along_with_their_steps(act: str, expected: list[tuple[str, str]]) -> None:
    assert told(arranged(ROWS, act)) == expected


def test_blank_rows_fall_out_and_a_row_with_anything_in_it_stays() -> None:
    rows = [Row(), Row("一", otherwise="4"), Row(minutes="3"), Row("二")]

    assert told(without_blanks(rows)) == [("一", "3"), ("", ""), ("二", "")]


@pytest.mark.parametrize("minutes", ["三", "-1", "1.5", "601", "９９９９", "1e3"])
def test_minutes_that_are_no_number_are_refused(minutes: str) -> None:
    with pytest.raises(MinutesOutOfRange):
        lines_of([Row("一", minutes=minutes)])


def test_full_width_minutes_are_a_number() -> None:
    assert lines_of([Row("一", minutes="１５")]) == [Line("一", minutes=15)]


def test_what_a_step_may_not_be() -> None:
    with pytest.raises(StepEmpty, match="手順 2"):
        checked([Line("一"), Line(" \u3000", expect="見える")])
    with pytest.raises(StepPointsNowhere):
        checked([Line("一", otherwise=1)])
    with pytest.raises(StepPointsNowhere):
        checked([Line("一", otherwise=2)])
    with pytest.raises(TooManySteps):
        checked([Line("一")] * 61)


def test_the_usual_procedures_are_twelve_and_well_formed() -> None:
    usual = usual_procedures()

    assert len({each["name"] for each in usual}) == 12
    assert len(next(each for each in usual if each["name"] == "Outlook再構成")["steps"]) == 6
    for each in usual:
        lines = [Line(**step) for step in each["steps"]]
        assert checked(lines) == lines, each["name"]
        assert all(line.expect and line.minutes for line in lines), each["name"]
        assert len(each["words"]) >= 8
