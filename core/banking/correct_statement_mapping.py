from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from core.banking.errors import ImportRunningError, NoTableError
from core.banking.messages import ImportStatement
from core.banking.models import ImportStatus, StatementImportRow
from core.banking.statement_mapping_models import StatementMappingRow
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


@dataclass(frozen=True, slots=True)
class CorrectStatementMapping:
    """What the columns of an import's table mean, in a person's words. `mapping` has been checked."""

    import_id: UUID
    mapping: Mapping[str, Any]


async def correct_statement_mapping(uow: UnitOfWork, command: CorrectStatementMapping) -> StatementImportRow:
    """Keep the correction for every table like this one, and start an import that was refused again.

    An import that is in the books already stays as it is: the correction counts from the next file on.

    Raises NotFoundError, NoTableError and ImportRunningError.
    """
    row = (
        await uow.session.execute(
            select(StatementImportRow)
            .where(StatementImportRow.user_id == uow.person, StatementImportRow.id == command.import_id)
            .with_for_update()
        )
    ).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such import.", field="importId")
    if row.status is ImportStatus.QUEUED:
        raise ImportRunningError("The import is being read. Wait until it is over.", field="importId")
    if row.found_table is None:
        raise NoTableError("The file is no table: there are no columns to correct.", field="importId")
    await _keep(uow, row.found_table["fingerprint"], command.mapping)
    uow.record(KeyAction(uow.person, "statement.mapping_corrected", "statement_import", row.id, uow.person))
    if row.status is ImportStatus.FAILED:
        row.status = ImportStatus.QUEUED
        row.error_code = row.error_message = row.error_line = row.finished_at = None
        row.job_id = await enqueue(uow, ImportStatement(import_id=row.id))
    await uow.session.flush()
    return row


async def _keep(uow: UnitOfWork, fingerprint: str, mapping: Mapping[str, Any]) -> None:
    values = {"id": new_id(), "user_id": uow.person, "fingerprint": fingerprint, "mapping": dict(mapping)}
    statement = insert(StatementMappingRow).values(**values)
    await uow.session.execute(
        statement.on_conflict_do_update(
            index_elements=["user_id", "fingerprint"],
            set_={"mapping": statement.excluded.mapping, "corrected_at": func.now()},
        )
    )
