from dataclasses import dataclass
from uuid import UUID

from core.accounts.repository import account_of
from core.banking.messages import ImportStatement
from core.banking.models import StatementImportRow
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


@dataclass(frozen=True, slots=True)
class BeginImport:
    """A stored statement file; `account_id` says whose it is when the file names no account."""

    storage_key: str
    filename: str
    account_id: UUID | None = None


async def begin_import(uow: UnitOfWork, command: BeginImport) -> StatementImportRow:
    """Record the import and the job that does it. Raises NotFoundError."""
    if command.account_id is not None:
        await account_of(uow.session, uow.person, command.account_id)
    row = StatementImportRow(
        id=new_id(),
        user_id=uow.person,
        account_id=command.account_id,
        storage_key=command.storage_key,
        filename=command.filename,
    )
    uow.session.add(row)
    await uow.session.flush()
    row.job_id = await enqueue(uow, ImportStatement(import_id=row.id))
    uow.record(KeyAction(uow.person, "statement.uploaded", "statement_import", row.id, uow.person))
    await uow.session.flush()
    return row
