import asyncio
import hashlib
from datetime import datetime, timedelta
from typing import Final

from core.db.uow import UnitOfWork
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice, notify
from core.reports.figures import ReportFigures
from core.reports.gather_figures import gather_figures
from core.reports.keep_report import WrittenFile, give_up_report, keep_figures, keep_report
from core.reports.messages import MakeReport
from core.reports.models import IncomeReportRow
from core.reports.paper.page_data import PaperFrame
from core.reports.paper.print_report import print_report
from core.reports.write_workbook import write_workbook
from workers.runtime import Tools

PDF_TYPE: Final = "application/pdf"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def bind(tools: Tools) -> JobHandler:
    """Writes a report. The figures are kept first: whoever goes on after a worker's death writes the same two files.

    They lie under the same keys, so that a worker that was given up for dead overwrites them with what they are.
    """
    platform = tools.platform
    kept_for = timedelta(days=platform.settings.reports.kept_days)
    address = f"{platform.settings.web_url}/verify"

    async def handle(run: JobRun, message: MakeReport) -> None:
        async with platform.database.read(run.person, is_snapshot=True) as read:
            report = await read.session.get(IncomeReportRow, message.report_id)
            if report is None:
                return
            figures = None if report.figures is not None else await gather_figures(read, report)
        if figures is not None:
            async with run.piece({}, 30, "adding up your books") as uow:
                await keep_figures(uow, platform.clock, message.report_id, figures, kept_for)
        async with run.read() as read:
            report = await read.session.get_one(IncomeReportRow, message.report_id)
        if report.figures is not None:
            await _write(run, report)
            return
        async with run.finish():  # it was revoked before it was made
            pass

    async def _write(run: JobRun, report: IncomeReportRow) -> None:
        paper, workbook = await asyncio.to_thread(_files, report, address)
        await run.progress(70, "storing the report")
        await platform.blobs.put(report.storage_key, paper, PDF_TYPE)
        await platform.blobs.put(report.workbook_storage_key, workbook, XLSX_TYPE)
        async with run.finish({"size": len(paper)}) as uow:
            is_kept = await keep_report(uow, report.id, _told(paper), _told(workbook))
            if is_kept:
                label = f"{report.starts_on:%m.%Y}\u2013{report.ends_on:%m.%Y}"
                notice = Notice(NoticeKind.REPORT_READY, str(report.id), label)
                await notify(uow, platform.clock.now(), [notice])
        if not is_kept:
            await platform.blobs.delete(report.storage_key)
            await platform.blobs.delete(report.workbook_storage_key)

    async def on_dead(uow: UnitOfWork, message: MakeReport, failure: JobFailure) -> None:
        await give_up_report(uow, platform.clock, message.report_id)

    return JobHandler(MakeReport, handle, on_dead)


def _files(report: IncomeReportRow, address: str) -> tuple[bytes, bytes]:
    figures = ReportFigures.model_validate(report.figures)
    made_at, expires_at = _known(report.made_at), _known(report.expires_at)
    frame = PaperFrame(report.language.value, made_at, expires_at, report.code, address)
    return print_report(figures, frame), write_workbook(figures, report.language.value, made_at)


def _known(moment: datetime | None) -> datetime:
    if moment is None:
        raise RuntimeError("figures without their moment")
    return moment


def _told(content: bytes) -> WrittenFile:
    return WrittenFile(len(content), hashlib.sha256(content).hexdigest())
