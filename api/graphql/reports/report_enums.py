"""Enums of income reports, each member in words."""

from enum import Enum
from typing import Final

from api.graphql.declare.shown_enum import show_enum
from core.reports.models import ReportLanguage, ReportStatus


class ReportPeriod(Enum):
    """How many months a report is over."""

    SIX_MONTHS = 6
    TWELVE_MONTHS = 12
    TWENTY_FOUR_MONTHS = 24


PERIOD_OF: Final = {period.value: period for period in ReportPeriod}

show_enum(
    ReportStatus,
    "Where an income report stands.",
    {
        ReportStatus.RUNNING: "It is being made: watch its job.",
        ReportStatus.READY: "It can be downloaded, and checked by whoever holds it.",
        ReportStatus.FAILED: "It failed: ask for another.",
        ReportStatus.REVOKED: "It was taken back: nobody can check it any more, and its files are gone.",
        ReportStatus.EXPIRED: "Its time is up: nobody can check it any more, and its files are gone.",
    },
    name="IncomeReportStatus",
)
show_enum(
    ReportLanguage,
    "What an income report is written in.",
    {ReportLanguage.RUSSIAN: "Russian.", ReportLanguage.ENGLISH: "English."},
    name="IncomeReportLanguage",
)
show_enum(
    ReportPeriod,
    "Over how many whole months an income report is, up to the last one that is over.",
    {
        ReportPeriod.SIX_MONTHS: "Half a year.",
        ReportPeriod.TWELVE_MONTHS: "A year.",
        ReportPeriod.TWENTY_FOUR_MONTHS: "Two years.",
    },
    name="IncomeReportPeriod",
)
