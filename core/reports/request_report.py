import secrets as entropy
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.exc import IntegrityError

from core.accounts.models import AccountRow
from core.clock import Clock, today
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.money import Currency
from core.reports.errors import (
    InvalidReportPeriodError,
    NothingToReportError,
    ReportRunningError,
    TooManyReportsError,
)
from core.reports.messages import MakeReport
from core.reports.models import IncomeReportRow, ReportLanguage
from core.reports.rules import period_before

PERIODS: Final = (6, 12, 24)
DAY: Final = timedelta(days=1)
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letters that are read as digits
_LETTERS: Final = 28  # of 5 random bits each: 140


@dataclass(frozen=True, slots=True)
class RequestReport:
    """How many of the last whole months, in which currency, and in which language."""

    months: int
    currency: Currency
    language: ReportLanguage


async def request_report(uow: UnitOfWork, clock: Clock, most_a_day: int, command: RequestReport) -> IncomeReportRow:
    """Record a report and the job that makes it. One at a time.

    Raises InvalidReportPeriodError, NothingToReportError, ReportRunningError, TooManyReportsError.
    """
    if command.months not in PERIODS:
        raise InvalidReportPeriodError("A report is over 6, 12 or 24 months.", field="months")
    await _check_books(uow, command.currency)
    await _check_number(uow, clock, most_a_day)
    report_id, (starts_on, ends_on) = new_id(), period_before(today(clock), command.months)
    place = f"people/{uow.person}/reports/{report_id}"
    row = IncomeReportRow(
        id=report_id,
        user_id=uow.person,
        months=command.months,
        starts_on=starts_on,
        ends_on=ends_on,
        currency=command.currency.code,
        language=command.language,
        code=new_code(),
        storage_key=f"{place}.pdf",
        workbook_storage_key=f"{place}.xlsx",
        created_at=clock.now(),
    )
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
            await uow.session.flush()
    except IntegrityError:
        raise ReportRunningError("A report is being made already.") from None
    row.job_id = await enqueue(uow, MakeReport(report_id=report_id))
    details = {"months": command.months, "currency": command.currency.code}
    uow.record(KeyAction(uow.person, "report.requested", "income_report", report_id, uow.person, details))
    await uow.session.flush()
    return row


def new_code() -> str:
    """What the paper shows: nobody guesses one."""
    return "".join(entropy.choice(_ALPHABET) for _ in range(_LETTERS))


async def _check_books(uow: UnitOfWork, currency: Currency) -> None:
    accounts = exists().where(AccountRow.user_id == uow.person, AccountRow.currency == currency.code)
    if not (await uow.session.execute(select(accounts))).scalar_one():
        raise NothingToReportError(f"There is no account in {currency}.", field="currency")


async def _check_number(uow: UnitOfWork, clock: Clock, most_a_day: int) -> None:
    made = select(func.count()).where(
        IncomeReportRow.user_id == uow.person, IncomeReportRow.created_at > clock.now() - DAY
    )
    if (await uow.session.execute(made)).scalar_one() >= most_a_day:
        raise TooManyReportsError(f"At most {most_a_day} reports a day.")
