"""The jobs of this domain."""

from typing import ClassVar

from core.errors import DomainError
from core.jobs.message import JobMessage


class VerifyHistories(JobMessage):
    """Check every person's hash chain."""

    name: ClassVar[str] = "audit.verify_histories"
    max_attempts: ClassVar[int] = 2


class HistoryBrokenError(DomainError):
    """A history is not what was written. The job dies with it, so that the operator sees it."""

    code = "HISTORY_BROKEN"
