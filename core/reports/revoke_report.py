from uuid import UUID

from sqlalchemy import select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.reports.errors import ReportEndedError
from core.reports.keep_report import end_report
from core.reports.messages import DropReport
from core.reports.models import IncomeReportRow, ReportStatus


async def revoke_report(uow: UnitOfWork, clock: Clock, report_id: UUID) -> IncomeReportRow:
    """Take a report back: at once its code checks nothing any more, and its files go.

    Raises NotFoundError, and ReportEndedError for one that has ended already.
    """
    statement = select(IncomeReportRow).where(IncomeReportRow.user_id == uow.person, IncomeReportRow.id == report_id)
    row = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such report.", field="id")
    if row.status not in (ReportStatus.RUNNING, ReportStatus.READY):
        raise ReportEndedError("This report has ended already.", field="id")
    end_report(row, ReportStatus.REVOKED, clock.now())
    await enqueue(uow, DropReport(report_id=report_id))
    uow.record(KeyAction(uow.person, "report.revoked", "income_report", report_id, uow.person))
    await uow.session.flush()
    return row
