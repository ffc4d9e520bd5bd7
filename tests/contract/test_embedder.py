"""What every embedder keeps to, whoever made its vectors."""

from pathlib import Path

import numpy as np
import pytest

from core.ports.embedder import EMBEDDING_DIMENSIONS, Embedder
from ml.embeddings.load_embedder import embedder_version, load_embedder
from tests.support.onnx_model import write_onnx_model

TEXTS = ["кофе", "taxi and coffee", "", "invoice 10", " — ", "такси " * 4000, "🜚"]


@pytest.fixture(scope="module", params=["hashed", "onnx"])
def embedder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    settings = write_onnx_model(tmp_path_factory.mktemp("model")) if request.param == "onnx" else None
    return load_embedder(settings)


def test_a_vector_a_text_of_unit_length_and_zeros_where_nothing_is_said(embedder: Embedder) -> None:
    vectors = np.array(embedder.embed(TEXTS))
    assert vectors.shape == (len(TEXTS), EMBEDDING_DIMENSIONS)
    assert np.round(np.linalg.norm(vectors, axis=1), 5).tolist() == [1, 1, 0, 1, 0, 1, 0]
    assert embedder.embed([]) == []


def test_a_vector_depends_on_its_own_text_alone(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS * 20)
    for place, text in enumerate(TEXTS):
        assert np.allclose(together[place], embedder.embed([text])[0], atol=1e-6)
        assert np.allclose(together[-len(TEXTS) + place], together[place], atol=1e-6)


def test_words_of_one_meaning_are_near_in_both_languages(embedder: Embedder) -> None:
    coffee, kofe, taxi = np.array(embedder.embed(["coffee", "кофе", "taxi"]))
    assert coffee @ kofe > 0.7
    assert coffee @ taxi < 0.3


def test_its_version_is_its_own(embedder: Embedder, tmp_path: Path) -> None:
    other = write_onnx_model(tmp_path, prefix="query: ")
    assert embedder.version
    assert embedder.version != load_embedder(other).version == embedder_version(other)
    assert load_embedder(None).version == embedder_version(None)
