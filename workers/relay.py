"""The relay's process, and the scheduler's: small loops around the jobs table."""

import asyncio
import signal
from collections.abc import Awaitable, Sequence
from typing import Protocol

import structlog

from core.adapters.telemetry import start_telemetry, watch_platform
from core.adapters.wiring import Platform, build_platform
from core.audit.seal_history import seal_waiting
from core.db.errors import DatabaseUnavailableError
from core.jobs.relay import relay_once
from core.settings import Settings
from workers.schedule import enqueue_after_upgrade, enqueue_due, enqueue_due_reads, enqueue_sealing

log = structlog.get_logger()
SCHEDULER_INTERVAL_SECONDS = 20
PAUSE_AFTER_ERROR_SECONDS = 1.0


class Chore(Protocol):
    """What a loop does in each round."""

    __name__: str

    def __call__(self, platform: Platform, /) -> Awaitable[None]:
        """Do it once."""
        ...


async def run_relay(settings: Settings) -> None:
    """Publish due jobs, and seal histories, until told to stop."""

    async def relay(platform: Platform) -> None:
        await relay_once(platform.database, platform.queue, settings.jobs)

    async def seal(platform: Platform) -> None:
        await seal_waiting(platform.database)

    await _loop(settings, "relay", settings.jobs.relay_interval_seconds, [relay, seal])


async def run_scheduler(settings: Settings) -> None:
    """Enqueue scheduled jobs until told to stop."""
    from ml.embeddings.load_embedder import embedder_version  # noqa: PLC0415 the relay's process needs no model

    embedder = embedder_version(settings.onnx_embedder)

    async def index_again(platform: Platform) -> None:
        await enqueue_after_upgrade(platform.database, embedder)

    async def seal_again(platform: Platform) -> None:
        await enqueue_sealing(platform.database)

    async def by_the_clock(platform: Platform) -> None:
        await enqueue_due(platform.database, platform.clock.now())

    async def read_banks(platform: Platform) -> None:
        await enqueue_due_reads(platform.database, platform.clock.now())

    chores = [index_again, seal_again, by_the_clock, read_banks]
    await _loop(settings, "scheduler", SCHEDULER_INTERVAL_SECONDS, chores)


async def _loop(settings: Settings, process: str, interval_seconds: float, chores: Sequence[Chore]) -> None:
    telemetry = start_telemetry(settings, process=process)
    platform = build_platform(settings, process=process)
    watch_platform(platform)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    log.info("loop_started", interval_seconds=interval_seconds)
    while not stopped.is_set():
        done = [await _did(chore, platform) for chore in chores]
        pause = interval_seconds if all(done) else max(interval_seconds, PAUSE_AFTER_ERROR_SECONDS)
        try:
            await asyncio.wait_for(stopped.wait(), pause)
        except TimeoutError:
            continue
    await platform.close()
    telemetry.flush()


async def _did(chore: Chore, platform: Platform) -> bool:
    """Whether a chore was done. The loop outlives whatever it meets, and so do the other chores."""
    try:
        await chore(platform)
    except DatabaseUnavailableError:
        log.warning("loop_waits_for_database", chore=chore.__name__)
        return False
    except Exception:
        log.exception("loop_chore_failed", chore=chore.__name__)
        return False
    return True
