"""The trained model as one file: a checksum, a JSON header that says what it fits, the numbers. Nothing executable.

A signature lies beside it. The same sources give the same file; the key, and so the signature, is the installation's.
"""

import hashlib
import io
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import sklearn

from core.errors import DomainError
from core.taxonomy import load_taxonomy
from ml.artefacts.signature import is_signed, sign
from ml.categoriser.features import Features
from ml.categoriser.knowledge_files import KNOWLEDGE_FOLDER
from ml.categoriser.linear_model import Calibration, LinearModel

FORMAT_VERSION: Final = 1
FILE_NAME: Final = "categoriser.model"
_MAGIC: Final = b"SOLVENT CATEGORISER\n"
_CHECKSUM_CHARACTERS: Final = 64


class CorruptModelError(DomainError):
    """The file is damaged or was changed: it must be looked at, not silently replaced."""

    code = "MODEL_CORRUPT"


class IncompatibleModelError(DomainError):
    """The file is sound, but made for another version of the program: train again."""

    code = "MODEL_INCOMPATIBLE"


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """All that prediction needs. `knowledge` is the fingerprint of what it was trained from."""

    model: LinearModel
    calibration: Calibration
    knowledge: str


def knowledge_fingerprint() -> str:
    """Hex SHA-256 of the curated knowledge and the category keys: a change of either needs a new model."""
    digest = hashlib.sha256()
    for path in sorted(KNOWLEDGE_FOLDER.glob("*.toml")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    digest.update("\n".join(load_taxonomy().by_key).encode())
    return digest.hexdigest()


def write_model(trained: TrainedModel, path: Path) -> None:
    """Write the file whole or not at all; a reader sees the old or the new one. The same model gives the same bytes."""
    payload = io.BytesIO()
    model, calibration = trained.model, trained.calibration
    np.savez(
        payload,
        buckets=np.flatnonzero(model.features.columns >= 0).astype(np.int32),
        idf=model.features.weights,
        weights=model.weights.astype(np.float16),  # half the size; moves no margin by more than 0.002
        intercepts=model.intercepts,
        margins=calibration.margins,
        probabilities=calibration.probabilities,
    )
    content = payload.getvalue()
    header = {
        **_compatibility(trained.knowledge),
        "classes": model.classes,
        "bucket_count": model.features.columns.size,
        "threshold": calibration.threshold,
    }
    body = json.dumps(header, sort_keys=True).encode() + b"\n" + content
    checksum = hashlib.sha256(body).hexdigest().encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(_MAGIC + checksum + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
        sign(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_model(path: Path) -> TrainedModel:
    """Read and check a file. Raises FileNotFoundError, CorruptModelError or IncompatibleModelError."""
    with path.open("rb") as file:
        if file.readline(len(_MAGIC)) != _MAGIC:
            raise CorruptModelError(f"{path} is not a categoriser model.")
        checksum = file.readline(_CHECKSUM_CHARACTERS + 1).strip()
        body = file.read()
    if hashlib.sha256(body).hexdigest().encode() != checksum:
        raise CorruptModelError(f"{path} does not match its checksum: delete it to train a new one.")
    _check_signature(path)
    first, _, content = body.partition(b"\n")
    header: dict[str, Any] = json.loads(first)
    expected = _compatibility(knowledge_fingerprint())
    if different := sorted(name for name, value in expected.items() if header.get(name) != value):
        raise IncompatibleModelError(f"{path} was made with another {', '.join(different)}.")
    return _assemble(header, content)


def _check_signature(path: Path) -> None:
    signed = is_signed(path)
    if signed is None:
        raise IncompatibleModelError(f"{path} has no signature of this installation.")
    if not signed:
        raise CorruptModelError(f"{path} does not match its signature: delete it to train a new one.")


def _compatibility(knowledge: str) -> dict[str, str | int]:
    """What must be equal when the file is read. Patch releases of the libraries don't matter."""
    return {
        "format": FORMAT_VERSION,
        "numpy": ".".join(np.__version__.split(".")[:2]),
        "scikit-learn": ".".join(str(sklearn.__version__).split(".")[:2]),
        "knowledge": knowledge,
    }


def _assemble(header: dict[str, Any], content: bytes) -> TrainedModel:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        buckets = arrays["buckets"]
        columns = np.full(header["bucket_count"], -1, dtype=np.int32)
        columns[buckets] = np.arange(buckets.size, dtype=np.int32)
        features = Features(columns, arrays["idf"])
        weights = arrays["weights"].astype(np.float32)
        model = LinearModel(tuple(header["classes"]), features, weights, arrays["intercepts"])
        calibration = Calibration(arrays["margins"], arrays["probabilities"], header["threshold"])
    return TrainedModel(model, calibration, header["knowledge"])
