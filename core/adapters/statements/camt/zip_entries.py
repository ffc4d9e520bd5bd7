import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, cast

from core.adapters.statements.binary_source import MAX_BYTES
from core.adapters.statements.zip_directory import directory_bytes
from core.ports.statement_parser import StatementError

MOST_ENTRIES: Final = 1_000
MOST_RATIO: Final = 300
"""Inflated to packed. Statements with long repeats reach 60; the densest bomb of one layer is above 1,000."""
_RATIO_COUNTS_FROM: Final = 16 * 1024 * 1024
"""Below this an entry is harmless however dense it is."""
_DIRECTORY_BYTES: Final = 1024 * 1024
_CHUNK_BYTES: Final = 256 * 1024
_SPOOL_BYTES: Final = 8 * 1024 * 1024
_JUNK_FOLDERS: Final = ("__MACOSX/",)
_JUNK_FILES: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, struct.error, ValueError)


class ZipEntries:
    """The files of an archive one after the other, each inflated into a bounded temporary file.

    Refused are archives of too many files, of a directory that would fill the memory, encrypted ones, archives in
    archives, and files that inflate beyond the size of any statement or beyond any statement's ratio, whatever sizes
    the archive itself states.
    """

    def __init__(self, source: BinaryIO) -> None:
        if directory_bytes(source) > _DIRECTORY_BYTES:
            raise StatementError("ARCHIVE_TOO_LARGE", f"The archive has more than {MOST_ENTRIES} files.")
        try:
            self._archive = zipfile.ZipFile(source)
        except _BROKEN as error:
            raise _broken(error) from None
        self._inflated = 0

    def names(self) -> list[zipfile.ZipInfo]:
        """The files that may be statements, in the archive's order. Raises StatementError."""
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir() and not _is_junk(entry.filename)]
        if len(self._archive.infolist()) > MOST_ENTRIES:
            raise StatementError("ARCHIVE_TOO_LARGE", f"The archive has more than {MOST_ENTRIES} files.")
        return entries

    @contextmanager
    def open(self, entry: zipfile.ZipInfo) -> Iterator[BinaryIO]:
        """One file of the archive, whole and seekable.

        Raises:
            StatementError: BAD_ARCHIVE, ENCRYPTED, ARCHIVE_IN_ARCHIVE, ARCHIVE_TOO_LARGE.
        """
        if entry.flag_bits & _ENCRYPTED:
            raise StatementError("ENCRYPTED", f"{entry.filename[:80]!r} in the archive is encrypted.")
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as copy:
            for chunk in self._chunks(entry):
                copy.write(chunk)
            copy.seek(0)
            yield cast("BinaryIO", copy)  # typeshed calls it IO[bytes], which BinaryIO only extends by name

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        written = 0
        try:
            with self._archive.open(entry) as packed:
                while chunk := packed.read(_CHUNK_BYTES):
                    if not written and chunk.startswith(b"PK\x03\x04"):
                        raise StatementError("ARCHIVE_IN_ARCHIVE", f"{entry.filename[:80]!r} is an archive itself.")
                    written += len(chunk)
                    self._inflated += len(chunk)
                    self._check_size(entry, written)
                    yield chunk
        except _BROKEN as error:
            raise _broken(error) from None
        except RuntimeError as error:  # what the standard library raises for encryption that the flag hides
            raise _broken(error) from None

    def _check_size(self, entry: zipfile.ZipInfo, written: int) -> None:
        if self._inflated > MAX_BYTES:
            raise StatementError("ARCHIVE_TOO_LARGE", f"The archive holds more than {MAX_BYTES // 1024 // 1024} MiB.")
        if written > _RATIO_COUNTS_FROM and written > MOST_RATIO * max(entry.compress_size, 1):
            raise StatementError("ARCHIVE_TOO_LARGE", f"{entry.filename[:80]!r} inflates like no statement does.")


def _is_junk(name: str) -> bool:
    """What a Mac or Windows adds beside the files themselves."""
    last = name.rpartition("/")[2].lower()
    return name.startswith(_JUNK_FOLDERS) or last in _JUNK_FILES or last.startswith("._")


def _broken(error: BaseException) -> StatementError:
    return StatementError("BAD_ARCHIVE", f"The ZIP archive is broken: {str(error)[:120]}.")
