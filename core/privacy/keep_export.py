"""What becomes of an export: ready, failed, or removed when its time is up."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from core.clock import Clock
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.key_action import KeyAction
from core.privacy.models import DataExportRow, ExportStatus

BATCH = 500


async def keep_export(
    uow: UnitOfWork, clock: Clock, export_id: UUID, *, size: int, sha256: str, kept_for: timedelta
) -> None:
    """The archive lies in the store."""
    row = await uow.session.get_one(DataExportRow, export_id, with_for_update=True)
    row.status = ExportStatus.READY
    row.size, row.sha256 = size, sha256
    row.finished_at = clock.now()
    row.expires_at = row.finished_at + kept_for
    uow.record(KeyAction(uow.person, "data.exported", "data_export", export_id, uow.person, {"size": size}))


async def give_up_export(uow: UnitOfWork, clock: Clock, export_id: UUID) -> None:
    """Its job has died."""
    row = await uow.session.get(DataExportRow, export_id, with_for_update=True)
    if row is not None and row.status is ExportStatus.RUNNING:
        row.status, row.finished_at = ExportStatus.FAILED, clock.now()


async def expired_exports(read: ReadSession, clock: Clock) -> list[DataExportRow]:
    """Archives of anybody whose time is up. Needs the system role."""
    statement = select(DataExportRow).where(
        DataExportRow.status == ExportStatus.READY, DataExportRow.expires_at <= clock.now()
    )
    return list((await read.session.execute(statement.order_by(DataExportRow.expires_at).limit(BATCH))).scalars())


async def mark_expired(uow: UnitOfWork, export_ids: list[UUID]) -> None:
    """Their archives were removed."""
    rows = await uow.session.execute(select(DataExportRow).where(DataExportRow.id.in_(export_ids)).with_for_update())
    for row in rows.scalars():
        row.status = ExportStatus.EXPIRED
