from pathlib import Path

import numpy as np
import pytest

from core.settings import OnnxEmbedderSettings
from ml.embeddings.load_embedder import load_embedder
from ml.embeddings.onnx_embedder import EmbeddingModelError
from tests.support.onnx_model import write_onnx_model


@pytest.fixture
def settings(tmp_path: Path) -> OnnxEmbedderSettings:
    return write_onnx_model(tmp_path)


def test_a_text_is_the_mean_of_its_tokens_and_padding_counts_for_nothing(settings: OnnxEmbedderSettings) -> None:
    one, other, both = np.array(load_embedder(settings).embed(["coffee", "taxi", "taxi coffee"]))
    assert both @ one == pytest.approx(both @ other, abs=0.1)
    assert both @ one == pytest.approx(np.sqrt(0.5), abs=0.1)


def test_tokens_past_the_longest_are_not_read(settings: OnnxEmbedderSettings) -> None:
    short = settings.model_copy(update={"longest_tokens": 8})
    cut, same = load_embedder(short).embed(["coffee " * 8 + "taxi " * 8, "coffee"])
    assert np.allclose(cut, same, atol=1e-6)


@pytest.mark.parametrize("file", ["model", "tokenizer"])
def test_a_file_that_is_not_the_one_named_is_refused(settings: OnnxEmbedderSettings, file: str) -> None:
    path: Path = getattr(settings, file)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(EmbeddingModelError, match="another SHA-256"):
        load_embedder(settings)


def test_a_file_that_is_not_there_is_said(settings: OnnxEmbedderSettings) -> None:
    settings.tokenizer.unlink()
    with pytest.raises(EmbeddingModelError, match=r"tokenizer\.json can't be read: No such file"):
        load_embedder(settings)


def test_what_is_no_model_is_said(settings: OnnxEmbedderSettings) -> None:
    mixed = settings.model_copy(update={"model": settings.tokenizer, "model_sha256": settings.tokenizer_sha256})
    with pytest.raises(EmbeddingModelError, match="can't be read"):
        load_embedder(mixed)


def test_a_model_of_another_width_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelError, match="vectors of 768 numbers, 384 are wanted"):
        load_embedder(write_onnx_model(tmp_path, dimensions=768))
