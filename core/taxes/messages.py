"""The jobs of this domain."""

from datetime import date
from typing import ClassVar

from core.jobs.message import JobMessage


class RemindOfDeadlines(JobMessage):
    """Look for people who have a tax deadline near."""

    name: ClassVar[str] = "taxes.remind_of_deadlines"


class SendTaxReminder(JobMessage):
    """Tell a person of the tax deadlines that are near on a day."""

    name: ClassVar[str] = "taxes.send_reminder"
    max_attempts: ClassVar[int] = 8
    day: date
