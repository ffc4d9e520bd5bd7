import asyncio
import contextlib
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, urlencode

from core.adapters.atomic_file import PRIVATE_FOLDER, write_atomically, write_pieces_atomically
from core.adapters.storage.disk_object import copy_content, pack_object, packed_pieces, read_content, read_header
from core.adapters.storage.object_key import check_object_key
from core.adapters.storage.url_signature import MIN_SIGNING_KEY_BYTES, Grant, sign_grant
from core.clock import Clock, SystemClock
from core.ports.blob_store import BlobInfo, BlobMissingError, SignedRequest, StorageUnavailableError


class DiskBlobStore:
    """Objects as files in a folder, with signed URLs that the API's file endpoint checks by `verify_signature`.

    Several processes may share the folder. A file is named by the hash of its key, so that no key can leave the
    folder, be too long, or stand in another's way. `base_url` is the file endpoint, without a slash at the end.
    """

    def __init__(self, root: Path, base_url: str, signing_key: bytes, clock: Clock | None = None) -> None:
        if len(signing_key) < MIN_SIGNING_KEY_BYTES:
            raise ValueError(f"the signing key has less than {MIN_SIGNING_KEY_BYTES} bytes")
        self._root = root
        self._base_url = base_url.rstrip("/")
        self._signing_key = signing_key
        self._clock = clock or SystemClock()

    async def put(self, key: str, content: bytes, content_type: str) -> None:
        """Store or replace an object. Raises StorageUnavailableError."""
        await asyncio.to_thread(self._put, key, content, content_type)

    async def upload(self, key: str, source: BinaryIO, content_type: str) -> None:
        """Store or replace an object from a file, in chunks. Raises StorageUnavailableError."""
        await asyncio.to_thread(self._upload, key, source, content_type)

    async def get(self, key: str) -> bytes:
        """The whole object. Raises BlobMissingError, StorageUnavailableError."""
        return await asyncio.to_thread(self._get, key)

    async def download(self, key: str, target: BinaryIO) -> None:
        """Write the whole object to `target`, in chunks. Raises BlobMissingError, StorageUnavailableError."""
        await asyncio.to_thread(self._download, key, target)

    async def head(self, key: str) -> BlobInfo:
        """Size and type without the content. Raises BlobMissingError, StorageUnavailableError."""
        return await asyncio.to_thread(self._head, key)

    async def delete(self, key: str) -> None:
        """Remove an object; a missing one is no error."""
        await asyncio.to_thread(self._delete, key)

    def signed_put(self, key: str, content_type: str, size: int, expires_in: timedelta) -> SignedRequest:
        """A URL that accepts exactly `size` bytes of that type, once signed headers are sent. Does no I/O."""
        check_object_key(key)
        grant = Grant("PUT", key, self._expiry(expires_in), content_type=content_type, size=size)
        return self._signed(grant, {"Content-Type": content_type, "Content-Length": str(size)})

    def signed_get(self, key: str, filename: str, expires_in: timedelta) -> SignedRequest:
        """A URL that serves the object as a download named `filename`. Does no I/O."""
        check_object_key(key)
        return self._signed(Grant("GET", key, self._expiry(expires_in), filename=filename), {})

    async def ready(self) -> None:
        """Return when the folder takes a write, or raise StorageUnavailableError."""
        await asyncio.to_thread(self._probe)

    def _expiry(self, expires_in: timedelta) -> datetime:
        return datetime.fromtimestamp(int((self._clock.now() + expires_in).timestamp()), UTC)

    def _signed(self, grant: Grant, headers: dict[str, str]) -> SignedRequest:
        query = urlencode(sign_grant(self._signing_key, grant))
        return SignedRequest(f"{self._base_url}/{quote(grant.key)}?{query}", grant.method, headers)

    def _path(self, key: str) -> Path:
        check_object_key(key)
        name = hashlib.sha256(key.encode()).hexdigest()
        return self._root / name[:2] / name

    def _put(self, key: str, content: bytes, content_type: str) -> None:
        path = self._path(key)
        with _storage_errors(key):
            path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            write_atomically(path, pack_object(key, content, content_type))

    def _upload(self, key: str, source: BinaryIO, content_type: str) -> None:
        path = self._path(key)
        with _storage_errors(key):
            path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            write_pieces_atomically(path, packed_pieces(key, source, content_type))

    def _get(self, key: str) -> bytes:
        path = self._path(key)
        with _storage_errors(key), path.open("rb") as stream:
            return read_content(stream, path)

    def _download(self, key: str, target: BinaryIO) -> None:
        path = self._path(key)
        with _storage_errors(key), path.open("rb") as stream:
            copy_content(stream, path, target)

    def _head(self, key: str) -> BlobInfo:
        path = self._path(key)
        with _storage_errors(key), path.open("rb") as stream:
            return read_header(stream, path).info()

    def _delete(self, key: str) -> None:
        path = self._path(key)
        with _storage_errors(key), contextlib.suppress(FileNotFoundError):
            path.unlink()

    def _probe(self) -> None:
        probe = self._root / ".ready"
        with _storage_errors(".ready"):
            self._root.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            write_atomically(probe, b"")


@contextmanager
def _storage_errors(key: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise BlobMissingError(f"There is no stored object {key!r}.") from error
    except OSError as error:
        raise StorageUnavailableError(f"The storage folder failed on {key!r}: {error.strerror or error}.") from error
