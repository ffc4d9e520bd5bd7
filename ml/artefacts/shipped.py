"""The artefacts that the repository ships, each with its version and SHA-256 in `shipped.toml`.

A file that is not the one that was pinned is not loaded: it was damaged, changed by hand, or trained anew and not yet
pinned (`python -m tools.models.artefacts --write`). Who may change the pins may change the program: both are in git.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.errors import DomainError

MANIFEST: Final = Path(__file__).with_name("shipped.toml")
_ROOT: Final = Path(__file__).parents[2]


class CorruptArtefactError(DomainError):
    """A shipped model is missing, or not the one that was pinned."""

    code = "MODEL_CORRUPT"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One artefact. `path` is relative to the repository, `version` that of the model, `sha256` of the file in hex."""

    name: str
    path: str
    version: str
    sha256: str

    def file(self, root: Path = _ROOT) -> Path:
        """Where it is."""
        return root / self.path

    def read(self, root: Path = _ROOT) -> bytes:
        """The file's content. Raises CorruptArtefactError."""
        try:
            content = self.file(root).read_bytes()
        except OSError as error:
            raise CorruptArtefactError(f"The model {self.name} can't be read from {self.path}: {error}.") from error
        found = checksum(content)
        if found != self.sha256:
            raise CorruptArtefactError(
                f"{self.path} is not the model {self.name} {self.version} that was pinned: SHA-256 {found[:12]}…,"
                f" not {self.sha256[:12]}…. Restore it from git or build it by `make models`."
            )
        return content


def checksum(content: bytes) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(content).hexdigest()


def shipped(manifest: Path = MANIFEST) -> Mapping[str, Shipped]:
    """All pinned artefacts by name. Raises CorruptArtefactError when the manifest can't be read."""
    try:
        told = tomllib.loads(manifest.read_text(encoding="utf-8"))
        return {name: Shipped(name, **entry) for name, entry in told.items()}
    except (OSError, ValueError, TypeError) as error:
        raise CorruptArtefactError(
            f"{manifest.name}, which pins the shipped models, can't be read: {error}."
        ) from error


def read_shipped(name: str) -> bytes:
    """The content of the artefact of that name, checked. Raises CorruptArtefactError."""
    known = shipped()
    if name not in known:
        raise CorruptArtefactError(f"No model {name!r} is pinned in {MANIFEST.name}.")
    return known[name].read()
