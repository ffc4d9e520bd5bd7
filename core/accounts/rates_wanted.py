"""Which days of which currencies a publisher of rates is asked for."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import text

from core.db.database import ReadSession
from core.ports.rate_feed import RatePublisher

_WANTED: Final = text("""
SELECT wanted.currency, max(known.day) AS last_day FROM (
    SELECT currency FROM accounts UNION SELECT base_currency FROM users
    UNION SELECT currency FROM exchange_rates WHERE publisher = :publisher
) wanted LEFT JOIN exchange_rates known ON known.currency = wanted.currency AND known.publisher = :publisher
GROUP BY wanted.currency
""")


async def rates_wanted(read: ReadSession, publisher: RatePublisher, first: date) -> Mapping[str, date]:
    """Each currency that somebody has and from which day on: the last one known, which may be corrected, or `first`."""
    rows = await read.session.execute(_WANTED, {"publisher": publisher.value})
    return {row.currency: max(row.last_day or first, first) for row in rows}
