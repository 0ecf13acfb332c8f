"""Who may find what, and an index that stays in step with what it was told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from suketto.foundation.scope import Viewer
from suketto.search import candidates
from suketto.search.actions import forget, index, index_many, learn
from suketto.search.models import Collection, Document, PastQuestion, Posting, Term, Text
from suketto.search.queries import find, find_literal
from suketto.search.sources import Entry

pytestmark = pytest.mark.django_db

OWNER = Viewer(person_id=7, desk_ids=frozenset())
COLLEAGUE = Viewer(person_id=8, desk_ids=frozenset())
MEMBER = Viewer(person_id=1, desk_ids=frozenset({1}))
OTHER_DESK = Viewer(person_id=2, desk_ids=frozenset({2}))


def tickets(text: str, viewer: Viewer) -> list[int]:
    by_meaning = [hit.object_id for hit in find(text, kinds=["ticket"], viewer=viewer)]
    by_letters = [hit.object_id for hit in find_literal(text, kinds=["ticket"], viewer=viewer)]
    assert sorted(by_meaning) == sorted(by_letters)
    return by_meaning


def postings() -> list[tuple[str, int, float]]:
    return sorted(Posting.objects.values_list("term__text", "document__object_id", "weight"))


def test_a_ticket_is_found_by_its_owner_and_its_desk_alone() -> None:
    index("ticket", 1, title="給与明細が開けない", body="金額が見えません", desk_id=1, person_id=7)

    seen = [tickets("給与", viewer) for viewer in (OWNER, COLLEAGUE, MEMBER, OTHER_DESK, Viewer.nobody())]

    assert seen == [[1], [], [1], [], []]


def test_the_rule_is_the_same_where_something_else_is_public() -> None:
    index("ticket", 1, title="給与明細が開けない", body="", desk_id=1, person_id=7)
    index("ticket", 2, title="給与のお知らせ", body="", public=True, desk_id=1)

    seen = [sorted(tickets("給与", viewer)) for viewer in (OWNER, COLLEAGUE, MEMBER, OTHER_DESK, Viewer.nobody())]

    assert seen == [[1, 2], [2], [1, 2], [2], [2]]


def test_what_belongs_to_nobody_is_not_found_by_nobody() -> None:
    index("ticket", 1, title="給与明細", body="")

    assert tickets("給与", Viewer.nobody()) == []
    assert tickets("給与", MEMBER) == []


@pytest.mark.parametrize(("reach", "rows"), [(1, 1_000), (1_000, 1)])
def test_better_matches_of_another_desk_do_not_hide_ones_own(
    monkeypatch: pytest.MonkeyPatch, reach: int, rows: int
) -> None:
    monkeypatch.setattr(candidates, "FEW", 0)
    monkeypatch.setattr(candidates, "REACH", reach)
    monkeypatch.setattr(candidates, "ROWS_READ", rows)
    index_many(Entry("ticket", number, "給与明細の印刷", "給与明細", desk_id=2) for number in range(1, 6))
    index("ticket", 9, title="印刷", body="紙が詰まる", desk_id=1)

    assert [hit.object_id for hit in find("給与明細の印刷", kinds=["ticket"], viewer=MEMBER)] == [9]


def test_moving_a_ticket_to_another_desk_moves_who_finds_it() -> None:
    index("ticket", 1, title="給与明細", body="", desk_id=1)
    index("ticket", 1, title="給与明細", body="", desk_id=2)

    assert (tickets("給与", MEMBER), tickets("給与", OTHER_DESK)) == ([], [1])


def test_indexing_twice_changes_nothing() -> None:
    index("ticket", 1, title="印刷できない", body="紙が詰まる。紙を替えた。", desk_id=1)
    once = postings(), Term.objects.count(), Text.objects.get().folded

    index("ticket", 1, title="印刷できない", body="紙が詰まる。紙を替えた。", desk_id=1)

    assert once == (postings(), Term.objects.count(), Text.objects.get().folded)
    assert Document.objects.count() == 1


def test_a_changed_text_is_found_by_its_new_words_only() -> None:
    index("ticket", 1, title="印刷できない", body="紙が詰まる", desk_id=1)
    index("ticket", 1, title="電源が入らない", body="画面が暗い", desk_id=1)
    changed = postings()
    index("ticket", 2, title="電源が入らない", body="画面が暗い", desk_id=1)

    assert tickets("詰まる", MEMBER) == []
    assert [(word, weight) for word, _, weight in changed] == [
        (word, weight) for word, number, weight in postings() if number == 2
    ]


def test_many_at_once_are_indexed_as_one_by_one() -> None:
    texts = {1: "印刷できない", 2: "電源が入らない", 3: "画面が暗い"}
    for number, text in texts.items():
        index("ticket", number, title=text, body=text, desk_id=1)
    one_by_one = postings()
    for number in texts:
        forget("ticket", number)

    assert index_many(Entry("ticket", number, text, text, desk_id=1) for number, text in texts.items()) == 3

    assert postings() == one_by_one
    assert Collection.objects.get(kind="ticket").document_count == 3


def test_what_is_forgotten_leaves_no_text_behind() -> None:
    index("ticket", 1, title="印刷できない", body="紙が詰まる", desk_id=1)
    learn("ticket", 1, question="紙づまり")

    forget("ticket", 1)
    forget("ticket", 1)

    assert tickets("詰まる", MEMBER) == []
    assert [model.objects.count() for model in (Document, Text, Posting, PastQuestion)] == [0, 0, 0, 0]


def test_writing_a_ticket_takes_few_queries_however_long_it_is() -> None:
    index("ticket", 1, title="印刷できない", body="紙が詰まる", desk_id=1)
    counts: list[int] = []
    for body in ("紙が詰まる", "紙が詰まる。" * 200):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            index("ticket", 2 + len(counts), title="印刷できない", body=body, desk_id=1)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 7


def test_searching_takes_as_many_queries_for_many_documents_as_for_one() -> None:
    index("ticket", 1, title="印刷できない", body="紙が詰まる", desk_id=1)
    with CaptureQueriesContext(connection) as few:
        find("紙が詰ま", kinds=["ticket"], viewer=MEMBER)
    index_many(Entry("ticket", number, "印刷できない", "紙が詰まる", desk_id=1) for number in range(2, 40))
    with CaptureQueriesContext(connection) as many:
        find("紙が詰ま", kinds=["ticket"], viewer=MEMBER)

    assert len(many) <= len(few) <= 12


@pytest.mark.parametrize("letters", ["刷で", "きない", "PC-00042", "pc-0004", "ｶﾞﾒﾝ", "がめん", "50%", "a_b", "\\d+"])
def test_any_letters_are_found_wherever_they_stand(letters: str) -> None:
    index("ticket", 1, title="印刷できない", body="PC-00042 のガメンに 50% a_b \\d+", desk_id=1)
    index("ticket", 2, title="別の話", body="pc 00042 500 axb", desk_id=1)

    assert [hit.object_id for hit in find_literal(letters, kinds=["ticket"], viewer=MEMBER)] == [1]


def test_letters_page_from_newest_to_oldest_without_gaps() -> None:
    index_many(Entry("ticket", number, f"印刷 {number}", "", desk_id=1) for number in range(1, 8))
    pages, before = [], None
    while page := find_literal("印刷", kinds=["ticket"], viewer=MEMBER, limit=3, before=before):
        pages.append([hit.object_id for hit in page])
        before = page[-1].object_id

    assert pages == [[7, 6, 5], [4, 3, 2], [1]]


@pytest.mark.parametrize(
    "text", ["\x00" * 10, "\ud800", "😀", "", "あ" * 5_000, "a" * 5_000, "﷽" * 3_000], ids=lambda text: ascii(text)[:12]
)
def test_odd_text_can_be_indexed_and_forgotten(text: str) -> None:
    index("ticket", 1, title=text, body=text, desk_id=1)
    forget("ticket", 1)

    assert Document.objects.count() == 0


@pytest.mark.slow
def test_a_megabyte_is_kept_whole_for_its_letters() -> None:
    index("ticket", 1, title="長い記録", body="行の中身。\n" * 150_000 + "最後の行", desk_id=1)

    assert [hit.object_id for hit in find_literal("最後の行", kinds=["ticket"], viewer=MEMBER)] == [1]
    assert tickets("行の中身", MEMBER) == [1]
