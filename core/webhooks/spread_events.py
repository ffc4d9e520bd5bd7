"""Making deliveries of events: one for each endpoint that listens."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from core.db.database import Database
from core.ids import new_id
from core.webhooks.models import WebhookDeliveryRow

BATCH: Final = 200
_TAKE: Final = text("""
WITH taken AS (
    UPDATE webhook_events SET spread_at = now() WHERE id IN (
        SELECT id FROM webhook_events WHERE spread_at IS NULL ORDER BY created_at LIMIT :batch FOR UPDATE SKIP LOCKED
    ) RETURNING id, user_id, kind
)
SELECT t.id AS event_id, t.user_id, t.kind, w.id AS webhook_id, (SELECT count(*) FROM taken) AS taken
FROM taken t LEFT JOIN LATERAL (
    SELECT id FROM webhooks WHERE user_id = t.user_id AND status = 'active' AND t.kind = ANY (kinds) FOR KEY SHARE
) w ON true
""")
"""An endpoint that is being deleted is waited for, and then not there."""


async def spread_events(database: Database) -> int:
    """Spread the oldest batch of events. Returns how many there were: as many as a batch, then more may wait.

    An event is spread and its deliveries are there, or neither. A test event's delivery is made with it, and nobody
    subscribes to those.
    """
    async with database.system_unit_of_work() as uow:
        found = (await uow.session.execute(_TAKE, {"batch": BATCH})).all()
        deliveries = [
            {
                "id": new_id(),
                "user_id": row.user_id,
                "webhook_id": row.webhook_id,
                "event_id": row.event_id,
                "kind": row.kind,
            }
            for row in found
            if row.webhook_id is not None
        ]
        if deliveries:
            await uow.session.execute(insert(WebhookDeliveryRow).values(deliveries).on_conflict_do_nothing())
    return int(found[0].taken) if found else 0
