"""Sealing what was written before its column was sealed, a bounded batch a person and column at a time."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, ColumnElement, LargeBinary, MetaData, Text, func, select, type_coerce, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.schema import ColumnDefault

from core.db.database import Database
from core.db.sealing.sealed_types import BYTES_MARK, TEXT_MARK, SealedBytes, SealedJson, SealedText
from core.db.uow import UnitOfWork

BATCH: Final = 500


def sealed_columns(tables: MetaData) -> list[Column[Any]]:
    """Every sealed column of these tables, of which each has `id` and `user_id`.

    The tables are handed in since a process knows only those of the modules that it has imported.
    """
    kinds = (SealedText, SealedBytes, SealedJson)
    columns = [column for table in tables.sorted_tables for column in table.columns]
    return [column for column in columns if isinstance(column.type, kinds)]


async def seal_old_values(database: Database, tables: MetaData) -> int:
    """Seal one batch of each sealed column of these tables. Returns how many values were sealed: none when all are.

    Safe to repeat and to run twice at once: a row is locked, and what is sealed is left alone. Raises
    SealedUnavailableError.
    """
    sealed = 0
    for column in sealed_columns(tables):
        for owner, ids in (await _unsealed(database, column)).items():
            async with database.unit_of_work(owner) as uow:
                sealed += await _seal(uow, column, ids)
    return sealed


async def _unsealed(database: Database, column: Column[Any]) -> dict[UUID, list[UUID]]:
    """Rows with a plain value of this column, by their owner."""
    table = column.table
    wanted = (table.c.user_id.is_not(None), column.is_not(None), _is_plain(column))
    async with database.read_system() as read:
        found = (await read.session.execute(select(table.c.user_id, table.c.id).where(*wanted).limit(BATCH))).all()
    by_owner: dict[UUID, list[UUID]] = {}
    for owner, row_id in found:
        by_owner.setdefault(owner, []).append(row_id)
    return by_owner


def _is_plain(column: Column[Any]) -> ColumnElement[bool]:
    if isinstance(column.type, SealedText):
        return func.left(type_coerce(column, Text), len(TEXT_MARK)) != TEXT_MARK
    if isinstance(column.type, SealedBytes):
        return func.substring(type_coerce(column, LargeBinary), 1, len(BYTES_MARK)) != BYTES_MARK
    return func.jsonb_typeof(type_coerce(column, JSONB)) != "string"


async def _seal(uow: UnitOfWork, column: Column[Any], ids: list[UUID]) -> int:
    table = column.table
    mine = select(table.c.id, column).where(table.c.user_id == uow.person, table.c.id.in_(ids), _is_plain(column))
    rows = (await uow.session.execute(mine.with_for_update())).all()
    for row_id, value in rows:
        # Reading gave it as it was; writing it seals it.
        change = update(table).where(table.c.user_id == uow.person, table.c.id == row_id).values({column.name: value})
        await uow.session.execute(change)
        for digest in _digests_of(column):
            await _keep_digest(uow, digest, row_id, value)
    return len(rows)


def _digests_of(column: Column[Any]) -> list[Column[Any]]:
    """Columns by which equal values of a sealed one are found: their default says so."""
    defaults = [(one, one.default) for one in column.table.columns if isinstance(one.default, ColumnDefault)]
    return [one for one, default in defaults if getattr(default.arg, "digest_of", None) == column.name]


async def _keep_digest(uow: UnitOfWork, digest: Column[Any], row_id: UUID, value: Any) -> None:
    table = digest.table
    make = digest.default.arg.of  # type: ignore[union-attr]  # `_digests_of` chose it for having one
    change = update(table).where(table.c.user_id == uow.person, table.c.id == row_id).values({digest.name: make(value)})
    try:
        async with uow.session.begin_nested():
            await uow.session.execute(change)
    except IntegrityError:
        # A twin was made between the upgrade and now. Both stay; the first holds the digest.
        return
