"""Forgetting what was delivered long ago, or waits for an endpoint that nobody switches on."""

from datetime import timedelta
from typing import Final

from sqlalchemy import text

from core.db.uow import UnitOfWork

BATCH: Final = 5000
_DELIVERIES: Final = text("""
DELETE FROM webhook_deliveries WHERE id IN (
    SELECT id FROM webhook_deliveries WHERE coalesce(ended_at, created_at) < now() - CAST(:kept AS interval)
    LIMIT :batch FOR UPDATE SKIP LOCKED
)
""")
_EVENTS: Final = text("""
DELETE FROM webhook_events WHERE id IN (
    SELECT e.id FROM webhook_events e WHERE e.spread_at < now() - CAST(:kept AS interval) AND NOT EXISTS (
        SELECT 1 FROM webhook_deliveries d WHERE d.user_id = e.user_id AND d.event_id = e.id
    ) LIMIT :batch FOR UPDATE SKIP LOCKED
)
""")


async def prune_webhooks(uow: UnitOfWork, kept_days: int) -> int:
    """Remove a batch of each, of everybody. Returns how many of the longer: as a batch, then more may wait."""
    values = {"kept": timedelta(days=kept_days), "batch": BATCH}
    counts = [await uow.session.execute(statement, values) for statement in (_DELIVERIES, _EVENTS)]
    return max(int(getattr(one, "rowcount", 0)) for one in counts)
