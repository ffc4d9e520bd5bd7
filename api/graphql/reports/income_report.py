from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import Node
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.jobs.job import Job, wrap_job
from api.graphql.privacy.data_export import Download
from api.graphql.reports.report_enums import PERIOD_OF, ReportPeriod
from api.graphql.reports.report_figures import IncomeFigures, show_figures
from api.graphql.scalars import Currency
from core.reports.models import IncomeReportRow, ReportLanguage, ReportStatus
from core.reports.verify_report import spaced_code

LINK_LIFETIME: Final = timedelta(minutes=15)


def _pdf(root: strawberry.Parent[Any], info: strawberry.Info[Context]) -> Download | None:
    return _download(info, root.row, root.row.storage_key, "pdf")


def _workbook(root: strawberry.Parent[Any], info: strawberry.Info[Context]) -> Download | None:
    return _download(info, root.row, root.row.workbook_storage_key, "xlsx")


def _verification_url(root: strawberry.Parent[Any], info: strawberry.Info[Context]) -> str | None:
    row: IncomeReportRow = root.row
    platform = info.context.platform
    if not _is_open(row, platform.clock.now()):
        return None
    return f"{platform.settings.web_url}/verify/{row.code}"


def _download(info: strawberry.Info[Context], row: IncomeReportRow, key: str, kind: str) -> Download | None:
    platform = info.context.platform
    now = platform.clock.now()
    if not _is_open(row, now) or row.expires_at is None:
        return None
    filename = f"income-report-{row.starts_on:%Y-%m}-{row.ends_on:%Y-%m}.{kind}"
    lifetime = min(LINK_LIFETIME, row.expires_at - now)
    return Download(url=platform.blobs.signed_get(key, filename, lifetime).url, expires_at=now + lifetime)


def _is_open(row: IncomeReportRow, now: datetime) -> bool:
    return row.status is ReportStatus.READY and row.expires_at is not None and row.expires_at > now


@strawberry.type(description="A report of a person's income that others can check.")
class IncomeReport(Node):
    """An income report."""

    row: strawberry.Private[IncomeReportRow]
    status: ReportStatus = column(IncomeReportRow.status, "Where it stands.")
    period: ReportPeriod = computed([IncomeReportRow.months], PERIOD_OF.__getitem__, "How many months it is over.")
    starts_on: date = column(IncomeReportRow.starts_on, "First day of its first month.")
    ends_on: date = column(IncomeReportRow.ends_on, "Last day of its last month.")
    currency: Currency = column(IncomeReportRow.currency, "What its sums are in.")
    language: ReportLanguage = column(IncomeReportRow.language, "What it is written in.")
    created_at: datetime = column(IncomeReportRow.created_at, "When it was asked for.")
    made_at: datetime | None = column(
        IncomeReportRow.made_at, "When its figures were taken, which it says; null before."
    )
    expires_at: datetime | None = column(
        IncomeReportRow.expires_at, "Until when it can be fetched and checked; null until its figures are known."
    )
    digest: str | None = column(IncomeReportRow.digest, "SHA-256 of the PDF, in hex; null until it is ready.")
    code: str = computed([IncomeReportRow.code], spaced_code, "What the paper shows: whoever has it can check it.")
    figures: IncomeFigures | None = computed(
        [IncomeReportRow.figures], show_figures, "What it says; null until it is known, and when it has ended."
    )
    verification_url: str | None = strawberry.field(
        resolver=_verification_url, description="The page that checks it; null where there is nothing to check."
    )
    pdf: Download | None = strawberry.field(
        resolver=_pdf, description="Where to get the PDF; null where there is nothing to get."
    )
    workbook: Download | None = strawberry.field(
        resolver=_workbook, description="Where to get the Excel workbook; null where there is nothing to get."
    )
    job: Job | None = relation(
        IncomeReportRow.job_id,
        lambda loaders: loaders.job_by_id,
        wrap_job,
        "The job that makes it; null once gone.",
    )


def wrap_report(row: Any) -> IncomeReport:
    """The GraphQL type of a row."""
    return IncomeReport(row=row)


@strawberry.input(description="Which reports to show. What is left out is left open.")
class IncomeReportFilter:
    """Filter of reports."""

    statuses: list[ReportStatus] | None = strawberry.field(default=None, description="Of one of these statuses.")


def _own_reports(person: UUID, arguments: Arguments) -> Select[tuple[IncomeReportRow]]:
    wanted: IncomeReportFilter = arguments.get("filter") or IncomeReportFilter()
    statement = select(IncomeReportRow).where(IncomeReportRow.user_id == person)
    return narrowed(statement, (wanted.statuses, IncomeReportRow.status))


REPORTS: Final = Listing(_own_reports, by_time(IncomeReportRow.created_at, IncomeReportRow.id), wrap_report)


async def _income_reports(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[IncomeReportFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[IncomeReport]:
    return await REPORTS.page(info, first, after, filter=filter, order_by=order_by)


@strawberry.type
class ReportQueries:
    """Reading about income reports."""

    income_reports: Connection[IncomeReport] = query(
        Permission.REPORTS_READ, "The person's income reports, newest first.", REPORTS.rows
    )(_income_reports)
