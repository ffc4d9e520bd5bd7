"""Keeping deliveries under way, bounded, so that a slow endpoint holds up nobody else."""

import asyncio
import time
from contextlib import suppress

import structlog

from core.db.errors import DatabaseUnavailableError
from core.webhooks.claim_deliveries import Claimed, claim_deliveries
from core.webhooks.deliver import Courier
from core.webhooks.end_app_webhooks import end_app_webhooks
from core.webhooks.measure_backlog import backlog_ages
from core.webhooks.models import DisabledReason
from core.webhooks.spread_events import BATCH, spread_events

log = structlog.get_logger()
MOST_SPREADS = 10
"""Batches of events a round."""
APPS_SECONDS = 5.0
"""How often endpoints are looked for whose apps were shut out: within so long a token ends too."""
BACKLOG_SECONDS = 15.0
"""As often as metrics are exported: looking costs as much as claiming."""


class DeliveryRounds:
    """The deliveries of one process.

    Each endpoint has its few places, and endpoints that fail have half of all together: however many hang until their
    time is up, the other half is free for those that answer.
    """

    def __init__(self, courier: Courier) -> None:
        self._courier = courier
        self._under_way: dict[asyncio.Task[None], bool] = {}
        self._apps_looked_at = -APPS_SECONDS
        self._measured_at = -BACKLOG_SECONDS

    async def round(self) -> int:
        """Spread what happened, begin what is due and there is room for. Returns how many were begun.

        It waits for none of them.
        """
        await self._end_of_apps()
        for _ in range(MOST_SPREADS):
            if await spread_events(self._courier.database) < BATCH:
                break
        settings = self._courier.settings
        begun = 0
        for is_failing in (False, True):
            room = settings.concurrency - len(self._under_way)
            if is_failing:
                room = min(room, settings.concurrency // 2 - sum(self._under_way.values()))
            claimed = await claim_deliveries(self._courier.database, settings, room, is_failing=is_failing)
            for one in claimed:
                task = asyncio.create_task(self._deliver(one))
                self._under_way[task] = is_failing
                task.add_done_callback(self._forget)
            begun += len(claimed)
        await self._measure()
        return begun

    async def rest(self, seconds: float) -> None:
        """Wait so long, or until a delivery ends, which makes room for the next."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(seconds)

    async def drain(self) -> None:
        """Wait for what is under way, which its own times bound."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def stop(self, within_seconds: float) -> None:
        """Let what is under way end, and break off the rest: its leases lapse, and it is sent again."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_seconds):
                await self.drain()
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _end_of_apps(self) -> None:
        """Now and then disable what apps keep who may not any more."""
        if time.monotonic() - self._apps_looked_at >= APPS_SECONDS:
            self._apps_looked_at = time.monotonic()
            for _ in range(await end_app_webhooks(self._courier.database, self._courier.clock)):
                self._courier.measures.disabled(DisabledReason.APP_ENDED)

    async def _measure(self) -> None:
        """Tell now and then how old the oldest is of what is left, after all there was room for was taken."""
        if time.monotonic() - self._measured_at >= BACKLOG_SECONDS:
            self._measured_at = time.monotonic()
            self._courier.measures.backlog(await backlog_ages(self._courier.database, self._courier.settings))

    async def _deliver(self, claimed: Claimed) -> None:
        try:
            await self._courier.deliver(claimed)
        except DatabaseUnavailableError:
            log.warning("webhook_left_to_lease", delivery_id=str(claimed.id))
        except Exception:  # one delivery's trouble is no other's; its lease lapses and it is tried again
            log.exception("webhook_attempt_failed", delivery_id=str(claimed.id))

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._under_way.pop(task, None)
