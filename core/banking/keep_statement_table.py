from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update

from core.banking.models import StatementImportRow
from core.banking.statement_mapping_models import StatementMappingRow
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.ports.statement_parser import TableFound

_MOST_CORRECTIONS: Final = 1000
"""The newest so many of a person's corrections count."""


async def corrections_of(read: ReadSession, user_id: UUID) -> dict[str, Mapping[str, Any]]:
    """What a person said about tables, by fingerprint."""
    statement = (
        select(StatementMappingRow.fingerprint, StatementMappingRow.mapping)
        .where(StatementMappingRow.user_id == user_id)
        .order_by(StatementMappingRow.corrected_at.desc())
        .limit(_MOST_CORRECTIONS)
    )
    found = await read.session.execute(statement)
    return {row.fingerprint: row.mapping for row in found}


async def keep_statement_table(uow: UnitOfWork, import_id: UUID, tables: Sequence[TableFound]) -> None:
    """Show with an import how its table was read, or would be; of several tables the one that is least sure."""
    if not tables:
        return
    table = min(tables, key=lambda found: float(found.mapping.get("confidence", 0)))
    shown = {"fingerprint": table.fingerprint, "mapping": dict(table.mapping), "preview": list(table.preview)}
    await uow.session.execute(
        update(StatementImportRow)
        .where(StatementImportRow.user_id == uow.person, StatementImportRow.id == import_id)
        .values(found_table=shown)
    )
