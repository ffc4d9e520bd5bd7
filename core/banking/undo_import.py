"""Taking an import back, as when a file went into the wrong account or its columns were read wrongly."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from core.accounts.merging.forget_source import Forgotten, forget_source
from core.accounts.models import AccountRow
from core.accounts.refresh_balance import refresh_balance
from core.accounts.repository import account_of
from core.banking.errors import ImportRunningError, NothingImportedError
from core.banking.messages import UndoImport
from core.banking.models import ImportStatus, StatementImportRow
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


async def ask_to_undo(uow: UnitOfWork, import_id: UUID) -> StatementImportRow:
    """Begin the job that takes an import back; its id is the import's `job_id` from now on.

    Raises NotFoundError, ImportRunningError and NothingImportedError.
    """
    row = await _locked(uow, import_id)
    if row is None:
        raise NotFoundError("There is no such import.", field="importId")
    if row.status is ImportStatus.QUEUED:
        raise ImportRunningError("The import is being read. Wait until it is over.", field="importId")
    if row.status is not ImportStatus.DONE:
        raise NothingImportedError("Nothing of this import is in the books.", field="importId")
    row.job_id = await enqueue(uow, UndoImport(import_id=row.id))
    await uow.session.flush()
    return row


async def undo_import(uow: UnitOfWork, import_id: UUID) -> Forgotten:
    """Take a file's movements out of the books, all of them or none; what other sources told of stays.

    Every import of the same content is taken back with it. Doing it again changes nothing.
    """
    row = await _locked(uow, import_id)
    if row is None or row.status is not ImportStatus.DONE or row.source_id is None:
        return Forgotten(0, 0, ())
    forgotten = await forget_source(uow, row.source_id)
    for account_id in forgotten.account_ids:
        uow.touch(account_id)
    same = await _imports_of(uow, row.source_id)
    stated = [entry for one in reversed(same) for entry in reversed(one.stated)]
    touched = {UUID(entry["account_id"]) for entry in stated} | set(forgotten.account_ids)
    for account_id in sorted(touched):
        account = await _account(uow, account_id)
        if account is not None:
            _take_back(account, stated)
            await refresh_balance(uow, account, None, None)
    for one in same:
        one.status, one.stated = ImportStatus.UNDONE, []
    details = {"filename": row.filename, "removed": forgotten.removed, "kept": forgotten.kept}
    uow.record(KeyAction(uow.person, "statement.undone", "statement_import", row.id, uow.person, details))
    await uow.session.flush()
    return forgotten


def stated_by(account: AccountRow, minor_before: int | None, at_before: datetime | None) -> list[dict[str, Any]]:
    """What an import changed of an account's stated balance, to be taken back with it; empty when nothing."""
    if (account.stated_minor, account.stated_at) == (minor_before, at_before):
        return []
    before = {"minor": minor_before, "at": at_before.isoformat() if at_before else None}
    return [{"account_id": str(account.id), "at": _text(account.stated_at), "before": before}]


def _take_back(account: AccountRow, stated: list[dict[str, Any]]) -> None:
    """A balance that a later source stated holds; one that this import stated gives way to the one before."""
    for entry in stated:
        if entry["account_id"] == str(account.id) and entry["at"] == _text(account.stated_at):
            before: Mapping[str, Any] = entry["before"]
            account.stated_minor = before["minor"]
            account.stated_at = datetime.fromisoformat(before["at"]) if before["at"] else None


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


async def _locked(uow: UnitOfWork, import_id: UUID) -> StatementImportRow | None:
    own = select(StatementImportRow).where(StatementImportRow.user_id == uow.person, StatementImportRow.id == import_id)
    return (await uow.session.execute(own.with_for_update())).scalar_one_or_none()


async def _imports_of(uow: UnitOfWork, source_id: UUID) -> list[StatementImportRow]:
    same = (
        select(StatementImportRow)
        .where(
            StatementImportRow.user_id == uow.person,
            StatementImportRow.source_id == source_id,
            StatementImportRow.status == ImportStatus.DONE,
        )
        .order_by(StatementImportRow.id)
    )
    return list((await uow.session.execute(same.with_for_update())).scalars())


async def _account(uow: UnitOfWork, account_id: UUID) -> AccountRow | None:
    try:
        return await account_of(uow.session, uow.person, account_id, for_update=True)
    except NotFoundError:  # gone since
        return None
