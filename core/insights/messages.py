"""The jobs of this domain."""

from typing import ClassVar

from core.jobs.message import JobMessage


class FindInsights(JobMessage):
    """Look through a person's books for what they would want to be told."""

    name: ClassVar[str] = "insights.find_insights"
    max_attempts: ClassVar[int] = 3


class WatchBooks(JobMessage):
    """Have the books of everybody with accounts looked through today."""

    name: ClassVar[str] = "insights.watch_books"
