"""Bringing an archive into an empty account: all of it in one transaction, or nothing.

Ids are made anew, all by one secret change that keeps their order, so that no archive can name a row which is somebody
else's or choose an id of its own. What refers to a row must refer to one of the archive.
"""

import re
import secrets as entropy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.exc import DBAPIError

from core.accounts.models import AccountRow, CategoryRow
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.documents.models import UploadPurpose, UploadRow, UploadStatus
from core.identity.models import UserRow
from core.key_action import KeyAction
from core.privacy.archive_schema import (
    FILED,
    IDS_WITHIN,
    REPLACED,
    RESTORED,
    exported_columns,
    referred_tables,
    table_of,
)
from core.privacy.check_restored import check_restored
from core.privacy.encode_row import decoder_of
from core.privacy.errors import AccountNotEmptyError, ArchiveInvalidError
from core.privacy.read_archive import ReadArchive
from core.privacy.write_archive import SHARED

BATCH: Final = 500
EXPECTED_FOR: Final = timedelta(days=1)
TAKEN_OVER: Final = ("display_name", "locale", "base_currency")
"""What of the person's own row comes along."""
MOST_NAMED: Final = 100_000
NAMED: Final = ("categories", "accounts", "uploads")
"""Tables whose ids are held, so many at most, while the archive is read: references to all others carry their owner,
and PostgreSQL refuses those that lead to nobody's row or to another person's."""
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MASK_BITS: Final = 32


def new_mask() -> int:
    """The change of an import's ids: of their last bits only, so that the time they begin with keeps them in order."""
    return entropy.randbelow(2**_MASK_BITS - 1) + 1


@dataclass
class Importer:
    """One import. `mask` as `new_mask` makes it; kept with the job, so that a repeated attempt makes the same ids."""

    uow: UnitOfWork
    archive: ReadArchive
    mask: int
    shared: dict[str, UUID] = field(default_factory=dict)
    named: dict[str, set[UUID]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    async def run(self) -> dict[str, int]:
        """Returns how many rows came, by table. Raises ArchiveInvalidError, AccountNotEmptyError."""
        await refuse_unless_empty(self.uow)
        found = await self.uow.session.execute(
            select(CategoryRow.key, CategoryRow.id).where(CategoryRow.user_id.is_(None))
        )
        self.shared = {row.key: row.id for row in found}
        try:
            for table in RESTORED:
                await self._insert(table)
            await self._take_over()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "")[:2] in {"22", "23"}:  # what no row of a table can be
                raise ArchiveInvalidError("The archive holds records that do not fit together.") from error
            raise
        for account in (await self.uow.session.execute(select(AccountRow.id))).scalars():
            self.uow.touch(account)
        person = self.uow.person
        self.uow.record(KeyAction(person, "data.imported", "user", person, person, {"rows": self.counts}))
        return self.counts

    async def _insert(self, name: str) -> None:
        table, rows = table_of(name), self._rows(name)
        self.counts[name] = 0
        if name in REPLACED:
            await self.uow.session.execute(delete(table).where(table.c.user_id == self.uow.person))
        while batch := list(islice(rows, BATCH)):
            if name == "uploads":
                await drop_expected(self.uow, [row["id"] for row in batch])
            await self.uow.session.execute(insert(table).values(user_id=self.uow.person), batch)
            self.counts[name] += len(batch)

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The table's rows as they are to be here; a row that another refers to comes before it."""
        decoders = {column.name: decoder_of(column) for column in exported_columns(name)}
        referred = referred_tables(name)
        for row in self.archive.rows(name):
            shown = dict(row)
            for key in (key for key in referred if shown[key] is not None):
                shown[key] = self._reference(name, key, referred[key], shown[key])
            for key in (key for key in shown if (name, key) in IDS_WITHIN):
                shown[key] = self._within(shown[key])
            if FILED in shown:
                shown[FILED] = self._place(shown[FILED])
            values = {key: decoders[key](value) for key, value in shown.items()}
            if "id" in values:
                values["id"] = self.moved(values["id"])
                self._name(name, values["id"])
            if values.get("purpose") is UploadPurpose.ARCHIVE:
                raise ArchiveInvalidError("An archive holds no archives.")
            check_restored(name, values)
            yield values

    def _name(self, table: str, id_: UUID) -> None:
        if table in NAMED:
            known = self.named.setdefault(table, set())
            known.add(id_)
            if len(known) > MOST_NAMED:
                raise ArchiveInvalidError("The archive holds more records than is taken.")

    def _reference(self, name: str, key: str, to: str, told: Any) -> str:
        """The id, here, of a row that a record names. It must be one of the archive, or everybody's by its key."""
        if not isinstance(told, str):
            raise ArchiveInvalidError(f"{name}.{key} names nothing.")
        if to == "categories" and told.startswith(SHARED):
            category = self.shared.get(told.removeprefix(SHARED))
            if category is None:
                raise ArchiveInvalidError(f"{name}.{key} names a category that this release does not know.")
            return str(category)
        moved = self.moved(_uuid(told, f"{name}.{key}"))
        if to in NAMED and moved not in self.named.get(to, ()):
            raise ArchiveInvalidError(f"{name}.{key} names a record that the archive does not hold.")
        return str(moved)

    def _within(self, value: Any) -> Any:
        """The same with every id in it moved."""
        if isinstance(value, str):
            return _UUID.sub(lambda found: str(self.moved(UUID(found[0]))), value)
        if isinstance(value, list):
            return [self._within(one) for one in value]
        if isinstance(value, dict):
            return {self._within(key): self._within(one) for key, one in value.items()}
        return value

    def _place(self, told: Any) -> str:
        """Where a file lies in the store: under the person who imports, whatever the archive says."""
        return stored_at(self.uow.person, self.moved(_uuid(told, FILED)))

    def moved(self, id_: UUID) -> UUID:
        """An id of the archive as it is here."""
        return UUID(int=id_.int ^ self.mask)

    async def _take_over(self) -> None:
        person = next(self.archive.rows("users"), None)
        if person is None:
            raise ArchiveInvalidError("The archive is of nobody.")
        columns = table_of("users").columns
        values = {name: decoder_of(columns[name])(person[name]) for name in TAKEN_OVER}
        await self.uow.session.execute(update(UserRow).where(UserRow.id == self.uow.person).values(**values))


