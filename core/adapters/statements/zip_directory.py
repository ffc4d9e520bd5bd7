"""How large an archive's directory is, before the standard library reads all of it into memory."""

import io
import struct
from typing import BinaryIO, Final

from core.ports.statement_parser import StatementError

_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_END64: Final = b"PK\x06\x06"
_END64_BYTES: Final = 56
_END64_LOCATOR: Final = b"PK\x06\x07"
_END64_LOCATOR_BYTES: Final = 20
_LONGEST_COMMENT: Final = 65_535
_SIZE_AT: Final = 12
_SIZE64_AT: Final = 40


def directory_bytes(source: BinaryIO) -> int:
    """Size of the central directory, as the archive's end states it; the source is left at its start.

    It is looked up where `zipfile` looks, so the larger kind's end counts only just before the ordinary one. Raises
    StatementError TRUNCATED for an archive without an end.
    """
    size = source.seek(0, io.SEEK_END)
    source.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT - _END64_LOCATOR_BYTES - _END64_BYTES))
    tail = source.read()
    source.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise StatementError("TRUNCATED", "The ZIP archive has no end.")
    locator = at - _END64_LOCATOR_BYTES
    end64 = locator - _END64_BYTES
    if end64 >= 0 and tail.startswith(_END64_LOCATOR, locator) and tail.startswith(_END64, end64):
        return int(struct.unpack_from("<Q", tail, end64 + _SIZE64_AT)[0])
    return int(struct.unpack_from("<L", tail, at + _SIZE_AT)[0])
