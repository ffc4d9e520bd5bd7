"""Writing everything about a person into a zip, a page of rows and a chunk of a file at a time."""

import asyncio
import hashlib
import json
import tempfile
import zipfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Final, cast
from uuid import UUID

from sqlalchemy import Table, select, tuple_

from core.accounts.models import CategoryRow
from core.db.database import ReadSession
from core.documents.models import UploadPurpose, UploadRow, UploadStatus
from core.ports.blob_store import BlobMissingError, BlobStore
from core.privacy.archive_readme import README
from core.privacy.archive_schema import (
    FILED,
    FORMAT,
    RESTORED,
    TOLD,
    VERSION,
    exported_columns,
    key_columns,
    referred_tables,
    table_of,
)
from core.privacy.encode_row import encode, encode_line
from core.privacy.transactions_csv import TransactionsCsv
from core.reports.models import IncomeReportRow, ReportStatus

PAGE: Final = 500
CHUNK: Final = 1024 * 1024
SHARED: Final = "shared:"
"""Before the key of a category that is everybody's, whose id is another on another platform."""


@dataclass(slots=True)
class ArchiveWriter:
    """A zip in the making. `entries` is what the manifest says of each: size, SHA-256 and number of rows."""

    target: BinaryIO
    zip: zipfile.ZipFile = field(init=False)
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open it."""
        self.zip = zipfile.ZipFile(self.target, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6)

    async def add(self, name: str, pieces: AsyncIterator[tuple[bytes, int]], *, packs: bool = True) -> None:
        """Write an entry of pieces, each with the number of its rows. Compressing is done beside the event loop."""
        digest, size, rows = hashlib.sha256(), 0, 0
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
        with self.zip.open(info, "w", force_zip64=True) as entry:
            async for piece, count in pieces:
                digest.update(piece)
                size, rows = size + len(piece), rows + count
                await asyncio.to_thread(entry.write, piece)
        self.entries[name] = {"size": size, "sha256": digest.hexdigest(), "rows": rows}

    async def close(self, exported_at: datetime) -> None:
        """Write the readme and, last, the manifest."""
        await self.add("README.txt", _once(README.encode()))
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "exported_at": exported_at.isoformat(),
            "not_restored": TOLD,
            "entries": self.entries,
        }
        self.zip.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        await asyncio.to_thread(self.zip.close)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the person's in the store, and the archive's entry that it becomes."""

    entry: str
    storage_key: str


async def write_tables(read: ReadSession, writer: ArchiveWriter, person: UUID) -> list[StoredFile]:
    """Write each table of the person's, and the transactions as CSV too. Returns the files that belong to them.

    `read` must be a snapshot: what refers to another row finds it in the archive.
    """
    shared = select(CategoryRow.id, CategoryRow.key).where(CategoryRow.user_id.is_(None))
    categories = {row.id: SHARED + row.key for row in await read.session.execute(shared)}
    with tempfile.TemporaryFile() as raw:
        table = await TransactionsCsv.begin(read, person, cast("BinaryIO", raw))
        for name in (*RESTORED, *TOLD):
            pages = _pages(read, name, person, categories, table if name == "transactions" else None)
            await writer.add(f"data/{name}.json", pages)
        await writer.add("transactions.csv", _chunks(table.finished()))
    return [*await _uploads(read, person), *await _reports(read, person)]


async def write_files(blobs: BlobStore, writer: ArchiveWriter, files: Sequence[StoredFile]) -> AsyncIterator[int]:
    """Write the files one by one, and say after each how many are done. One that is gone is left out."""
    for number, file in enumerate(files, start=1):
        with tempfile.TemporaryFile() as raw:
            content = cast("BinaryIO", raw)
            try:
                await blobs.download(file.storage_key, content)
            except BlobMissingError:
                continue
            await writer.add(file.entry, _chunks(content), packs=False)
        yield number


async def _uploads(read: ReadSession, person: UUID) -> list[StoredFile]:
    wanted = select(UploadRow.id, UploadRow.storage_key).where(UploadRow.user_id == person, *_kept_uploads())
    found = await read.session.execute(wanted.order_by(UploadRow.id))
    return [StoredFile(f"files/{row.id}", row.storage_key) for row in found]


async def _reports(read: ReadSession, person: UUID) -> list[StoredFile]:
    """Paper and workbook of each report that still has them."""
    mine = (IncomeReportRow.user_id == person, IncomeReportRow.status == ReportStatus.READY)
    wanted = select(IncomeReportRow.id, IncomeReportRow.storage_key, IncomeReportRow.workbook_storage_key)
    found = await read.session.execute(wanted.where(*mine).order_by(IncomeReportRow.id))
    return [
        StoredFile(f"reports/{row.id}{ending}", place)
        for row in found
        for ending, place in ((".pdf", row.storage_key), (".xlsx", row.workbook_storage_key))
    ]


def _kept_uploads() -> tuple[Any, Any]:
    """An upload that never came, and an archive that was sent to be read, are no data of the person's."""
    return UploadRow.status == UploadStatus.COMPLETED, UploadRow.purpose != UploadPurpose.ARCHIVE


async def _pages(
    read: ReadSession, name: str, person: UUID, categories: Mapping[UUID, str], csv: TransactionsCsv | None
) -> AsyncIterator[tuple[bytes, int]]:
    """The rows of a table as a JSON array with one row a line."""
    columns, referred = exported_columns(name), referred_tables(name)
    to_category = {column for column, table in referred.items() if table == "categories"}
    separator = b"[\n"
    async for rows in _rows(read, name, person, columns):
        lines = []
        for row in rows:
            shown = {column.name: encode(value) for column, value in zip(columns, row, strict=True)}
            for key in to_category:
                shown[key] = shown[key] and categories.get(UUID(shown[key]), shown[key])
            if FILED in shown:
                shown[FILED] = shown[FILED].rpartition("/")[2]
            lines.append(encode_line(shown))
            if csv is not None:
                csv.add(shown)
        yield separator + b",\n".join(lines), len(lines)
        separator = b",\n"
    yield (b"[\n]\n" if separator == b"[\n" else b"\n]\n"), 0


async def _rows(read: ReadSession, name: str, person: UUID, columns: Sequence[Any]) -> AsyncIterator[Sequence[Any]]:
    """Pages of a table's rows in the order of their key."""
    table, keys = table_of(name), key_columns(name)
    statement = select(*columns).where(_owner(table) == person)
    if name == "uploads":
        statement = statement.where(*_kept_uploads())
    if not keys:  # a row a person
        rows = (await read.session.execute(statement)).all()
        if rows:
            yield rows
        return
    places = [columns.index(key) for key in keys]
    page = statement.order_by(*keys).limit(PAGE)
    while rows := (await read.session.execute(page)).all():
        yield rows
        if len(rows) < PAGE:
            return
        last = tuple_(*(rows[-1][place] for place in places), types=[key.type for key in keys])
        page = statement.where(tuple_(*keys) > last).order_by(*keys).limit(PAGE)


def _owner(table: Table) -> Any:
    return table.columns["id" if table.name == "users" else "user_id"]


async def _chunks(source: BinaryIO) -> AsyncIterator[tuple[bytes, int]]:
    source.seek(0)
    while chunk := await asyncio.to_thread(source.read, CHUNK):
        yield chunk, 0


async def _once(content: bytes) -> AsyncIterator[tuple[bytes, int]]:
    yield content, 0
