"""Which embedder this installation has: the one configured, else ours that needs no file."""

from core.ports.embedder import Embedder
from core.settings import OnnxEmbedderSettings
from ml.embeddings.hashed import VERSION, HashedEmbedder


def load_embedder(settings: OnnxEmbedderSettings | None) -> Embedder:
    """The embedder. Raises EmbeddingModelError when the configured model can't be used."""
    if settings is None:
        return HashedEmbedder()
    from ml.embeddings.onnx_embedder import load_onnx_embedder  # noqa: PLC0415 - onnxruntime only where it is wanted

    return load_onnx_embedder(settings)


def embedder_version(settings: OnnxEmbedderSettings | None) -> str:
    """What `load_embedder` would say its version is, for processes that need no model."""
    if settings is None:
        return VERSION
    from ml.embeddings.onnx_embedder import version_of  # noqa: PLC0415 - as above

    return version_of(settings)
