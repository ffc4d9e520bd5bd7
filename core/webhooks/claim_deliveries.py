"""Taking deliveries that are due, so that each endpoint has its share and no more."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text

from core.db.database import Database
from core.ids import new_id
from core.settings import WebhookSettings
from core.webhooks.event_kind import EventKind

_CLAIM: Final = text("""
WITH listening AS (
    SELECT w.id, w.user_id FROM webhooks w JOIN users u ON u.id = w.user_id
    WHERE w.status = 'active' AND u.status = 'active' AND (w.failing_since IS NOT NULL) = :failing
    AND EXISTS (
        SELECT 1 FROM webhook_deliveries d WHERE d.user_id = w.user_id AND d.webhook_id = w.id
        AND d.state = 'pending' AND d.next_attempt_at <= now() AND (d.lease_until IS NULL OR d.lease_until < now())
    )
    ORDER BY random() LIMIT :most FOR NO KEY UPDATE OF w SKIP LOCKED
), due AS (
    SELECT d.id FROM listening l CROSS JOIN LATERAL (
        SELECT o.id, o.next_attempt_at FROM webhook_deliveries o
        WHERE o.user_id = l.user_id AND o.webhook_id = l.id AND o.state = 'pending' AND o.next_attempt_at <= now()
        AND (o.lease_until IS NULL OR o.lease_until < now())
        ORDER BY o.next_attempt_at
        LIMIT greatest(0, :each - (
            SELECT count(*) FROM webhook_deliveries h WHERE h.user_id = l.user_id AND h.webhook_id = l.id
            AND h.state = 'pending' AND h.lease_until >= now()
        ))
    ) d ORDER BY d.next_attempt_at LIMIT :most
)
UPDATE webhook_deliveries d
SET lease_token = :token, lease_until = now() + CAST(:lease AS interval), attempts = attempts + 1
FROM due WHERE d.id = due.id RETURNING d.id, d.user_id, d.webhook_id, d.attempts, d.kind
""")
"""The endpoint's row is locked while its deliveries are counted and taken: two processes together keep to its share."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery under this process's lease. `token` is the fence."""

    id: UUID
    user_id: UUID
    webhook_id: UUID
    kind: EventKind
    token: UUID
    attempts: int
    """This one is among them."""
    is_failing: bool


async def claim_deliveries(
    database: Database, settings: WebhookSettings, most: int, *, is_failing: bool
) -> list[Claimed]:
    """Take up to `most` that are due, of endpoints that fail or of those that don't; the longest due first.

    Each counts as an attempt, also when whoever took it dies: a payload that kills comes to an end too.
    """
    if most <= 0:
        return []
    token = new_id()
    values = {
        "failing": is_failing,
        "most": most,
        "each": 1 if is_failing else settings.per_endpoint,
        "token": token,
        "lease": timedelta(seconds=settings.lease_seconds),
    }
    async with database.system_unit_of_work() as uow:
        rows = (await uow.session.execute(_CLAIM, values)).all()
    return [
        Claimed(row.id, row.user_id, row.webhook_id, EventKind(row.kind), token, row.attempts, is_failing)
        for row in rows
    ]
