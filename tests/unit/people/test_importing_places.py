"""Departments, sites, addresses and long words in a table of employees: nothing is merged or cut without a word."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suketto.foundation.tables import Row, read
from suketto.people import actions
from suketto.people.importing import Line, carry_out, plan
from suketto.people.models import Department, Person, Role, Site
from suketto.trail.models import Event
from tests.people import an_administrator, somebody

pytestmark = pytest.mark.django_db
HEADS = ["社員番号", "氏名", "メールアドレス", "部署", "拠点"]
LONG = "関東第一営業本部ソリューション営業統括部"  # 20 characters


def a_row(number: int, *cells: str) -> Row:
    given = [f"E{number}", f"人 {number}", f"e{number}@minato.example", "営業部", "本社"]
    return Row(number + 1, dict(zip(HEADS, [new or old for new, old in zip(cells, given, strict=False)] +
                                given[len(cells):], strict=True)))  # fmt: skip


def taken_in(*rows: Row) -> list[Line]:
    made = plan(rows)
    carry_out(made, by=None)
    return made.lines


def test_departments_that_begin_alike_stay_apart_and_the_same_table_again_changes_nothing() -> None:
    rows = [a_row(n, "", "", "", f"{LONG}第{n}課", "ＡＢＣビル" if n == 2 else "ABCビル") for n in (1, 2, 3)]

    taken_in(*rows)
    again = taken_in(*rows)

    assert sorted(Person.objects.values_list("department__name", flat=True)) == [f"{LONG}第{n}課" for n in (1, 2, 3)]
    assert [line.verdict for line in again] == ["same", "same", "same"]
    assert (Department.objects.count(), Site.objects.count()) == (3, 1)


def test_a_numbered_code_or_slug_that_is_taken_is_passed_over() -> None:
    Department.objects.create(code="dept-2", name="甲", path="甲")
    Site.objects.create(slug="site-2", name="乙")

    taken_in(a_row(1, "", "", "", LONG + "第一課", "丙"))

    assert Person.objects.get().department.code == "dept-3"
    assert Person.objects.get().site.slug == "site-3"


@pytest.mark.parametrize(
    ("position", "reason"),
    [
        (0, "社員番号が長すぎます（20 文字まで）"),
        (1, "姓が長すぎます（40 文字まで）"),
        (3, "部署が長すぎます（60 文字まで）"),
        (4, "拠点が長すぎます（60 文字まで）"),
    ],
)
def test_what_is_too_long_is_a_wrong_line_and_is_not_cut(position: int, reason: str) -> None:
    cells = [""] * 5
    cells[position] = "長" * 61

    lines = taken_in(a_row(1, *cells), a_row(2))

    assert [(line.verdict, line.reason) for line in lines] == [("wrong", reason), ("new", "")]
    assert Person.objects.count() == 1


def addresses() -> dict[str, str]:
    return dict(Person.objects.values_list("employee_number", "email"))


def test_two_colleagues_exchange_their_addresses_and_a_newcomer_gets_one_that_becomes_free() -> None:
    taken_in(a_row(1), a_row(2), a_row(3))

    lines = taken_in(
        a_row(1, "", "", "e2@minato.example"),
        a_row(2, "", "", "e1@minato.example"),
        a_row(3, "", "", "new@minato.example"),
        a_row(4, "", "", "e3@minato.example"),
    )

    assert [line.verdict for line in lines] == ["changed", "changed", "changed", "new"]
    assert {number: email.partition("@")[0] for number, email in addresses().items()} == {
        "E1": "e2", "E2": "e1", "E3": "new", "E4": "e3",
    }  # fmt: skip
    assert Event.objects.filter(kind="person.changed").count() == 3
    assert Person.objects.get(employee_number="E1").searchable.count("e2@minato.example") == 1


def test_who_takes_the_address_of_a_wrong_line_is_wrong_too_and_so_on() -> None:
    taken_in(a_row(1), a_row(2), a_row(3))
    before = addresses()

    lines = taken_in(
        a_row(1, "", "", "e2@minato.example"), a_row(2, "", "", "e3@minato.example"), a_row(3, "", "長" * 61)
    )

    assert [line.verdict for line in lines] == ["wrong"] * 3
    assert lines[0].reason == "メールアドレス e2@minato.example は社員番号 E2 の方が使っています"
    assert addresses() == before


def test_one_address_twice_in_a_table_is_wrong_the_second_time() -> None:
    lines = taken_in(a_row(1), a_row(2, "", "", "E1@minato.example"))

    assert [line.verdict for line in lines] == ["new", "wrong"]


def test_a_refusal_names_the_file_as_its_owner_does_and_lines_of_json_are_taken(tmp_path: Path) -> None:
    client = Client()
    client.force_login(an_administrator())
    line = '{"社員番号": "E1", "氏名": "人 一", "メールアドレス": "e1@minato.example"}'
    before = Person.objects.count()

    pages = [
        client.post("/house/people/import/", {"file": SimpleUploadedFile(name, text.encode())})
        for name, text in (
            ("名簿.pdf", "%PDF-1.7"),
            ("名簿.csv", "社員番号,氏名,メールアドレス\n"),
            ("名簿.jsonl", line),
        )
    ]

    assert [page.context.get("refusal", "")[:8] for page in pages] == ["「名簿.pdf」", "「名簿.csv」", ""]
    client.post("/house/people/import/", {"kept": pages[2].context["kept"]})
    assert Person.objects.count() == before + 1
    (tmp_path / "名簿.jsonl").write_text(line, encoding="utf-8")
    assert plan(read(tmp_path / "名簿.jsonl")).lines[0].verdict == "same"


def test_somebody_is_key_person_of_the_department_they_come_to_as_well() -> None:
    first, second = (Department.objects.create(code=name, name=name, path=name) for name in ("営業部", "総務部"))
    shibata = somebody()

    for department in (first, second, second):
        actions.give_role(shibata, Role.Kind.KEY_PERSON, by=None, department=department)

    assert list(Role.objects.order_by("pk").values_list("department__name", flat=True)) == ["営業部", "総務部"]
