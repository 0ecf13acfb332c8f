"""Procedures over the API: what is in use, for those who use it."""

import pytest

from suketto.people.models import Person
from suketto.procedures import actions
from suketto.procedures.models import Procedure
from suketto.procedures.way import Line
from tests.people import a_desk, a_member, somebody
from tests.unit.api.calling import Program, case

pytestmark = pytest.mark.django_db


@pytest.fixture
def mizuno() -> Person:
    return a_member()


def a_procedure(by: Person, name: str = "会議室モニター") -> Procedure:
    lines = [Line("入力を切り替える", "資料が映る", 1, 2), Line("ケーブルを替える", minutes=2)]
    made = actions.draft_procedure(by=by, desk=a_desk(), name=name, words=["映らない"], lines=lines)
    actions.publish(made, by=by)
    return made


def test_the_version_in_use_is_read_with_its_steps_and_not_the_draft(mizuno: Person) -> None:
    procedure = a_procedure(mizuno)
    actions.revise(procedure, by=mizuno, name="書きかけ")

    told = Program(mizuno).get(f"procedures/{procedure.pk}").json()

    assert (told["name"], told["desk"], told["version"], told["minutes"], told["words"]) == (
        "会議室モニター", "it", 1, 3, ["映らない"],
    )  # fmt: skip
    assert told["owner"] == {"id": mizuno.pk, "name": "水野 真理"}
    assert told["steps"] == [
        {"number": 1, "text": "入力を切り替える", "expect": "資料が映る", "minutes": 1, "otherwise": 2},
        {"number": 2, "text": "ケーブルを替える", "expect": "", "minutes": 2, "otherwise": None},
    ]


def test_the_list_is_searched_from_one_kanji(mizuno: Person) -> None:
    a_procedure(mizuno)
    a_procedure(mizuno, "VPNにつながらない")

    found = Program(mizuno).get("procedures", q="議").json()

    assert ([row["name"] for row in found["items"]], found["next"]) == (["会議室モニター"], None)


def test_for_another_desk_it_does_not_exist_and_colleagues_have_no_list(mizuno: Person) -> None:
    procedure = a_procedure(mizuno)
    draft = actions.draft_procedure(by=mizuno, desk=a_desk(), name="書きかけ", lines=[Line("一")])
    other = Program(a_member("倉持", desk=a_desk("ga", "総務")))

    assert (case(other.get(f"procedures/{procedure.pk}"))[0], other.get("procedures").json()["items"]) == (404, [])
    assert [case(Program(somebody()).get(path))[0] for path in ("procedures", f"procedures/{procedure.pk}")] == [
        403,
        403,
    ]
    assert case(Program(mizuno).get(f"procedures/{draft.pk}"))[0] == 404
