"""The relay's process, and the scheduler's: small loops around the jobs table."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import structlog

from core.adapters.telemetry import start_telemetry, watch_platform
from core.adapters.wiring import Platform, build_platform
from core.db.database import DatabaseUnavailableError
from core.jobs.relay import relay_once
from core.settings import Settings
from workers.schedule import enqueue_after_upgrade, enqueue_due, enqueue_due_reads

log = structlog.get_logger()
SCHEDULER_INTERVAL_SECONDS = 20
PAUSE_AFTER_ERROR_SECONDS = 1.0


async def run_relay(settings: Settings) -> None:
    """Publish due jobs until told to stop."""

    async def step(platform: Platform) -> None:
        await relay_once(platform.database, platform.queue, settings.jobs)

    await _loop(settings, "relay", settings.jobs.relay_interval_seconds, step)


async def run_scheduler(settings: Settings) -> None:
    """Enqueue scheduled jobs until told to stop."""
    from ml.embeddings.hashed import VERSION  # noqa: PLC0415 the relay's process needs no model

    async def step(platform: Platform) -> None:
        await enqueue_after_upgrade(platform.database, VERSION)
        await enqueue_due(platform.database, platform.clock.now())
        await enqueue_due_reads(platform.database, platform.clock.now())

    await _loop(settings, "scheduler", SCHEDULER_INTERVAL_SECONDS, step)


async def _loop(
    settings: Settings, process: str, interval_seconds: float, step: Callable[[Platform], Awaitable[None]]
) -> None:
    telemetry = start_telemetry(settings, process=process)
    platform = build_platform(settings, process=process)
    watch_platform(platform)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    log.info("loop_started", interval_seconds=interval_seconds)
    while not stopped.is_set():
        pause = interval_seconds
        try:
            await step(platform)
        except DatabaseUnavailableError:
            log.warning("loop_waits_for_database")
            pause = max(pause, PAUSE_AFTER_ERROR_SECONDS)
        except Exception:  # the loop must outlive whatever one round meets
            log.exception("loop_round_failed")
            pause = max(pause, PAUSE_AFTER_ERROR_SECONDS)
        try:
            await asyncio.wait_for(stopped.wait(), pause)
        except TimeoutError:
            continue
    await platform.close()
    telemetry.flush()
