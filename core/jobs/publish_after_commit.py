"""What is told after a commit: freshly committed jobs to the queue, and changes to whoever watches.

A job that is not published here, the relay publishes; a change that is not announced is found at the next look.
"""

import asyncio

import structlog

from core.db.uow import AfterHook
from core.db.work_record import WorkRecord
from core.ports.events import EventBus
from core.ports.job_queue import JobQueue, QueueUnavailableError

log = structlog.get_logger()


def publisher(queue: JobQueue) -> AfterHook:
    """The hook that runs after each commit."""

    async def publish(work: WorkRecord) -> None:
        if not work.published:
            return
        try:
            await asyncio.gather(*(queue.publish(job_id, name) for job_id, name in work.published))
        except QueueUnavailableError:
            log.warning("publish_left_to_relay", jobs=len(work.published))

    return publish


def announcer(events: EventBus) -> AfterHook:
    """The hook that tells open subscriptions after each commit."""

    async def announce(work: WorkRecord) -> None:
        if work.announced:
            await asyncio.gather(*(events.publish(user_id, topic) for user_id, topic in sorted(work.announced)))

    return announce
