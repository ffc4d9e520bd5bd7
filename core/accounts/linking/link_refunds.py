"""Money back for a purchase: the refund is linked to it."""

from datetime import date
from typing import Final

from core.db.driver import LONG_TIMEOUT, driver_of
from core.db.uow import UnitOfWork

MOST_DAYS: Final = 120
"""How long after a purchase money comes back."""
WORDS: Final = "возврат|отмена|refund|reversal|chargeback|erstattung|gutschrift|remboursement"
MOST_LINKS: Final = 10_000
_LINK: Final = """
WITH refunds AS (
    SELECT t.id, t.account_id, t.booked_on, t.amount_minor, t.merchant_key, t.description ~* $2 AS says_so,
           btrim(regexp_replace(t.merchant_key, '\\m(' || $2 || ')\\M', '', 'g')) AS merchant
    FROM transactions t
    WHERE t.user_id = $1 AND t.amount_minor > 0 AND t.status = 'booked' AND t.deleted_at IS NULL
    AND t.booked_on >= $5
    AND NOT EXISTS (SELECT FROM transaction_links l WHERE l.user_id = $1 AND l.from_id = t.id
                    AND l.status IN ('automatic', 'confirmed'))
    AND NOT EXISTS (SELECT FROM transaction_links l WHERE l.user_id = $1 AND l.to_id = t.id
                    AND l.status IN ('automatic', 'confirmed'))
), pairs AS (
    SELECT p.id AS from_id, r.id AS to_id, r.booked_on - p.booked_on AS gap, r.says_so,
           p.amount_minor = -r.amount_minor AS is_whole
    FROM refunds r JOIN transactions p ON p.user_id = $1 AND p.account_id = r.account_id
    AND p.merchant_key IN (r.merchant_key, r.merchant) AND p.amount_minor < 0 AND p.amount_minor <= -r.amount_minor
    AND p.booked_on BETWEEN r.booked_on - $3::int AND r.booked_on
    WHERE p.status = 'booked' AND p.deleted_at IS NULL AND p.merchant_key <> ''
    AND (r.says_so OR p.amount_minor = -r.amount_minor)
    AND NOT EXISTS (SELECT FROM transaction_links l WHERE l.user_id = $1 AND l.kind = 'refund'
                    AND l.from_id = p.id AND (l.to_id = r.id OR l.status IN ('automatic', 'confirmed')))
), best AS (
    SELECT *, bool_or(is_whole) OVER (PARTITION BY to_id) AS any_whole FROM pairs
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY to_id) AS purchases, count(*) OVER (PARTITION BY from_id) AS refunds,
           row_number() OVER (PARTITION BY to_id ORDER BY gap, from_id) AS nearest
    FROM best WHERE is_whole = any_whole
)
INSERT INTO transaction_links (id, user_id, kind, from_id, to_id, status, score)
SELECT gen_random_uuid(), $1, 'refund', from_id, to_id,
       CASE WHEN purchases = 1 AND refunds = 1 AND is_whole THEN 'automatic' ELSE 'suggested' END,
       (CASE WHEN is_whole THEN 0.95 ELSE 0.7 END) / least(purchases, 9)
FROM counted WHERE nearest = 1 ORDER BY gap, from_id LIMIT $4
ON CONFLICT DO NOTHING
"""


async def link_refunds(uow: UnitOfWork, since: date) -> None:
    """Link each refund since a day to the one purchase it can be of; suggest the nearest where there are several."""
    driver = await driver_of(uow.session)
    await driver.execute(_LINK, uow.person, WORDS, MOST_DAYS, MOST_LINKS, since, timeout=LONG_TIMEOUT)
