"""What can be refused about income reports."""

from core.errors import DomainError


class InvalidReportPeriodError(DomainError):
    """A report over another number of months than lenders ask for."""

    code = "INVALID_REPORT_PERIOD"


class NothingToReportError(DomainError):
    """No account in the currency of the report: there is nothing that it could rest on."""

    code = "NOTHING_TO_REPORT"


class ReportRunningError(DomainError):
    """A report is being made already."""

    code = "REPORT_RUNNING"


class TooManyReportsError(DomainError):
    """More reports a day than are made."""

    code = "TOO_MANY_REPORTS"


class ReportEndedError(DomainError):
    """A report that was revoked, has failed or whose time is up can't be revoked."""

    code = "REPORT_ENDED"
