"""Carrying freshly committed jobs to the queue at once. What fails here, the relay does."""

import asyncio

import structlog

from core.db.uow import Hook, UnitOfWork
from core.ports.job_queue import JobQueue, QueueUnavailableError

log = structlog.get_logger()


def publisher(queue: JobQueue) -> Hook:
    """The hook that runs after each commit."""

    async def publish(uow: UnitOfWork) -> None:
        if not uow.published:
            return
        try:
            await asyncio.gather(*(queue.publish(job_id, name) for job_id, name in uow.published))
        except QueueUnavailableError:
            log.warning("publish_left_to_relay", jobs=len(uow.published))

    return publish
