"""Reading an operator's model: pooling, prefixes, dimensions, and a sentence for everything that can be wrong."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from suketto.search import embedding
from suketto.search.embedding import NotUsable, load
from tests.unit.search.toy_model import make_model

WORDS = {
    "[UNK]": [0.0, 0.0, 1.0],
    "赤": [1.0, 0.0, 0.0],
    "青": [0.0, 1.0, 0.0],
    "問:": [0.0, 3.0, 0.0],
    "文:": [3.0, 0.0, 0.0],
}


def unit(*numbers: float) -> list[float]:
    vector = np.array(numbers)
    return list(np.round(vector / np.linalg.norm(vector), 4))


def asked(folder: Path, text: str) -> list[float]:
    return list(np.round(load(folder).question(text).astype(float), 4))


def test_the_vectors_of_a_text_are_averaged_and_made_as_long_as_any_other(tmp_path: Path) -> None:
    assert asked(make_model(tmp_path, WORDS), "赤 赤 青") == unit(2, 1, 0)


def test_the_first_vector_stands_for_the_text_where_the_plan_says_so(tmp_path: Path) -> None:
    assert asked(make_model(tmp_path, WORDS, {"pooling": "cls"}), "青 赤 赤") == unit(0, 1, 0)


def test_questions_and_passages_have_their_own_prefix(tmp_path: Path) -> None:
    folder = make_model(tmp_path, WORDS, {"query_prefix": "問: ", "passage_prefix": "文: "})

    question, passage = load(folder).question("赤"), load(folder).passages(["赤"])[0]

    assert list(np.round(question.astype(float), 4)) == unit(1, 3, 0)
    assert list(np.frombuffer(passage, dtype=np.int8)) == [127, 0, 0]


def test_a_short_text_beside_a_long_one_is_not_moved_by_the_padding(tmp_path: Path) -> None:
    embedder = load(make_model(tmp_path, WORDS))

    assert embedder.passages(["青", "赤 赤 赤 青"])[0] == embedder.passages(["青"])[0]


def test_only_the_first_dimensions_and_tokens_are_kept(tmp_path: Path) -> None:
    unknown = {"[UNK]": [0.5, 0.5, 1.0]}  # the text a model is tried on has no word of the table
    folder = make_model(tmp_path, {**WORDS, **unknown}, {"dimensions": 2, "max_tokens": 2})

    assert asked(folder, "赤 赤 青 青 青") == unit(1, 0)


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ({"pooling": "max"}, "suketto.json: pooling must be mean or cls, not 'max'"),
        ({"prefix": ""}, "suketto.json may say query_prefix, passage_prefix, pooling, max_tokens, dimensions"),
        ({"max_tokens": "512"}, "suketto.json: max_tokens must be a int"),
        ({"dimensions": 4}, "suketto.json wants 4 dimensions, the model has 3"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused(tmp_path: Path, plan: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotUsable) as refused:
        load(make_model(tmp_path, WORDS, plan))

    assert str(refused.value).startswith(sentence)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotUsable) as nowhere:
        load(tmp_path / "nowhere")
    with pytest.raises(NotUsable) as empty:
        load(tmp_path)

    assert str(nowhere.value).startswith(f"{tmp_path / 'nowhere'} does not exist")
    assert str(empty.value).startswith(f"{tmp_path / 'model.onnx'} does not exist")


def test_a_model_that_gives_no_direction_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotUsable) as refused:
        load(make_model(tmp_path, {**WORDS, "[UNK]": [0.0, 0.0, 0.0]}))

    assert str(refused.value) == "model.onnx gave no direction for a text: is it a model for texts?"


def test_broken_files_are_refused_by_name(tmp_path: Path) -> None:
    (make_model(tmp_path / "a", WORDS) / "model.onnx").write_bytes(b"not a model")
    (make_model(tmp_path / "b", WORDS) / "tokenizer.json").write_text("{}", encoding="utf-8")
    (make_model(tmp_path / "c", WORDS) / "suketto.json").write_text("{", encoding="utf-8")

    sentences = []
    for name in "abc":
        with pytest.raises(NotUsable) as refused:
            load(tmp_path / name)
        sentences.append(str(refused.value).partition(":")[0])

    assert sentences == ["model.onnx cannot be read", "tokenizer.json cannot be read", "suketto.json is not JSON"]


def test_a_missing_library_is_named_with_what_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_model(tmp_path, WORDS)

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(embedding.importlib, "import_module", missing)
    with pytest.raises(NotUsable) as refused:
        load(folder)

    assert str(refused.value) == "the library tokenizers is not installed: pip install 'suketto[embedding]'"


def test_the_fingerprint_changes_with_whatever_changes_a_vector_and_with_nothing_else(tmp_path: Path) -> None:
    folder = make_model(tmp_path, WORDS)
    first = load(folder).fingerprint

    (folder / "README.md").write_text("of no account", encoding="utf-8")
    unchanged = load(folder).fingerprint
    make_model(folder, WORDS, {"pooling": "cls"})

    assert unchanged == first
    assert load(folder).fingerprint != first
