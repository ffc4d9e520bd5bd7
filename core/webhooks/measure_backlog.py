from typing import Final

from sqlalchemy import text

from core.db.database import Database
from core.settings import WebhookSettings
from core.webhooks.measure_deliveries import Waiting

_OLDEST: Final = text("""
SELECT :spreading AS waiting, extract(epoch FROM now() - min(created_at)) AS seconds
FROM webhook_events WHERE spread_at IS NULL
UNION ALL
SELECT CASE WHEN w.failing_since IS NULL THEN :delivering ELSE :failing END,
    extract(epoch FROM now() - min(due.next_attempt_at))
FROM webhooks w JOIN users u ON u.id = w.user_id CROSS JOIN LATERAL (
    SELECT d.next_attempt_at FROM webhook_deliveries d
    WHERE d.user_id = w.user_id AND d.webhook_id = w.id AND d.state = 'pending' AND d.next_attempt_at <= now()
    AND (d.lease_until IS NULL OR d.lease_until < now())
    ORDER BY d.next_attempt_at LIMIT 1
) due
WHERE w.status = 'active' AND u.status = 'active' AND (
    SELECT count(*) FROM webhook_deliveries h WHERE h.user_id = w.user_id AND h.webhook_id = w.id
    AND h.state = 'pending' AND h.lease_until >= now()
) < CASE WHEN w.failing_since IS NULL THEN CAST(:each AS int) ELSE 1 END
GROUP BY 1
""")
"""An endpoint all of whose places are taken waits for itself, however slow it is: that is no backlog of ours."""


async def backlog_ages(database: Database, settings: WebhookSettings) -> dict[Waiting, float]:
    """For how many seconds the oldest has been due that nobody has taken; what is missing has nothing that waits."""
    values = {
        "spreading": Waiting.SPREADING.value,
        "delivering": Waiting.DELIVERING.value,
        "failing": Waiting.FAILING.value,
        "each": settings.per_endpoint,
    }
    async with database.read_system() as read:
        rows = (await read.session.execute(_OLDEST, values)).all()
    return {Waiting(row.waiting): float(row.seconds) for row in rows if row.seconds is not None}
