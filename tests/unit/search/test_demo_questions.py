"""What the product promises about its search, held on two hundred questions about the demo company's articles."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench import demo_articles
from bench.judging import averaged, judged
from suketto.foundation.scope import Viewer
from suketto.foundation.tables import read
from suketto.knowledge.importing import bring_in
from suketto.knowledge.models import Article
from suketto.portal.answers import ranked_articles, says_all

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DATA = Path(__file__).parents[3] / "bench" / "data"


def lines(name: str, of: str = "demo") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / of / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def names(tmp_path: Path) -> dict[int, str]:
    """All of the demo's articles as published ones, by number."""
    bring_in(read(demo_articles.write(tmp_path / "articles.jsonl")), source="demo")
    return {pk: source.partition("#")[2] for pk, source in Article.objects.values_list("pk", "source")}


@pytest.mark.parametrize(("of", "many", "least"), [("demo", 200, 0.95), ("everyday", 60, 0.93)])
def test_the_right_article_is_among_the_first_three(names: dict[int, str], of: str, many: int, least: float) -> None:
    questions = lines("queries.jsonl", of)

    rows = []
    for question in questions:
        named, hits = ranked_articles(question["text"], Viewer.nobody(), limit=10)
        found = dict.fromkeys([*(article.pk for article in named), *(hit.object_id for hit in hits)])
        rows.append(judged([names[pk] for pk in found], question["relevant"]))

    assert len(questions) == many
    assert averaged(rows)["S@3"] >= least


@pytest.mark.usefixtures("names")
def test_what_says_nothing_shows_nothing() -> None:
    questions = lines("nonsense.jsonl", "everyday")

    shown = [each["text"] for each in questions if any(ranked_articles(each["text"], Viewer.nobody(), limit=5))]

    assert len(questions) == 40
    assert shown == []


@pytest.mark.usefixtures("names")
def test_what_no_article_answers_is_seldom_called_an_answer() -> None:
    questions = lines("unanswerable.jsonl")

    sure = []
    for question in questions:
        named, hits = ranked_articles(question["text"], Viewer.nobody(), limit=5)
        if named or any(hit.sure or says_all(hit.title, question["text"]) for hit in hits):
            sure.append(question["text"])

    assert len(questions) == 40
    assert len(sure) <= 2, sure


def test_every_label_names_an_article_and_every_article_has_a_question() -> None:
    questions = [*lines("queries.jsonl"), *lines("queries.jsonl", "everyday")]

    graded = {name for question in questions for name in question["relevant"]}

    assert graded == set(demo_articles.NAMES.values())
    assert {grade for question in questions for grade in question["relevant"].values()} == {1, 2}
    assert len({question["id"] for question in questions}) == len(questions)
