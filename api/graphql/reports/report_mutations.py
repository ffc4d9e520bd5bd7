import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.jobs.job import Job, load_job
from api.graphql.reports.income_report import IncomeReport, wrap_report
from api.graphql.reports.report_enums import ReportPeriod
from api.graphql.scalars import Currency
from core.money import Currency as MoneyCurrency
from core.reports.models import ReportLanguage
from core.reports.request_report import RequestReport, request_report
from core.reports.revoke_report import revoke_report


@strawberry.input(description="Which report to make.")
class RequestIncomeReportInput:
    """Input of `requestIncomeReport`."""

    period: ReportPeriod = strawberry.field(
        default=ReportPeriod.TWELVE_MONTHS, description="How many of the last whole months."
    )
    currency: Currency = strawberry.field(
        description="What its sums are in. What is in other currencies stands apart, and is not converted."
    )
    language: ReportLanguage = strawberry.field(description="What it is written in.")


@strawberry.type(description="The report to come, and the job that makes it.")
class RequestIncomeReportPayload(Payload):
    """Answer of `requestIncomeReport`."""

    income_report: IncomeReport | None = strawberry.field(default=None, description="The report.")
    job: Job | None = strawberry.field(default=None, description="The job: watch it with `jobProgress`.")


@strawberry.input(description="Which report to take back.")
class RevokeIncomeReportInput:
    """Input of `revokeIncomeReport`."""

    id: strawberry.ID = strawberry.field(description="The report.")


@strawberry.type(description="The report that nobody can check any more.")
class RevokeIncomeReportPayload(Payload):
    """Answer of `revokeIncomeReport`."""

    income_report: IncomeReport | None = strawberry.field(default=None, description="The report.")


async def _request(
    info: strawberry.Info[Context],
    input: RequestIncomeReportInput,  # noqa: A002 the schema's argument name
) -> RequestIncomeReportPayload:
    platform = info.context.platform
    command = RequestReport(input.period.value, MoneyCurrency.parse(input.currency), input.language)
    async with info.context.uow() as uow:
        row = await request_report(uow, platform.clock, platform.settings.reports.reports_per_day, command)
        await uow.session.refresh(row)
    return RequestIncomeReportPayload(income_report=wrap_report(row), job=await load_job(info, row.job_id))


async def _revoke(info: strawberry.Info[Context], input: RevokeIncomeReportInput) -> RevokeIncomeReportPayload:  # noqa: A002 the schema's argument name
    key = decode_id(input.id, "IncomeReport", "id")
    async with info.context.uow() as uow:
        row = await revoke_report(uow, info.context.platform.clock, key)
        await uow.session.refresh(row)
    return RevokeIncomeReportPayload(income_report=wrap_report(row))


@strawberry.type
class ReportMutation:
    """Income reports."""

    request_income_report: RequestIncomeReportPayload = mutation(
        Permission.REPORTS_MANAGE,
        RequestIncomeReportPayload,
        "Have a report of the person's income made: a PDF that others can check, and a workbook beside it.",
    )(_request)
    revoke_income_report: RevokeIncomeReportPayload = mutation(
        Permission.REPORTS_MANAGE,
        RevokeIncomeReportPayload,
        "Take a report back: at once nobody can check it any more, and its files go.",
    )(_revoke)
