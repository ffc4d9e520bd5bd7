"""One object on disk: a line that describes it, then its bytes. One file, so both change in one step."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.ports.blob_store import BlobInfo, StorageUnavailableError

_MAGIC = b"solvent-object-1 "
_MAX_HEADER_BYTES = 8192
_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ObjectHeader:
    """The first line of the file. `size` in bytes, `sha256` in hex, both of the content alone."""

    key: str
    content_type: str
    size: int
    sha256: str

    def info(self) -> BlobInfo:
        """The part that a caller may see."""
        return BlobInfo(key=self.key, size=self.size, content_type=self.content_type)


def pack_object(key: str, content: bytes, content_type: str) -> bytes:
    """The file's bytes."""
    fields = {
        "key": key,
        "content_type": content_type,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return _MAGIC + json.dumps(fields).encode() + b"\n" + content


def packed_pieces(key: str, source: BinaryIO, content_type: str) -> Iterator[bytes]:
    """The file's bytes in pieces. The source is read twice, from its beginning: its checksum stands before it."""
    digest, size = hashlib.sha256(), 0
    source.seek(0)
    while chunk := source.read(_CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
    fields = {"key": key, "content_type": content_type, "size": size, "sha256": digest.hexdigest()}
    yield _MAGIC + json.dumps(fields).encode() + b"\n"
    source.seek(0)
    while chunk := source.read(_CHUNK_BYTES):
        yield chunk


def read_header(stream: BinaryIO, path: Path) -> ObjectHeader:
    """Read the first line and leave the stream at the content. Raises StorageUnavailableError when it is damaged."""
    line = stream.readline(_MAX_HEADER_BYTES)
    if not (line.startswith(_MAGIC) and line.endswith(b"\n")):
        raise StorageUnavailableError(f"The stored object {path.name} is damaged: its first line can't be read.")
    try:
        return ObjectHeader(**json.loads(line[len(_MAGIC) :]))
    except (ValueError, TypeError) as error:
        raise StorageUnavailableError(f"The stored object {path.name} is damaged: {error}.") from error


def read_content(stream: BinaryIO, path: Path) -> bytes:
    """The whole content, checked against its header. Raises StorageUnavailableError when it is damaged."""
    content = io.BytesIO()
    copy_content(stream, path, content)
    return content.getvalue()


def copy_content(stream: BinaryIO, path: Path, target: BinaryIO) -> None:
    """Write the content to `target` in chunks and check it. Raises StorageUnavailableError when it is damaged."""
    header = read_header(stream, path)
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK_BYTES):
        digest.update(chunk)
        target.write(chunk)
    if digest.hexdigest() != header.sha256:
        raise StorageUnavailableError(f"The stored object {header.key!r} is damaged: its checksum does not fit.")
