"""What carries a job's id to a worker. It may lose or repeat messages: the jobs table is the truth."""

from typing import Protocol
from uuid import UUID

from core.errors import UnavailableError


class QueueUnavailableError(UnavailableError):
    """The broker did not take the message."""

    code = "QUEUE_UNAVAILABLE"


class JobQueue(Protocol):
    """The muscle of the job system."""

    async def publish(self, job_id: UUID, name: str) -> None:
        """Send a job's id to the queue its name is routed to, within a bounded time. Raises QueueUnavailableError."""
        ...

    async def ready(self) -> None:
        """Return when the broker answers, or raise QueueUnavailableError."""
        ...
