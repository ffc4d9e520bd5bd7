"""A sentence-transformer as small as can be: a row of a table a token, to be averaged. Its words are its vocabulary."""

import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from core.ports.embedder import EMBEDDING_DIMENSIONS
from core.settings import OnnxEmbedderSettings

WORDS = ("coffee", "кофе", "taxi", "такси", "and", "invoice", "10")


def write_onnx_model(folder: Path, dimensions: int = EMBEDDING_DIMENSIONS, prefix: str = "") -> OnnxEmbedderSettings:
    """Write the model and its tokenizer, and the settings that name them; words that mean the same share a row."""
    tokens = ("[PAD]", "[UNK]", *WORDS)
    table = np.random.default_rng(7).standard_normal((len(tokens), dimensions)).astype(np.float32)
    for one, other in (("coffee", "кофе"), ("taxi", "такси")):
        table[tokens.index(other)] = table[tokens.index(one)]
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "mean_of_words",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
            for name in ("input_ids", "attention_mask")
        ],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["texts", "tokens", dimensions])],
        [numpy_helper.from_array(table, "table")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    model, tokenizer = folder / "model.onnx", folder / "tokenizer.json"
    onnx.save(made, model)
    words = Tokenizer(models.WordLevel({token: place for place, token in enumerate(tokens)}, unk_token="[UNK]"))
    words.normalizer = normalizers.Lowercase()
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.save(str(tokenizer))
    return OnnxEmbedderSettings(
        model=model,
        model_sha256=_digest(model),
        tokenizer=tokenizer,
        tokenizer_sha256=_digest(tokenizer),
        prefix=prefix,
    )


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
