"""What an operator's model does to a search, and what happens to a search when the model does not work."""

import json
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from structlog.testing import capture_logs

from suketto.console import caring
from suketto.foundation.scope import Viewer
from suketto.foundation.tables import Row
from suketto.knowledge.importing import bring_in
from suketto.knowledge.models import Article
from suketto.search import meanings
from suketto.search.models import Document, Meaning
from suketto.search.queries import Hit, find
from tests.unit.search.toy_model import make_model

pytestmark = pytest.mark.django_db

# ホゲラ and フガン mean one thing, which no dictionary knows.
WORDS = {
    "[UNK]": [0.2, 0.2, 0.2, 0.2],
    "ホゲラ": [1.0, 0.0, 0.0, 0.0],
    "フガン": [0.9, 0.1, 0.0, 0.0],
    "書類": [0.0, 0.0, 1.0, 0.0],
    "棚": [0.0, 0.0, 0.0, 1.0],
}
ARTICLES = {"meant": "フガン フガン", "said": "棚 棚 棚 書類", "other": "棚 棚"}


@pytest.fixture
def articles() -> dict[str, Article]:
    bring_in([Row(at, {"id": name, "title": text, "body": text}) for at, (name, text) in enumerate(ARTICLES.items())],
             source="t")  # fmt: skip
    return {name: Article.objects.get(source=f"t#{name}") for name in ARTICLES}


@pytest.fixture
def model(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is switched on; a slow machine is given the time it needs."""
    folder = make_model(tmp_path / "model", WORDS)
    settings.EMBEDDING_FOLDER = str(folder)
    monkeypatch.setattr(meanings, "WITHIN", 30.0)
    meanings.forget()
    yield folder
    meanings.forget()


def ask(text: str, viewer: Viewer | None = None) -> list[Hit]:
    return find(text, kinds=["article"], viewer=viewer or Viewer.nobody())


@pytest.mark.slow
def test_the_article_that_means_the_same_comes_first_and_says_why(articles: dict[str, Article], model: Path) -> None:
    before = [hit.object_id for hit in ask("ホゲラ")]
    meanings.refresh("article")

    hits = ask("ホゲラ")

    assert articles["meant"].pk not in before
    assert hits[0].object_id == articles["meant"].pk
    assert hits[0].why == {"meaning": hits[0].score}


def test_meaning_is_added_to_what_words_say(articles: dict[str, Article], model: Path) -> None:
    meanings.refresh("article")

    hits = {hit.object_id: hit.why for hit in ask("書類")}

    assert hits[articles["said"].pk]["meaning"] > 0
    assert hits[articles["said"].pk]["bm25"] > 0


@pytest.mark.slow
def test_what_may_not_be_seen_is_neither_found_nor_compared(articles: dict[str, Article], model: Path) -> None:
    meanings.refresh("article")
    with_it = {hit.object_id: hit.score for hit in ask("書類 棚")}
    Document.objects.filter(object_id=articles["meant"].pk).update(public=False, desk_id=77)

    without = {hit.object_id: hit.score for hit in ask("書類 棚")}

    assert [hit.object_id for hit in ask("ホゲラ")] == []
    assert ask("ホゲラ", Viewer(person_id=None, desk_ids=frozenset({77})))[0].object_id == articles["meant"].pk
    Meaning.objects.filter(document__object_id=articles["meant"].pk).delete()
    assert without == {hit.object_id: hit.score for hit in ask("書類 棚")}
    assert with_it != without


@pytest.mark.slow
def test_only_what_is_new_is_read_and_another_model_reads_everything(articles: dict[str, Article], model: Path) -> None:
    assert meanings.behind()
    assert [meanings.refresh("article"), meanings.refresh("article")] == [3, 0]
    assert not meanings.behind()

    bring_in([Row(1, {"id": "new", "title": "新しい 書類", "body": "書類"})], source="t")
    assert meanings.behind()
    assert meanings.refresh("article") == 1

    make_model(model, {**WORDS, "棚": [0.0, 1.0, 0.0, 0.0]})
    meanings.forget()
    assert ask("ホゲラ") == []  # vectors of two models are not compared
    assert meanings.refresh("article") == 4
    assert ask("ホゲラ")[0].object_id == articles["meant"].pk


def test_switched_off_it_costs_not_one_query_and_loads_nothing(
    articles: dict[str, Article], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meanings, "load", None)
    assert settings.EMBEDDING_FOLDER == ""

    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask("書類")
        found = (meanings.behind(), meanings.refresh("article"), meanings.trouble())

    assert found == (False, 0, "")
    assert not [query for query in queries if "search_meaning" in query["sql"]]


@pytest.mark.parametrize("broken", ["folder", "model"])
def test_a_model_that_cannot_be_used_is_said_once_and_the_words_still_find(
    articles: dict[str, Article], model: Path, settings: Any, broken: str, capsys: Any
) -> None:
    if broken == "folder":
        settings.EMBEDDING_FOLDER = str(model / "elsewhere")
    else:
        (model / "model.onnx").write_bytes(b"not a model")

    with capture_logs() as lines:
        found = [ask(text)[0].object_id for text in ("書類", "書類 書類", "棚 書類")]

    assert found == [articles["said"].pk] * 3
    assert [line["event"] for line in lines] == ["the embedding cannot be used, searches go on without it"]
    caring.check(Namespace(json=True))
    assert json.loads(capsys.readouterr().out)["embedding"] == lines[0]["reason"]


@pytest.mark.slow
def test_a_slow_model_is_not_waited_for(
    articles: dict[str, Article], model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanings.refresh("article")
    monkeypatch.setattr(meanings, "WITHIN", 0.01)
    loading = meanings.load

    def slow(folder: Path) -> Any:
        sleep(0.3)
        return loading(folder)

    monkeypatch.setattr(meanings, "load", slow)
    with capture_logs() as lines:
        in_time = ask("ホゲラ")
        later = in_time
        for _ in range(100):  # however busy the machine is
            sleep(0.1)
            later = ask("ホゲラ")
            if later:
                break

    assert in_time == []
    assert later[0].object_id == articles["meant"].pk  # what came too late is kept for the next who asks
    assert len(lines) == 1


@pytest.mark.slow
def test_the_lesson_s_process_ends_with_the_sentence_where_the_folder_is_wrong(tmp_path: Path) -> None:
    lesson = subprocess.run(
        [sys.executable, "-m", "suketto.search", "--meanings"],
        env={**os.environ, "SUKETTO_VAR": str(tmp_path), "SUKETTO_EMBEDDING_FOLDER": str(tmp_path / "nowhere"),
             "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert lesson.returncode == 1
    assert lesson.stderr.strip().splitlines()[-1] == (
        f"suketto: {tmp_path / 'nowhere'} does not exist: SUKETTO_EMBEDDING_FOLDER names a folder with "
        "model.onnx and tokenizer.json"
    )
