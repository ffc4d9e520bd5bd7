"""Where files live."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO, Protocol

from core.errors import NotFoundError, UnavailableError


class BlobMissingError(NotFoundError):
    """No object under that key."""

    code = "FILE_MISSING"


class StorageUnavailableError(UnavailableError):
    """The object store did not answer."""

    code = "STORAGE_UNAVAILABLE"


@dataclass(frozen=True, slots=True)
class BlobInfo:
    """What is known of a stored object. `size` is in bytes."""

    key: str
    size: int
    content_type: str


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A URL anyone may use until it expires, with the headers that must be sent along."""

    url: str
    method: str
    headers: Mapping[str, str]


class BlobStore(Protocol):
    """An object store with S3's semantics: whole objects, written atomically, read after write.

    Keys are slash-separated and never start with a slash. Methods do their blocking I/O off the event loop.
    """

    async def put(self, key: str, content: bytes, content_type: str) -> None:
        """Store or replace an object. Raises StorageUnavailableError."""
        ...

    async def upload(self, key: str, source: BinaryIO, content_type: str) -> None:
        """Store or replace an object from a file, read from its beginning in chunks. Raises StorageUnavailableError."""
        ...

    async def get(self, key: str) -> bytes:
        """The whole object. Raises BlobMissingError, StorageUnavailableError."""
        ...

    async def download(self, key: str, target: BinaryIO) -> None:
        """Write the whole object to `target`, in chunks. Raises BlobMissingError, StorageUnavailableError."""
        ...

    async def head(self, key: str) -> BlobInfo:
        """Size and type without the content. Raises BlobMissingError, StorageUnavailableError."""
        ...

    async def delete(self, key: str) -> None:
        """Remove an object; a missing one is no error."""
        ...

    def signed_put(self, key: str, content_type: str, size: int, expires_in: timedelta) -> SignedRequest:
        """A URL that accepts exactly `size` bytes of that type, once signed headers are sent. Does no I/O."""
        ...

    def signed_get(self, key: str, filename: str, expires_in: timedelta) -> SignedRequest:
        """A URL that serves the object as a download named `filename`. Does no I/O."""
        ...

    async def ready(self) -> None:
        """Return when the store answers, or raise StorageUnavailableError."""
        ...
