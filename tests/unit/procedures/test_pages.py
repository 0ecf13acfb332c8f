"""The pages of procedures: who may do what, and that nothing typed is lost."""

from collections.abc import Callable

import pytest
from django.test import Client

from suketto.people.models import Person
from suketto.procedures import actions
from suketto.procedures.models import Procedure
from suketto.procedures.way import Line
from tests.people import a_desk, a_leader, a_member, an_administrator, somebody
from tests.unit.procedures.test_keeping import a_procedure, fresh

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "複合機の紙づまり", "words": "紙づまり\nジャム", "minutes": "", "service": "",
    "text": ["カバーを開ける", "紙を引き抜く"], "expect": ["緑のレバーが見える", ""],
    "step_minutes": ["2", "３"], "otherwise": ["2", ""],
}  # fmt: skip


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def takase() -> Person:
    return a_member("高瀬")


def with_a_draft() -> Procedure:
    procedure = a_procedure()
    actions.revise(procedure, by=Person.objects.filter(family_name="水野")[0], name="直しかけ", lines=[Line("一")])
    return procedure


ASKS: list[tuple[str, Callable[[Client, int], int]]] = [
    ("see", lambda client, number: client.get(f"/procedures/{number}/").status_code),
    ("history", lambda client, number: client.get(f"/procedures/{number}/versions/1/").status_code),
    ("edit", lambda client, number: client.get(f"/procedures/{number}/edit/").status_code),
    ("save", lambda client, number: client.post(f"/procedures/{number}/edit/", TYPED).status_code),
    ("restore", lambda client, number: client.post(f"/procedures/{number}/versions/1/restoration/").status_code),
    ("publish", lambda client, number: client.post(f"/procedures/{number}/publication/").status_code),
    ("give", lambda client, number: client.post(f"/procedures/{number}/belonging/", {"desk": "0"}).status_code),
    ("retire", lambda client, number: client.post(f"/procedures/{number}/retirement/", {"on": "1"}).status_code),
]


def answers(person: Person, procedure: Procedure) -> dict[str, int]:
    client = signed_in(person)
    return {what: ask(client, procedure.pk) for what, ask in ASKS}


def test_the_owner_and_the_leader_do_everything() -> None:
    expected = dict.fromkeys(("see", "history", "edit"), 200)
    expected |= dict.fromkeys(("save", "restore", "publish", "retire"), 302) | {"give": 422}

    first, second = with_a_draft(), with_a_draft()
    owner = first.owner
    assert owner is not None
    assert answers(owner, first) == expected
    assert answers(a_leader(), second) == expected
    assert answers(an_administrator(), with_a_draft()) == expected | {"give": 422}


def test_a_member_of_the_desk_writes_but_does_not_publish_what_another_owns(takase: Person) -> None:
    seen = answers(takase, with_a_draft())

    assert {what for what, status in seen.items() if status == 403} == {"publish", "give", "retire"}


def test_for_another_desk_and_for_colleagues_there_is_nothing() -> None:
    procedure = with_a_draft()

    assert set(answers(a_member("倉持", desk=a_desk("ga", "総務")), procedure).values()) == {404}
    assert set(answers(somebody(), procedure).values()) == {403}
    assert (fresh(procedure).name, fresh(procedure).retired_at) == ("Outlook再構成", None)


def test_what_belongs_to_the_whole_house_is_read_by_all_desks_and_written_by_leaders(takase: Person) -> None:
    procedure = a_procedure(desk=None)

    assert {what for what, status in answers(takase, procedure).items() if status < 400} == {"see", "history"}
    assert answers(a_leader(desk=a_desk("ga", "総務")), procedure)["save"] == 302


def test_the_list_shows_ones_own_desk_and_the_whole_house() -> None:
    a_procedure("情シスのもの")
    a_procedure("総務のもの", desk=a_desk("ga", "総務"))
    a_procedure("みんなのもの", desk=None)

    def names(person: Person, query: str = "") -> set[str]:
        page = signed_in(person).get(f"/procedures/{query}").content.decode()
        return {name for name in ("情シスのもの", "総務のもの", "みんなのもの") if name in page}

    assert names(a_member("高瀬")) == {"情シスのもの", "みんなのもの"}
    assert names(a_member("倉持", desk=a_desk("ga"))) == {"総務のもの", "みんなのもの"}
    assert names(an_administrator()) == {"情シスのもの", "総務のもの", "みんなのもの"}
    assert names(an_administrator(), "?q=総") == {"総務のもの"}
    assert signed_in(somebody()).get("/procedures/").status_code == 403


