"""The jobs of this domain."""

from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class MakeReport(JobMessage):
    """Write an income report: its PDF and the workbook beside it."""

    name: ClassVar[str] = "reports.make_report"
    report_id: UUID


class DropReport(JobMessage):
    """Remove the files of a report that was revoked."""

    name: ClassVar[str] = "reports.drop_report"
    max_attempts: ClassVar[int] = 12
    report_id: UUID


class DropOldReports(JobMessage):
    """Remove the files of reports whose time is up."""

    name: ClassVar[str] = "reports.drop_old_reports"
