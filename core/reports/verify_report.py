"""What anybody learns who holds the paper: that a report of this digest was made, when, and its totals."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from core.clock import Clock
from core.db.database import ReadSession
from core.errors import NotFoundError
from core.identity.models import UserRow, UserStatus
from core.reports.figures import ReportFigures, Totals
from core.reports.models import IncomeReportRow, ReportStatus

LONGEST_CODE: Final = 64


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """Of a report: SHA-256 of its PDF in hex, the day it was made, and its totals, which are of a period."""

    digest: str
    made_on: date
    starts_on: date
    ends_on: date
    currency: str
    totals: Totals


async def verify_report(read: ReadSession, clock: Clock, code: str) -> CheckedReport:
    """The report of a code. Needs the system role: who asks is known by the code alone.

    Raises NotFoundError, the same for a code that was never given, one that was revoked, and one whose time is up.
    """
    found = await read.session.execute(
        select(IncomeReportRow)
        .join(UserRow, UserRow.id == IncomeReportRow.user_id)
        .where(
            IncomeReportRow.code == plain_code(code),
            IncomeReportRow.status == ReportStatus.READY,
            IncomeReportRow.expires_at > clock.now(),
            UserRow.status == UserStatus.ACTIVE,
        )
    )
    row = found.scalar_one_or_none()
    if row is None or row.digest is None or row.made_at is None or row.figures is None:
        raise NotFoundError("There is no such report.")
    totals = ReportFigures.model_validate(row.figures).totals
    return CheckedReport(row.digest, row.made_at.date(), row.starts_on, row.ends_on, row.currency, totals)


def plain_code(typed: str) -> str:
    """A code as it was given out, whatever way it was typed off the paper."""
    kept = "".join(
        character for character in typed[:LONGEST_CODE].upper() if character.isalnum() and character.isascii()
    )
    return kept.replace("O", "0").replace("I", "1").replace("L", "1")


def spaced_code(code: str) -> str:
    """A code in groups of four, as the paper shows it."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
