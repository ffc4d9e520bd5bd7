"""Publishing jobs through Celery."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from celery import Celery
from kombu.exceptions import OperationalError

from core.adapters.queue.celery_app import RUN_JOB, queue_of
from core.ports.job_queue import QueueUnavailableError

TIMEOUT_SECONDS = 5


class CeleryQueue:
    """Sends a job's id as a Celery message. Blocking I/O runs in a thread, bounded in time."""

    def __init__(self, app: Celery) -> None:
        self._app = app

    async def publish(self, job_id: UUID, name: str) -> None:
        """Send one message. No retry here: the relay is the retry. Raises QueueUnavailableError."""
        await self._bounded(self._send, str(job_id), queue_of(name))

    async def ready(self) -> None:
        """Return when the broker answers, or raise QueueUnavailableError."""
        await self._bounded(self._ping)

    async def _bounded(self, call: Callable[..., None], *args: str) -> None:
        try:
            await asyncio.wait_for(asyncio.to_thread(call, *args), TIMEOUT_SECONDS)
        except (OperationalError, OSError, TimeoutError, ConnectionError) as error:
            raise QueueUnavailableError("The queue does not answer.") from error

    def _send(self, job_id: str, queue: str) -> None:
        self._app.send_task(RUN_JOB, args=[job_id], queue=queue, retry=False)

    def _ping(self) -> None:
        with self._app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=TIMEOUT_SECONDS)
