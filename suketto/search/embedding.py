"""A language model of the operator's own, read from a folder: texts as numbers, near where they mean alike.

`model.onnx` and `tokenizer.json` have to be there; `suketto.json` may say more (see `Plan`). Nothing is downloaded.
The libraries are an extra, `suketto[embedding]`, and are loaded only where a folder is named.
"""

import hashlib
import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

MODEL, TOKENIZER, PLAN = "model.onnx", "tokenizer.json", "suketto.json"
FINGERPRINT_CHARACTERS = 16
AT_ONCE = 16  # texts
THREADS = 2
PROBE = "印刷できません"


class NotUsable(Exception):
    """Says in one sentence for the operator why this folder cannot be used."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the model wants to be asked; `dimensions` are those to keep, 0 for all."""

    query_prefix: str = ""
    passage_prefix: str = ""
    pooling: str = "mean"
    max_tokens: int = 512
    dimensions: int = 0


class Embedder:
    """Vectors have length 1."""

    def __init__(self, session: Any, tokenizer: Any, plan: Plan, fingerprint: str) -> None:
        self.session, self.tokenizer, self.plan, self.fingerprint = session, tokenizer, plan, fingerprint
        self.inputs = [each.name for each in session.get_inputs()]

    def question(self, text: str) -> Any:
        return self._vectors([self.plan.query_prefix + text])[0]

    def passages(self, texts: Sequence[str]) -> list[bytes]:
        """As signed bytes, the largest number 127."""
        import numpy as np  # noqa: PLC0415  (a server without a model never loads it)

        stored = []
        for start in range(0, len(texts), AT_ONCE):
            vectors = self._vectors([self.plan.passage_prefix + text for text in texts[start : start + AT_ONCE]])
            stored += [np.rint(each * (127 / np.abs(each).max())).astype(np.int8).tobytes() for each in vectors]
        return stored

    def _vectors(self, texts: Sequence[str]) -> Any:
        import numpy as np  # noqa: PLC0415

        encoded = self.tokenizer.encode_batch(list(texts))
        longest = max(1, *(len(each.ids) for each in encoded))
        numbers = np.zeros((len(encoded), longest), dtype=np.int64)
        mask = np.zeros_like(numbers)
        for at, each in enumerate(encoded):
            numbers[at, : len(each.ids)] = each.ids
            mask[at, : len(each.ids)] = 1
        given = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": np.zeros_like(numbers)}
        found = self.session.run(None, {name: given[name] for name in self.inputs})[0]
        pooled = self._pooled(np.asarray(found, dtype=np.float32), mask)
        kept = pooled[:, : self.plan.dimensions or pooled.shape[1]]
        lengths = np.linalg.norm(kept, axis=1, keepdims=True)
        if not (np.isfinite(lengths).all() and lengths.all()):
            raise NotUsable(f"{MODEL} gave no direction for a text: is it a model for texts?")
        return kept / lengths

    def _pooled(self, found: Any, mask: Any) -> Any:
        """One vector a text, of one a token; a model that pools by itself is left to it."""
        if found.ndim == 2:
            return found
        if self.plan.pooling == "cls":
            return found[:, 0]
        weights = mask[:, :, None].astype(found.dtype)
        return (found * weights).sum(1) / weights.sum(1).clip(min=1)


def load(folder: Path) -> Embedder:
    """Reads the folder and tries it on a text; refuses with a sentence what cannot work."""
    for name in ("", MODEL, TOKENIZER):
        if not (folder / name).exists():
            raise NotUsable(f"{folder / name} does not exist: SUKETTO_EMBEDDING_FOLDER names a folder with "
                            f"{MODEL} and {TOKENIZER}")  # fmt: skip
    plan = _plan(folder / PLAN)
    tokenizer = _tokenizer(folder / TOKENIZER, plan)
    session = _session(folder / MODEL)
    embedder = Embedder(session, tokenizer, plan, _fingerprint(folder))
    strange = sorted(set(embedder.inputs) - {"input_ids", "attention_mask", "token_type_ids"})
    if strange:
        raise NotUsable(f"{MODEL} asks for {', '.join(strange)}, which is not known here")
    try:
        size = len(embedder.question(PROBE))
    except NotUsable:
        raise
    except Exception as error:
        raise NotUsable(f"{MODEL} does not answer: {_first_line(error)}") from error
    if plan.dimensions > size:
        raise NotUsable(f"{PLAN} wants {plan.dimensions} dimensions, the model has {size}")
    return embedder


def _plan(file: Path) -> Plan:
    if not file.exists():
        return Plan()
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise NotUsable(f"{PLAN} is not JSON: {_first_line(error)}") from error
    known = {field.name: type(field.default) for field in fields(Plan)}
    if not isinstance(said, dict) or not said.keys() <= known.keys():
        raise NotUsable(f"{PLAN} may say {', '.join(known)} and nothing else")
    wrong = [name for name, value in said.items() if type(value) is not known[name]]
    if wrong:
        raise NotUsable(f"{PLAN}: {wrong[0]} must be a {known[wrong[0]].__name__}")
    plan = Plan(**said)
    if plan.pooling not in {"mean", "cls"}:
        raise NotUsable(f"{PLAN}: pooling must be mean or cls, not {plan.pooling!r}")
    if plan.max_tokens < 1 or plan.dimensions < 0:
        raise NotUsable(f"{PLAN}: max_tokens must be at least 1 and dimensions not below 0")
    return plan


def _tokenizer(file: Path, plan: Plan) -> Any:
    try:
        tokenizer = _library("tokenizers").Tokenizer.from_file(str(file))
    except NotUsable:
        raise
    except Exception as error:
        raise NotUsable(f"{TOKENIZER} cannot be read: {_first_line(error)}") from error
    tokenizer.no_padding()  # done here, so that every tokenizer pads alike
    tokenizer.enable_truncation(plan.max_tokens)
    return tokenizer


def _session(file: Path) -> Any:
    library = _library("onnxruntime")
    options = library.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return library.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise NotUsable(f"{MODEL} cannot be read: {_first_line(error)}") from error


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise NotUsable(f"the library {name} is not installed: pip install 'suketto[embedding]'") from error


def _fingerprint(folder: Path) -> str:
    """Of everything that changes a vector; weights may lie in files beside the model."""
    whole = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        if file.is_file() and (file.name.startswith("model") or file.name in {TOKENIZER, PLAN}):
            with file.open("rb") as opened:
                whole.update(f"{file.name} {hashlib.file_digest(opened, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()[:FINGERPRINT_CHARACTERS]


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
