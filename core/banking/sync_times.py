"""When a connection is read by the clock: evenly over the day, each at a time of its own."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

DAY = timedelta(days=1)


def next_sync_at(connection_id: UUID, reads_per_day: int, now: datetime) -> datetime | None:
    """The connection's next turn after `now`; None where the bank allows no reads that nobody asked for.

    A day has `reads_per_day` slots of equal length. The place within its slots is the connection's own, the same each
    time, so that a bank does not meet everybody at once.
    """
    if reads_per_day < 1:
        return None
    slot = -(-int(DAY.total_seconds()) // reads_per_day)  # rounded up: never one turn more than the bank allows
    digest = hashlib.sha256(connection_id.bytes).digest()
    offset = int.from_bytes(digest[:8], "big") % slot
    since = int(now.timestamp()) - offset
    return datetime.fromtimestamp((since // slot + 1) * slot + offset, UTC)