def test_a_house_without_procedures_says_what_to_do(takase: Person) -> None:
    client = signed_in(takase)

    assert "最初の手順書を書く" in client.get("/procedures/").content.decode()
    assert "当てはまる手順書はありません" in client.get("/procedures/?q=紙").content.decode()


def test_a_procedure_is_written_with_its_steps(takase: Person) -> None:
    answer = signed_in(takase).post("/procedures/new/", TYPED | {"desk": a_desk().pk})

    made = Procedure.objects.get()
    assert answer.url == f"/procedures/{made.pk}/?draft=1"  # type: ignore[attr-defined]
    assert (made.owner, made.desk, made.published) == (takase, a_desk(), None)
    assert (made.latest.words, made.latest.minutes) == (["紙づまり", "ジャム"], 5)
    assert list(made.latest.instructions.values_list("text", "expect", "minutes", "otherwise")) == [
        ("カバーを開ける", "緑のレバーが見える", 2, 2),
        ("紙を引き抜く", "", 3, None),
    ]


def test_a_member_cannot_write_for_another_desk_or_the_whole_house(takase: Person) -> None:
    client = signed_in(takase)

    statuses = [
        client.post("/procedures/new/", TYPED | {"desk": desk}).status_code for desk in ("", a_desk("ga", "総務").pk)
    ]

    assert (statuses, Procedure.objects.count()) == ([422, 422], 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "手順書の名前を入れてください"),
        ({"text": ["カバーを開ける", ""], "expect": ["", "書きかけの見え方"]}, "手順 2 の「すること」"),
        ({"step_minutes": ["二分", ""]}, "0 から 600 までの数字"),
        ({"minutes": "9999"}, "600"),
    ],
)
def test_a_refusal_keeps_every_word(takase: Person, change: dict[str, object], said: str) -> None:
    typed = TYPED | {"desk": a_desk().pk} | change
    answer = signed_in(takase).post("/procedures/new/", typed)

    page = answer.content.decode()
    assert (answer.status_code, Procedure.objects.count()) == (422, 0)
    assert said in page
    for words in ("カバーを開ける", "ジャム", *(str(v) for v in change.get("expect", []) if v)):  # type: ignore[attr-defined]
        assert words in page


def test_moving_a_row_saves_nothing_and_loses_nothing(takase: Person) -> None:
    answer = signed_in(takase).post("/procedures/new/", TYPED | {"desk": a_desk().pk, "act": "up-2"})

    page = answer.content.decode()
    assert (answer.status_code, Procedure.objects.count()) == (200, 0)
    assert page.index("紙を引き抜く") < page.index("カバーを開ける")
    assert "複合機の紙づまり" in page


def test_whoever_was_slower_sees_the_difference_and_keeps_the_words(takase: Person) -> None:
    procedure = a_procedure()
    seen = procedure.revision
    actions.revise(procedure, by=a_member("石田"), name="石田の版", lines=[Line("先に直した手順")])
    client = signed_in(takase)

    late = client.post(f"/procedures/{procedure.pk}/edit/", TYPED | {"seen": seen})
    again = client.post(f"/procedures/{procedure.pk}/edit/", TYPED | {"seen": fresh(procedure).revision})

    page = late.content.decode()
    assert (late.status_code, again.status_code, procedure.latest.name) == (409, 302, "複合機の紙づまり")
    assert "石田 真理さんがこの手順書を更新しました" in page
    assert "先に直した手順" in page
    assert "緑のレバーが見える" in page


def test_hostile_words_are_shown_as_words(takase: Person) -> None:
    client = signed_in(takase)
    client.post("/procedures/new/", TYPED | {"desk": a_desk().pk, "name": "<script>alert(1)</script>\x00𠮷"})

    page = client.get(f"/procedures/{Procedure.objects.get().pk}/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;𠮷" in page
