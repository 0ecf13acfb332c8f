"""The nightly lesson: what the house's own texts teach about its words, and what a question gains by it."""

from random import Random

import pytest

from suketto.foundation.scope import Viewer
from suketto.search import learning
from suketto.search.actions import index, index_many
from suketto.search.learning import learn_words
from suketto.search.models import Collection, Term, Text
from suketto.search.postings import USUAL_RARITY, breadth
from suketto.search.queries import find
from suketto.search.sources import Entry
from suketto.search.vectors import apart, mixed, nearness

pytestmark = pytest.mark.django_db

MONEY = "請求 返金 金額 支払い 領収書 経費 精算 銀行".split()
MACHINES = "画面 電源 起動 本体 電池 液晶 配線 故障".split()
FILLING = [f"項目{number}番" for number in range(70)]


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eighty texts on two subjects, each with words of its subject in changing company."""
    monkeypatch.setattr(learning, "FEWEST", 10)
    monkeypatch.setattr(learning, "DIMENSIONS", 16)
    monkeypatch.setattr("suketto.search.vectors.DIMENSIONS", 16)
    random = Random(7)  # noqa: S311  (the same texts every time)
    entries = []
    for number in range(1, 81):
        subject = MONEY if number % 2 else MACHINES
        body = " ".join(random.sample(subject, 5) + random.sample(FILLING, 2) + random.sample(subject, 3))
        entries.append(Entry("article", number, f"{random.choice(subject)}について", body, public=True))
    index_many(entries)


def vector(word: str) -> bytes:
    return bytes(Term.objects.get(kind="article", text=word).vector)


@pytest.mark.usefixtures("texts")
def test_words_that_keep_the_same_company_come_to_lie_near() -> None:
    learn_words("article")

    money = mixed([(1.0, vector("金額"))])

    assert nearness(money, vector("経費")) > nearness(money, vector("電源")) + 0.2


@pytest.mark.usefixtures("texts")
def test_the_same_texts_give_the_same_bytes() -> None:
    learn_words("article")
    first = list(Text.objects.order_by("pk").values_list("breadth", "title_vector", "vector"))

    learn_words("article")

    assert [tuple(map(bytes, row[1:])) for row in first] == [
        tuple(map(bytes, row)) for row in Text.objects.order_by("pk").values_list("title_vector", "vector")
    ]
    assert Collection.objects.get(pk="article").learnt_at is not None


@pytest.mark.usefixtures("texts")
def test_what_was_learnt_shows_in_why_and_a_newer_text_is_not_put_behind_for_lacking_it() -> None:
    learn_words("article")
    index("article", 999, title="返金について", body="領収書と銀行の項目1番", public=True)

    hits = {hit.object_id: hit for hit in find("返金", kinds=["article"], viewer=Viewer.nobody(), limit=60)}

    assert "near_title" in hits[999].why
    others = [hit.why.get("near", 0.0) for number, hit in hits.items() if number != 999]
    assert min(others) <= hits[999].why.get("near", 0.0) <= max(others)


@pytest.mark.usefixtures("texts")
def test_a_house_with_few_texts_learns_how_broad_they_are_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "FEWEST", 1_000)

    learn_words("article")

    assert not Term.objects.exclude(vector=b"").exists()
    assert Text.objects.filter(breadth__gt=0).count() == 80


def test_nothing_indexed_teaches_nothing() -> None:
    assert learn_words("article") == 0


def test_breadth_grows_with_rare_words_and_less_with_repeated_ones() -> None:
    assert breadth(["a"]) == USUAL_RARITY
    assert breadth(["a", "b"], {"a": 3.0, "b": 4.0}) == pytest.approx(5.0)
    assert breadth(["a"]) < breadth(["a", "a"]) < 2 * breadth(["a"])


def test_mixed_and_apart_are_of_length_one_or_nothing() -> None:
    assert mixed([]) == []
    assert apart([1.0, 0.0], [1.0, 0.0]) == []
    assert apart([3.0, 4.0], [0.0, 0.0]) == pytest.approx([0.6, 0.8])
    assert nearness([1.0, 0.0], b"\x7f\x00") == pytest.approx(1.0)
    assert nearness([1.0, 0.0], b"") == 0.0
