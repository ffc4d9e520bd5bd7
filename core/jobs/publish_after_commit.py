"""What is told after a commit: freshly committed jobs to the queue, and changes to whoever watches.

A job that is not published here, the relay publishes; a change that is not announced is found at the next look.
"""

import asyncio

import structlog

from core.db.uow import Hook, UnitOfWork
from core.ports.events import EventBus
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


def announcer(events: EventBus) -> Hook:
    """The hook that tells open subscriptions after each commit."""

    async def announce(uow: UnitOfWork) -> None:
        if uow.announced:
            await asyncio.gather(*(events.publish(user_id, topic) for user_id, topic in sorted(uow.announced)))

    return announce
