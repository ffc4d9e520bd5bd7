"""Publishing jobs through Celery."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from celery import Celery
from kombu.exceptions import OperationalError

from core.adapters.queue.celery_app import RUN_JOB, queue_of
from core.ports.job_queue import QueueUnavailableError

TIMEOUT_SECONDS = 5
THREADS = 4
"""Of the queue's own: a broker that hangs must not take the threads that everything else of the process uses."""


class CeleryQueue:
    """Sends a job's id as a Celery message. Blocking I/O runs in a thread, bounded in time."""

    def __init__(self, app: Celery) -> None:
        self._app = app
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="queue")

    async def publish(self, job_id: UUID, name: str) -> None:
        """Send one message. No retry here: the relay is the retry. Raises QueueUnavailableError."""
        await self._bounded(self._send, str(job_id), queue_of(name))

    async def ready(self) -> None:
        """Return when the broker answers, or raise QueueUnavailableError."""
        await self._bounded(self._ping)

    async def _bounded(self, call: Callable[..., None], *args: str) -> None:
        context = contextvars.copy_context()  # the span that the message's own span hangs below
        work = asyncio.get_running_loop().run_in_executor(self._threads, lambda: context.run(call, *args))
        try:
            await asyncio.wait_for(work, TIMEOUT_SECONDS)
        except (OperationalError, OSError, TimeoutError, ConnectionError) as error:
            raise QueueUnavailableError("The queue does not answer.") from error

    def _send(self, job_id: str, queue: str) -> None:
        self._app.send_task(RUN_JOB, args=[job_id], queue=queue, retry=False)

    def _ping(self) -> None:
        with self._app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=TIMEOUT_SECONDS)