def stored_at(person: UUID, upload_id: UUID) -> str:
    """The place of an upload's file in the store."""
    return f"people/{person}/uploads/{upload_id}"


async def refuse_unless_empty(uow: UnitOfWork) -> None:
    """Raises AccountNotEmptyError when there is anything that an import could meet."""
    for name in (name for name in RESTORED if name not in REPLACED):
        table = table_of(name)
        mine = select(table.c.user_id).where(table.c.user_id == uow.person)
        if name == "uploads":
            mine = mine.where(UploadRow.purpose != UploadPurpose.ARCHIVE, UploadRow.status == UploadStatus.COMPLETED)
        if (await uow.session.execute(select(exists(mine)))).scalar_one():
            raise AccountNotEmptyError("There is data in this account already: import into a new one.")


def files_of(archive: ReadArchive, person: UUID, mask: int) -> Mapping[str, str]:
    """Where each file of an archive is to lie, by the name of its entry."""
    importer_id = {name: UUID(name.removeprefix("files/")) for name in archive.file_names()}
    return {name: stored_at(person, UUID(int=id_.int ^ mask)) for name, id_ in importer_id.items()}


def expect_files(uow: UnitOfWork, clock: Clock, places: Iterable[str]) -> None:
    """Note where files are about to lie, as uploads that never came: what an import that died left is purged so."""
    for place in places:
        row = UploadRow(
            id=UUID(place.rpartition("/")[2]),
            user_id=uow.person,
            purpose=UploadPurpose.DOCUMENT,
            status=UploadStatus.WAITING,
            filename="import",
            content_type="application/octet-stream",
            size=0,
            storage_key=place,
            expires_at=clock.now() + EXPECTED_FOR,
        )
        uow.session.add(row)


async def drop_expected(uow: UnitOfWork, ids: list[UUID]) -> None:
    """They came: their own rows follow."""
    noted = (UploadRow.user_id == uow.person, UploadRow.status == UploadStatus.WAITING, UploadRow.id.in_(ids))
    await uow.session.execute(delete(UploadRow).where(*noted))


def _uuid(told: Any, where: str) -> UUID:
    try:
        return UUID(told if isinstance(told, str) else "")
    except ValueError as error:
        raise ArchiveInvalidError(f"{where} holds no id.") from error
