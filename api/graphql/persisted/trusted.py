"""Documents that the web app's build has made known."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import orjson
import structlog

from api.graphql.persisted.errors import ManifestError
from core.settings import GraphQLSettings, TrustedDocuments

log = structlog.get_logger()


class Trusted:
    """The documents of the manifest, by hash and by text; under `enforce` nothing else may run."""

    def __init__(self, by_hash: Mapping[str, str], *, is_enforced: bool = False) -> None:
        self._by_hash = MappingProxyType(dict(by_hash))
        self._texts = frozenset(by_hash.values())
        self.is_enforced = is_enforced

    def find(self, sha256: str) -> str | None:
        """The document of that hash."""
        return self._by_hash.get(sha256)

    def has(self, text: str) -> bool:
        """Whether the manifest has this very text."""
        return text in self._texts

    def refuses(self, text: str | None, *, is_graphiql: bool) -> bool:
        """Whether this text must not run. GraphiQL, which only development has, may ask anything."""
        return self.is_enforced and not is_graphiql and text not in self._texts


def trusted_documents(settings: GraphQLSettings) -> Trusted:
    """The documents as the settings want them. Raises ManifestError for a broken one, or a missing one to enforce."""
    mode = settings.trusted_documents
    if mode is TrustedDocuments.OFF:
        return Trusted({})
    if mode is TrustedDocuments.ALLOW and not settings.manifest.exists():
        log.warning("no_trusted_documents", manifest=str(settings.manifest))
        return Trusted({})
    return Trusted(_read_all(settings.manifest), is_enforced=mode is TrustedDocuments.ENFORCE)


def _read_all(place: Path) -> dict[str, str]:
    """One manifest, or those of a folder: pages of the last build stay open while the next one is served."""
    if not place.is_dir():
        return _read(place)
    paths = sorted(place.glob("*.json"))
    if not paths:
        raise ManifestError(f"The folder {place} has no manifests.")
    return {sha256: text for path in paths for sha256, text in _read(path).items()}


def _read(path: Path) -> dict[str, str]:
    """A JSON object: SHA-256 in lower-case hex to the document's text. Every hash is checked."""
    try:
        told = orjson.loads(path.read_bytes())
    except OSError as error:
        raise ManifestError(f"The manifest {path} can't be read: {error.strerror}.") from error
    except orjson.JSONDecodeError as error:
        raise ManifestError(f"The manifest {path} is not JSON.") from error
    if not isinstance(told, dict) or not told:
        raise ManifestError(f"The manifest {path} names no documents.")
    for sha256, text in told.items():
        if not isinstance(text, str) or hashlib.sha256(text.encode()).hexdigest() != sha256:
            raise ManifestError(f"In the manifest {path} the document {sha256} is not the one of its hash.")
    return told
