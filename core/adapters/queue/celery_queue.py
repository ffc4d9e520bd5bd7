"""Publishing jobs through Celery."""

import asyncio
import contextvars
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from celery import Celery
from kombu.exceptions import OperationalError

from core.adapters.pause import Pause
from core.adapters.queue.celery_app import RUN_JOB, queue_of
from core.ports.job_queue import QueueUnavailableError

TIMEOUT_SECONDS = 2
SLOW_SECONDS = 1
THREADS = 4
"""Of the queue's own: a broker that hangs must not take the threads that everything else of the process uses."""


class CeleryQueue:
    """Sends a job's id as a Celery message. Blocking I/O runs in a thread, bounded in time."""

    def __init__(self, app: Celery) -> None:
        self._app = app
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="queue")
        self._pause = Pause(SLOW_SECONDS)

    async def publish(self, job_id: UUID, name: str) -> None:
        """Send one message. No retry here: the relay is the retry. Raises QueueUnavailableError.

        While the broker hangs only one caller in a few seconds pays the timeout: all others are told at once.
        """
        if not self._pause.may_ask():
            raise QueueUnavailableError("The queue did not answer a moment ago.")
        await self._bounded(self._send, str(job_id), queue_of(name))

    async def ready(self) -> None:
        """Return when the broker answers, or raise QueueUnavailableError."""
        await self._bounded(self._ping)

    async def _bounded(self, call: Callable[..., None], *args: str) -> None:
        context = contextvars.copy_context()  # the span that the message's own span hangs below
        work = asyncio.get_running_loop().run_in_executor(self._threads, lambda: context.run(call, *args))
        began = time.monotonic()
        try:
            await asyncio.wait_for(work, TIMEOUT_SECONDS)
        except (OperationalError, OSError) as error:
            self._pause.failed(began)
            raise QueueUnavailableError("The queue does not answer.") from error
        self._pause.succeeded()

    def _send(self, job_id: str, queue: str) -> None:
        self._app.send_task(RUN_JOB, args=[job_id], queue=queue, retry=False)

    def _ping(self) -> None:
        with self._app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=TIMEOUT_SECONDS)
