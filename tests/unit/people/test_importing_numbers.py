"""What Excel and old payroll systems do to a table of employees: zeros lost, exponents, half-width kana."""

import pytest

from suketto.foundation.tables import Plan, Row
from suketto.people.importing import Line, carry_out, plan, report
from suketto.people.models import Department, Person, Site
from tests.people import somebody

pytestmark = pytest.mark.django_db
REWRITTEN = " Excel が指数の形に書き換えたものです（列の表示形式を「文字列」にして、元の番号を入れ直してください）"


def a_row(line: int, number: str, **more: str) -> Row:
    return Row(line, {"社員番号": number, "氏名": "久我 直人", "メールアドレス": f"e{line}@minato.example", **more})


def verdicts(made: Plan[Line]) -> list[tuple[str, str]]:
    return [(line.verdict, line.facts["employee_number"]) for line in made.lines]


def test_a_number_without_its_zeros_is_the_person_and_the_person_keeps_theirs() -> None:
    kuga = somebody("久我", employee_number="006201", email="e2@minato.example", given_name="直人")

    made = plan([a_row(2, "6201", 内線="4415")])
    carry_out(made, by=None)

    kuga.refresh_from_db()
    assert (verdicts(made), made.lines[0].changed) == ([("changed", "006201")], ["extension"])
    assert (Person.objects.count(), kuga.employee_number, kuga.extension) == (1, "006201", "4415")
    assert verdicts(plan([a_row(2, "06201", 内線="4415")])) == [("same", "006201")]


def test_zeros_too_many_are_the_same_as_zeros_too_few() -> None:
    somebody("久我", employee_number="6201", email="e2@minato.example", given_name="直人")

    assert verdicts(plan([a_row(2, "006201")])) == [("same", "6201")]


def test_where_two_people_read_so_none_is_guessed_and_the_exact_one_is_taken() -> None:
    somebody("久我", employee_number="006201", email="e2@minato.example", given_name="直人")
    somebody("久我", employee_number="0006201", email="e3@minato.example", given_name="直人")

    made = plan([a_row(2, "006201"), a_row(3, "0006201"), a_row(4, "6201"), a_row(5, "E6201")])

    assert verdicts(made) == [("same", "006201"), ("same", "0006201"), ("new", "6201"), ("new", "E6201")]


def test_one_person_written_in_two_ways_in_one_table_is_wrong_the_second_time() -> None:
    somebody("久我", employee_number="006201", email="e2@minato.example", given_name="直人")

    made = plan([a_row(2, "6201"), a_row(3, "006201")])

    assert [(line.verdict, line.reason) for line in made.lines] == [
        ("same", ""), ("wrong", "社員番号 006201 が 2 行目と重なっています"),
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["9.00006E+05", "9E+05", "1.23457e+11"])
def test_a_number_that_excel_wrote_as_an_exponent_is_a_wrong_line(number: str) -> None:
    made = plan([a_row(2, number), a_row(3, "1E5")])

    assert [(line.verdict, line.reason) for line in made.lines] == [
        ("wrong", f"社員番号「{number}」は{REWRITTEN}"), ("new", ""),
    ]  # fmt: skip


def test_half_width_kana_become_full_width_and_the_same_table_again_changes_nothing() -> None:
    rows = [a_row(2, "E1", フリガナ="ｸｶﾞ ﾅｵﾄ"), a_row(3, "E2", フリガナ="クガ　ナオト"), a_row(4, "E3", フリガナ="ﾊﾟｰｶｰ")]

    carry_out(plan(rows), by=None)

    assert list(Person.objects.order_by("pk").values_list("family_kana", "given_kana")) == [
        ("クガ", "ナオト"), ("クガ", "ナオト"), ("パーカー", ""),
    ]  # fmt: skip
    assert [line.verdict for line in plan(rows).lines] == ["same"] * 3


def test_the_places_of_somebody_new_are_told_with_those_that_would_be_new() -> None:
    Department.objects.create(code="D1", name="営業部", path="営業部")
    Site.objects.create(slug="chiba", name="千葉工場")

    made = plan([
        a_row(2, "E1", 部署="D1", 拠点="千葉工場"), a_row(3, "E2", 部署="検査課", 拠点="新工場"),
        a_row(4, "E3", 部署="", 拠点="新工場"),
    ])  # fmt: skip

    assert [line.changed_words for line in made.lines] == [
        ["部署: 営業部", "拠点: 千葉工場"],
        ["部署: 検査課（新しく作ります）", "拠点: 新工場（新しく作ります）"],
        ["拠点: 新工場（新しく作ります）"],
    ]
    assert (Department.objects.count(), Site.objects.count()) == (1, 1)


def test_where_somebody_moves_is_told_and_that_they_are_nowhere_too() -> None:
    carry_out(plan([a_row(2, "E1", 部署="営業部"), a_row(3, "E2", 部署="営業部")]), by=None)

    made = plan([a_row(2, "E1", 部署="検査課"), a_row(3, "E2", 部署="")])

    assert [line.changed_words for line in made.lines] == [["部署: 検査課（新しく作ります）"], ["部署: —"]]


def test_the_report_names_each_new_place_once_and_none_of_a_wrong_line() -> None:
    made = plan([
        a_row(2, "E1", 部署="検査課", 拠点="ＡＢＣ工場"), a_row(3, "E2", 部署="検査課", 拠点="ABC工場"),
        a_row(4, "E3", 部署="品質課", 拠点="ABC工場"), a_row(5, "", 部署="幻の課", 拠点="幻の拠点"),
    ])  # fmt: skip

    assert report(made) == [
        "新規 3  変更 0  変わりなし 0  誤り 1",
        "新しく作る部署: 検査課、品質課",
        "新しく作る拠点: ABC工場",
        "5 行目: 社員番号が空です",
    ]
