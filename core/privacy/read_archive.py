"""Reading an archive that somebody sent: nothing in it is trusted, and nothing of it is ever unpacked to a name.

Every size is bounded before anything is read, every entry is held to its manifest, and every failure is of one kind.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from core.privacy.archive_schema import FORMAT, RESTORED, TOLD, VERSION, exported_columns
from core.privacy.errors import ArchiveInvalidError, ArchiveTooLargeError, ArchiveVersionError

MOST_ENTRIES: Final = 50_000
MOST_UNPACKED: Final = 2 * 1024**3
"""Bytes of everything in it together."""
MOST_RATIO: Final = 200
"""How many times larger an entry may be than its packed form: JSON of books reaches about twenty."""
SMALL: Final = 1024 * 1024
"""Below that the ratio means nothing."""
LONGEST_LINE: Final = 16 * 1024 * 1024
CHUNK: Final = 1024 * 1024
MANIFEST: Final = "manifest.json"
_FILE: Final = re.compile(r"files/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REPORT: Final = re.compile(r"reports/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(pdf|xlsx)")
"""For the person to read: not brought back."""
_PLAIN: Final = frozenset(
    {MANIFEST, "README.txt", "transactions.csv", *(f"data/{name}.json" for name in (*RESTORED, *TOLD))}
)
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What Python's reader raises for what is no sound zip: an entry under a password, an unknown packing, a bad sum."""


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """An archive whose outline was checked. `entries` is what its manifest says of each."""

    zip: zipfile.ZipFile
    entries: Mapping[str, Mapping[str, Any]]

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """A table's rows as the archive writes them, one at a time. Raises ArchiveInvalidError."""
        columns = {column.name for column in exported_columns(table)}
        count = 0
        for line in self._lines(f"data/{table}.json"):
            row = _parse(line, table)
            if row.keys() != columns:
                raise ArchiveInvalidError(f"A record of {table} has other fields than this version.")
            count += 1
            yield row
        if count != self.entries[f"data/{table}.json"].get("rows"):
            raise ArchiveInvalidError(f"{table} has another number of records than its manifest says.")

    def copy_file(self, name: str, target: BinaryIO) -> None:
        """Write an entry's bytes to a file, in chunks. Raises ArchiveInvalidError."""
        target.writelines(self._chunks(name))

    def file_names(self) -> list[str]:
        """The entries that are files of the person's."""
        return sorted(name for name in self.entries if _FILE.fullmatch(name))

    def _chunks(self, name: str) -> Iterator[bytes]:
        said, digest, size = self.entries[name], hashlib.sha256(), 0
        try:
            with self.zip.open(name) as entry:
                while chunk := entry.read(CHUNK):
                    size += len(chunk)
                    digest.update(chunk)
                    yield chunk
        except _BROKEN as error:
            raise ArchiveInvalidError(f"{name} can't be read.") from error
        if size != said.get("size") or digest.hexdigest() != said.get("sha256"):
            raise ArchiveInvalidError(f"{name} is not what its manifest says.")

    def _lines(self, name: str) -> Iterator[bytes]:
        """The records of a JSON array with one a line."""
        if name not in self.entries:
            raise ArchiveInvalidError(f"{name} is missing.")
        for number, line in enumerate(_split(self._chunks(name))):
            if number == 0 and line != b"[":
                raise ArchiveInvalidError(f"{name} is not laid out as an archive's.")
            if number and line != b"]":
                yield line.removesuffix(b",")


def open_archive(source: BinaryIO) -> ReadArchive:
    """Check an archive's outline. Raises ArchiveInvalidError, ArchiveVersionError, ArchiveTooLargeError."""
    try:
        opened = zipfile.ZipFile(source)
        infos = opened.infolist()
    except _BROKEN as error:
        raise ArchiveInvalidError("This is no archive of Solvent: it is no sound zip file.") from error
    _check_outline(infos)
    return ReadArchive(opened, _manifest(opened, {info.filename for info in infos}))


def _check_outline(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise ArchiveTooLargeError("The archive is larger than is taken.")
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise ArchiveInvalidError("Two entries have one name.")
    for info in infos:
        if info.filename not in _PLAIN and not any(kind.fullmatch(info.filename) for kind in (_FILE, _REPORT)):
            raise ArchiveInvalidError("There is an entry that no archive of Solvent has.")
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise ArchiveTooLargeError("An entry is packed tighter than any data of a person.")


def _manifest(opened: zipfile.ZipFile, names: set[str]) -> Mapping[str, Mapping[str, Any]]:
    try:
        with opened.open(MANIFEST) as entry:
            manifest = json.loads(entry.read(LONGEST_LINE))
    except (KeyError, RecursionError, *_BROKEN) as error:
        raise ArchiveInvalidError("The manifest is missing or can't be read.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ArchiveInvalidError("This is no archive of Solvent.")
    if manifest.get("version") != VERSION:
        raise ArchiveVersionError(f"This release reads archives of version {VERSION} only.")
    entries = manifest.get("entries")
    if not isinstance(entries, dict) or not all(isinstance(said, dict) for said in entries.values()):
        raise ArchiveInvalidError("The manifest can't be read.")
    if entries.keys() | {MANIFEST} != names:
        raise ArchiveInvalidError("The archive holds other entries than its manifest says.")
    return entries


def _parse(line: bytes, table: str) -> dict[str, Any]:
    try:
        row = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ArchiveInvalidError(f"A record of {table} can't be read.") from error
    if not isinstance(row, dict):
        raise ArchiveInvalidError(f"A record of {table} can't be read.")
    return row


def _refuse(_: str) -> Any:
    raise ValueError("not a number of JSON")


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Lines of a stream, none held longer than is allowed. Raises ArchiveTooLargeError."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > LONGEST_LINE:
            raise ArchiveTooLargeError("A record is longer than is taken.")
        yield from lines
    if rest:
        yield rest
