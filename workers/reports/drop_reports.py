"""Removing the files of reports that have ended: the files first, since without their row nobody would find them."""

from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.reports.keep_report import expired_reports, mark_expired
from core.reports.messages import DropOldReports, DropReport
from core.reports.models import IncomeReportRow
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Removes the files of one report that was revoked."""
    platform = tools.platform

    async def handle(run: JobRun, message: DropReport) -> None:
        async with run.read() as read:
            row = await read.session.get(IncomeReportRow, message.report_id)
        if row is not None:
            await platform.blobs.delete(row.storage_key)
            await platform.blobs.delete(row.workbook_storage_key)
        async with run.finish():
            pass

    return JobHandler(DropReport, handle)


def bind_old(tools: Tools) -> JobHandler:
    """Removes those of reports whose time is up."""
    platform = tools.platform

    async def handle(run: JobRun, message: DropOldReports) -> None:
        async with run.read() as read:
            expired = await expired_reports(read, platform.clock)
        for row in expired:
            await platform.blobs.delete(row.storage_key)
            await platform.blobs.delete(row.workbook_storage_key)
        async with run.finish({"removed": len(expired)}) as uow:
            await mark_expired(uow, platform.clock, [row.id for row in expired])

    return JobHandler(DropOldReports, handle)
