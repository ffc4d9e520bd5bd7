"""Files that are either wholly there or not there at all, whatever dies on the way."""

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def write_atomically(path: Path, content: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write `path` or replace it in one step, durably. The folder must exist. Raises OSError.

    A reader sees the old file or the new one, never a part; after a return the content survives a power cut.
    """
    write_pieces_atomically(path, [content], mode=mode)


def write_pieces_atomically(path: Path, pieces: Iterable[bytes], *, mode: int = PRIVATE_FILE) -> None:
    """The same for content that comes in pieces, none of which is kept."""
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(8)}.part")
    try:
        _write_durably(temporary, pieces, mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def _write_durably(path: Path, pieces: Iterable[bytes], mode: int) -> None:
    # O_EXCL: a file that somebody else put there, or a link, is refused instead of followed.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb") as stream:  # noqa: PTH123  # wraps a descriptor, there is no path to open
        stream.writelines(pieces)
        stream.flush()
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make names added to or removed from the folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
