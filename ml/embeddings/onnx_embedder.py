"""An embedder of anybody's: a sentence-transformer exported as ONNX with its `tokenizer.json`, read from two files.

Nothing is fetched. What is opened is exactly what was checked: the bytes whose SHA-256 the settings name.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.ports.embedder import EMBEDDING_DIMENSIONS
from core.settings import OnnxEmbedderSettings

_TEXTS_AT_ONCE: Final = 32
_LONGEST_TEXT: Final = 20_000
"""Characters read of a text: the tokens that count are far before it."""
_LARGEST_FILE: Final = 2 * 1024**3
_SHORTEST_LENGTH: Final = 1e-9

Vectors = NDArray[np.float32]


class EmbeddingModelError(ValueError):
    """The configured model can't be used; says which setting or file is at fault."""


def load_onnx_embedder(settings: OnnxEmbedderSettings) -> "OnnxEmbedder":
    """Open the model and its tokenizer. Raises EmbeddingModelError; a second or so, and the model's size in memory."""
    try:
        import onnxruntime  # noqa: PLC0415 - heavy, and only where such a model is configured
        from tokenizers import Tokenizer  # noqa: PLC0415 - of the extra `embeddings`
    except ImportError as error:
        raise EmbeddingModelError(f"{error.name} is not installed: pip install 'solvent[embeddings]'") from error
    model = _checked(settings.model, settings.model_sha256)
    words = _checked(settings.tokenizer, settings.tokenizer_sha256)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = settings.threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        # From bytes, so that no further file beside the model is read.
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_str(words.decode("utf-8"))
    except Exception as error:  # both libraries raise bare exceptions of their own for files they can't read
        raise EmbeddingModelError(f"{settings.model} or its tokenizer can't be read: {error}") from error
    tokenizer.enable_truncation(settings.longest_tokens)
    tokenizer.enable_padding()
    return OnnxEmbedder(session, tokenizer, version_of(settings), settings.prefix)


def version_of(settings: OnnxEmbedderSettings) -> str:
    """The version of the vectors, which no file need be opened for: from both digests and how the files are used."""
    made_of = f"{settings.model_sha256}{settings.tokenizer_sha256}{settings.longest_tokens}{settings.prefix}"
    return f"onnx-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}"


def _checked(file: Path, sha256: str) -> bytes:
    """The content of the file. Raises EmbeddingModelError when it is not the one that the settings name."""
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise EmbeddingModelError(f"{file} is larger than 2 GB")
        content = file.read_bytes()
    except OSError as error:
        raise EmbeddingModelError(f"{file} can't be read: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EmbeddingModelError(f"{file} has another SHA-256 than the settings say")
    return content


class OnnxEmbedder:
    """Mean of the last layer over the tokens, or the model's own sentence vector where it has one; unit length."""

    def __init__(self, session: Any, tokenizer: Any, version: str, prefix: str = "") -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._version = version
        self._prefix = prefix
        self._inputs = {given.name for given in session.get_inputs()}
        unknown = self._inputs - {"input_ids", "attention_mask", "token_type_ids"}
        if unknown or "input_ids" not in self._inputs:
            raise EmbeddingModelError(f"the model wants {sorted(self._inputs)}: that is no sentence-transformer")
        made = session.get_outputs()
        named = [output.name for output in made if output.name == "sentence_embedding"]
        self._output = named[0] if named else made[0].name
        width = self._vectors(["dimensions"]).shape[1]
        if width != EMBEDDING_DIMENSIONS:
            raise EmbeddingModelError(f"the model makes vectors of {width} numbers, {EMBEDDING_DIMENSIONS} are wanted")

    @property
    def version(self) -> str:
        """See `version_of`."""
        return self._version

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector a text, in order; a text without letters or digits gives zeros."""
        vectors = np.zeros((len(texts), EMBEDDING_DIMENSIONS), dtype=np.float32)
        for places in _alike_in_length(texts):
            vectors[places] = self._vectors([self._prefix + texts[place][:_LONGEST_TEXT] for place in places])
        rows: list[list[float]] = vectors.tolist()
        return rows

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        given = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        (told,) = self._session.run([self._output], {name: given[name] for name in self._inputs})
        found = np.asarray(told, dtype=np.float32)
        if found.ndim == 3:  # noqa: PLR2004 - texts, tokens, numbers: a vector a token, whose mean is the text's
            weights = mask[:, :, None].astype(np.float32)
            found = (found * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        if found.ndim != 2 or not np.isfinite(found).all():  # noqa: PLR2004 - texts, numbers
            raise EmbeddingModelError("the model gives no vector a text or a token")
        unit: Vectors = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), _SHORTEST_LENGTH)
        return unit


def _alike_in_length(texts: Sequence[str]) -> Iterator[list[int]]:
    """Places of the texts that say anything, in batches of like length: a batch is padded to its longest."""
    wanted = [place for place, text in enumerate(texts) if any(map(str.isalnum, text))]
    wanted.sort(key=lambda place: len(texts[place]))
    for start in range(0, len(wanted), _TEXTS_AT_ONCE):
        yield wanted[start : start + _TEXTS_AT_ONCE]
