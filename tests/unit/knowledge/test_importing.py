"""Articles from another system's table: what is no more than a draft there is no more here."""

from pathlib import Path

import pytest

from suketto.foundation.tables import Row, read
from suketto.knowledge.importing import Count, bring_in
from suketto.knowledge.models import Article
from suketto.search.models import Document

pytestmark = pytest.mark.django_db
HEADS = "番号,題名,本文,状態,タグ\n"


def taken(folder: Path, text: str) -> tuple[Count, list[str]]:
    file, said = folder / "faq.csv", list[str]()
    file.write_text(HEADS + text, encoding="utf-8")
    return bring_in(read(file), source="faq", say=said.append), said


def states() -> list[str]:
    return list(Article.objects.order_by("pk").values_list("state", flat=True))


def test_the_state_is_read_in_the_words_of_the_pages_and_no_draft_is_published(tmp_path: Path) -> None:
    words = ["作成中", "廃止", "検証済", "公開", "Needs review", "wip", "公開中", ""]

    count, _said = taken(tmp_path, "".join(f"A{n},題名{n},本文{n},{word},\n" for n, word in enumerate(words)))

    assert states() == ["wip", "retired", "validated", "published", "needs_review", "wip", "published", "published"]
    assert (count.new, count.wrong) == (8, 0)
    assert [each.published_at is not None for each in Article.objects.order_by("pk")] == [
        False, False, False, True, True, False, True, True,
    ]  # fmt: skip
    assert Document.objects.filter(kind="article").count() == 7


def test_a_state_that_nobody_knows_and_an_answer_that_is_missing_are_wrong_lines(tmp_path: Path) -> None:
    count, said = taken(tmp_path, "A1,題名,本文,上長確認,\nA2,題名,,公開,\nA3,,本文,公開,\nA4,題名,,作成中,\n")

    assert (count.new, count.wrong, states()) == (1, 3, ["wip"])
    assert said[:3] == [
        "2 行目: 状態「上長確認」が分かりません（作成中・未検証・検証済・公開・要見直し・廃止 のどれか）",
        "3 行目: 手順・答えが空のままでは公開できません。",
        "4 行目: 題名が空です",
    ]


def test_another_state_or_another_tag_is_a_change_and_the_same_table_again_is_none(tmp_path: Path) -> None:
    taken(tmp_path, "A1,VPN,本文,公開,網\nA2,印刷,本文,公開,\n")
    first, _said = taken(tmp_path, "A1,VPN,本文,廃止,網\nA2,印刷,本文,公開,紙、印刷\n")
    again, _said = taken(tmp_path, "A1,VPN,本文,廃止,網\nA2,印刷,本文,公開,紙、印刷\n")

    assert [(count.changed, count.same) for count in (first, again)] == [(2, 0), (0, 2)]
    assert list(Article.objects.order_by("pk").values_list("state", "tags")) == [
        ("retired", ["網"]), ("published", ["紙", "印刷"]),
    ]  # fmt: skip


def test_a_column_that_is_missing_takes_nothing_away_from_what_was_written_here(tmp_path: Path) -> None:
    taken(tmp_path, "A1,VPN,本文,公開,\n")
    Article.objects.update(symptom="つながりません")

    count, _said = taken(tmp_path, "A1,VPN,新しい本文,公開,\n")

    assert (count.changed, Article.objects.get().symptom) == (1, "つながりません")


def test_a_preview_counts_the_same_and_writes_nothing() -> None:
    rows = [Row(2, {"id": "A1", "title": "VPN", "body": "本文", "state": "廃止"})]

    counts = [bring_in(rows, source="faq", preview=preview) for preview in (True, False)]

    assert counts[0] == counts[1]
    assert Article.objects.count() == 1
