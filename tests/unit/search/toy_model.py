"""A model that tests make themselves: a table of vectors by word, looked up; and a tokenizer that cuts at spaces."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

FLOATS, NUMBERS = TensorProto.FLOAT, TensorProto.INT64


def make_model(folder: Path, words: dict[str, list[float]], plan: dict[str, Any] | None = None) -> Path:
    """`words` by their vectors; [UNK] stands for all others. Every token's vector is given, pooling is the reader's."""
    folder.mkdir(parents=True, exist_ok=True)
    table = numpy_helper.from_array(np.array(list(words.values()), dtype=np.float32), "table")
    shape = ["batch", "tokens"]
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "toy",
        [helper.make_tensor_value_info("input_ids", NUMBERS, shape)],
        [helper.make_tensor_value_info("last_hidden_state", FLOATS, [*shape, len(next(iter(words.values())))])],
        [table],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    onnx.save(model, folder / "model.onnx")
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    tokenizer.save(str(folder / "tokenizer.json"))
    if plan is not None:
        (folder / "suketto.json").write_text(json.dumps(plan), encoding="utf-8")
    return folder
