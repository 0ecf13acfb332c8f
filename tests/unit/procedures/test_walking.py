"""Where a procedure goes on: no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suketto.procedures.usual import usual_procedures
from suketto.procedures.walking import Oddities, Place, follow, oddities, walked
from suketto.procedures.way import Line, Row, arranged, checked, lines_of

# 1 asks: yes → 3, no → 2; 2 solves or ends; 3 goes on; 4 is the last.
WAY = [
    Line("点いていますか", manner="ask", then=3, otherwise=2),
    Line("電源を入れる", then=0),
    Line("挿し直す"),
    Line("替える"),
]


@pytest.mark.parametrize(
    ("number", "result", "expected"),
    [
        (1, "done", Place(3)),
        (1, "cannot", Place(2)),
        (1, "will_not", Place(2)),
        (2, "done", Place(None, "solved")),
        (2, "cannot", Place(3)),
        (2, "will_not", Place(3)),
        (3, "done", Place(4)),
        (3, "open", Place(4)),
        (4, "done", Place(None, "through")),
        (4, "open", Place(None, "through")),
        (4, "cannot", Place(None, "stuck")),
        (4, "will_not", Place(None, "stuck")),
        (5, "cannot", Place(None, "stuck")),
        (5, "will_not", Place(6)),
    ],
)
def test_each_result_leads_somewhere(number: int, result: str, expected: Place) -> None:
    ends = [*WAY[:3], Line("替える", then=None), Line("止める", otherwise=0), Line("移る")]
    assert follow(WAY if number < 5 else ends, number, result) == expected


@pytest.mark.parametrize("otherwise", [None, 0, 3])
def test_who_cannot_tell_has_not_said_no(otherwise: int | None) -> None:
    way = [Line("ほかの方は印刷できますか", manner="ask", then=3, otherwise=otherwise), Line("紙を見る"), Line("頼む")]

    assert follow(way, 1, "will_not") == Place(2)
    assert follow([*way[1:], way[0]], 3, "will_not") == Place(None, "stuck")
    assert follow([Line("紙を見る", otherwise=3), *way[1:]], 1, "will_not") == Place(3)


def test_what_comes_after_an_end_is_not_heard() -> None:
    assert walked(WAY, ["cannot", "done", "done"]) == ([(1, "cannot"), (2, "done")], Place(None, "solved"))
    assert walked([], ["done"]) == ([], Place(None, "through"))


def test_steps_that_nobody_reaches_and_ways_that_never_end_are_told() -> None:
    assert oddities([Line("一", then=3, otherwise=3), Line("二"), Line("三", then=0)]) == Oddities(unreached=(2,))
    assert oddities([Line("一", otherwise=2), Line("二", then=1, otherwise=1)]) == Oddities(endless=(1, 2))
    round_and_round = [Line("一", otherwise=2), Line("二", then=1, otherwise=1), Line("三", then=0)]
    assert oddities([Line("一", then=2, otherwise=2), *round_and_round[1:]]) == Oddities(unreached=(3,), endless=(1, 2))


def test_the_usual_procedures_have_no_odd_ways() -> None:
    odd = {}
    for each in usual_procedures():
        found = oddities(checked([Line(**step) for step in each["steps"]]))
        if found != Oddities():
            odd[each["name"]] = found
    assert odd == {}


def test_the_usual_procedures_branch() -> None:
    branching = [
        each["name"] for each in usual_procedures()
        if any("then" in step or step.get("manner") == "ask" for step in each["steps"])
    ]  # fmt: skip
    assert len(branching) == 12


def test_the_end_and_the_references_move_along_with_their_steps() -> None:
    rows = [Row("一", then="3"), Row("二", then="0"), Row("三", then="1")]

    assert [row.then for row in arranged(rows, "up-3")] == ["2", "1", "0"]
    assert [row.then for row in arranged(rows, "remove-1")] == ["0", ""]


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 6), st.none() | st.integers(0, 6)), min_size=6, max_size=6),
    st.lists(st.sampled_from(["done", "cannot", "will_not", "open"]), max_size=30),
)
def test_whoever_walks_stands_at_a_step_or_at_an_end(
    ways: list[tuple[int | None, int | None]], said: list[str]
) -> None:
    stops = [Line(str(n), then=then, otherwise=otherwise) for n, (then, otherwise) in enumerate(ways, start=1)]

    passed, place = walked(stops, said)

    assert (place.number is None) == (place.end in {"solved", "through", "stuck"})
    assert place.number is None or 1 <= place.number <= 6
    assert len(passed) <= len(said)
    assert place.end or len(passed) == len(said)


def test_rows_say_who_and_where_to() -> None:
    assert lines_of([Row("一", then="0", manner="ask"), Row("二")]) == [Line("一", then=0, manner="ask"), Line("二")]
