"""What becomes of a report: its figures, its files, its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.clock import Clock
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.key_action import KeyAction
from core.reports.figures import ReportFigures
from core.reports.models import IncomeReportRow, ReportStatus

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file in the store: its size in bytes and its SHA-256 in hex."""

    size: int
    digest: str


async def keep_figures(
    uow: UnitOfWork, clock: Clock, report_id: UUID, figures: ReportFigures, kept_for: timedelta
) -> IncomeReportRow | None:
    """Keep what was found; None when the report has ended meanwhile.

    The first figures stay, with their moment: each attempt at writing the files writes the same ones.
    """
    row = await _locked(uow, report_id)
    if row is None or row.status is not ReportStatus.RUNNING:
        return None
    if row.figures is None:
        row.figures = figures.model_dump(mode="json")
        row.made_at = clock.now()
        row.expires_at = row.made_at + kept_for
        await uow.session.flush()
    return row


async def keep_report(uow: UnitOfWork, report_id: UUID, paper: WrittenFile, workbook: WrittenFile) -> bool:
    """The files lie in the store. False when the report has ended meanwhile: they are nobody's, and must go."""
    row = await _locked(uow, report_id)
    if row is None or row.status is not ReportStatus.RUNNING:
        return False
    row.status = ReportStatus.READY
    row.size, row.digest = paper.size, paper.digest
    row.workbook_size, row.workbook_digest = workbook.size, workbook.digest
    details = {"digest": paper.digest}
    uow.record(KeyAction(uow.person, "report.made", "income_report", report_id, uow.person, details))
    return True


async def give_up_report(uow: UnitOfWork, clock: Clock, report_id: UUID) -> None:
    """Its job has died."""
    row = await _locked(uow, report_id)
    if row is not None and row.status is ReportStatus.RUNNING:
        end_report(row, ReportStatus.FAILED, clock.now())


async def expired_reports(read: ReadSession, clock: Clock) -> list[IncomeReportRow]:
    """Reports of anybody whose time is up. Needs the system role."""
    statement = select(IncomeReportRow).where(
        IncomeReportRow.status == ReportStatus.READY, IncomeReportRow.expires_at <= clock.now()
    )
    found = await read.session.execute(statement.order_by(IncomeReportRow.expires_at).limit(BATCH))
    return list(found.scalars())


async def mark_expired(uow: UnitOfWork, clock: Clock, report_ids: list[UUID]) -> None:
    """Their files were removed."""
    statement = select(IncomeReportRow).where(IncomeReportRow.id.in_(report_ids)).order_by(IncomeReportRow.id)
    for row in (await uow.session.execute(statement.with_for_update())).scalars():
        if row.status is ReportStatus.READY:
            end_report(row, ReportStatus.EXPIRED, clock.now())


def end_report(row: IncomeReportRow, status: ReportStatus, at: datetime) -> None:
    """What a report says is forgotten with it."""
    row.status, row.ended_at, row.figures = status, at, None


async def _locked(uow: UnitOfWork, report_id: UUID) -> IncomeReportRow | None:
    return await uow.session.get(IncomeReportRow, report_id, with_for_update=True, populate_existing=True)
