"""What is new goes into the books; what was known is remembered as seen here too."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import text

from core.accounts.merging.scope import Scope
from core.accounts.merging.source import Source
from core.db.driver import LONG_TIMEOUT, driver_of
from core.ports.categoriser import DecidedBy

NEAR: Final = timedelta(days=3)
"""How far apart two sources may date one payment."""
_INSERT: Final = """
INSERT INTO transactions (
    id, user_id, account_id, booked_on, value_on, amount_minor, currency, original_amount_minor, original_currency,
    description, merchant_key, counterparty, counterparty_account, mcc, status, source, source_id, told_at, bank_id,
    fingerprint, occurrence, decided_by)
SELECT s.id, $1, $2, s.booked_on, s.value_on, s.amount_minor, $3, s.original_amount_minor, s.original_currency,
    s.description, s.merchant_key, s.counterparty, s.counterparty_account, s.mcc, s.status, $4, $5, $6, s.bank_id,
    s.fingerprint, coalesce(k.next, 0) + row_number() OVER (PARTITION BY s.fingerprint ORDER BY s.n) - 1, $7
FROM fresh_lines f JOIN staged_lines s USING (n)
LEFT JOIN (SELECT fingerprint, max(occurrence) + 1 AS next FROM transactions
           WHERE user_id = $1 AND account_id = $2 AND fingerprint IN (SELECT fingerprint FROM staged_lines)
           GROUP BY fingerprint) k USING (fingerprint)
ORDER BY s.n
"""
_SEEN: Final = """
INSERT INTO transaction_sightings (user_id, transaction_id, source_id, source)
SELECT $1, t.id, $3, $4 FROM (SELECT fingerprint, count(*) AS lines FROM staged_lines GROUP BY fingerprint) s
JOIN transactions t ON t.user_id = $1 AND t.account_id = $2 AND t.fingerprint = s.fingerprint
    AND t.occurrence < s.lines WHERE t.source_id IS DISTINCT FROM $3
UNION
SELECT $1, t.id, $3, $4 FROM staged_lines s JOIN transactions t
ON t.user_id = $1 AND t.account_id = $2 AND t.bank_id = s.bank_id WHERE t.source_id IS DISTINCT FROM $3
ON CONFLICT DO NOTHING
"""
_SUGGEST: Final = """
INSERT INTO transaction_links (id, user_id, kind, from_id, to_id, status, score)
SELECT gen_random_uuid(), $1, 'duplicate', best.from_id, best.to_id, 'suggested', best.score FROM (
    SELECT DISTINCT ON (s.id) t.id AS from_id, s.id AS to_id, 0.9 - 0.1 * abs(days) AS score
    FROM fresh_lines f JOIN staged_lines s USING (n) CROSS JOIN generate_series(-$4::int, $4::int) AS days
    JOIN transactions t ON t.user_id = $1 AND t.account_id = $2 AND t.amount_minor = s.amount_minor
        AND t.booked_on = s.booked_on + days AND t.source_id IS DISTINCT FROM $3 AND t.deleted_at IS NULL
        AND t.fingerprint <> s.fingerprint
    WHERE NOT EXISTS (SELECT FROM transaction_sightings g
                      WHERE g.user_id = $1 AND g.transaction_id = t.id AND g.source_id = $3)
    ORDER BY s.id, abs(days), t.id
) best ORDER BY best.score DESC, best.to_id LIMIT $5
ON CONFLICT DO NOTHING
"""
_SETTLE: Final = """
INSERT INTO transaction_links (id, user_id, kind, from_id, to_id, status, score)
SELECT gen_random_uuid(), $1, 'settlement', best.from_id, best.to_id, 'suggested', best.score FROM (
    SELECT DISTINCT ON (t.id) t.id AS from_id, s.id AS to_id,
           0.9 - abs(s.amount_minor - t.amount_minor)::numeric / abs(t.amount_minor) AS score
    FROM transactions t JOIN fresh_lines f ON true JOIN staged_lines s USING (n)
    WHERE t.user_id = $1 AND t.account_id = $2 AND t.status = 'pending' AND t.deleted_at IS NULL
    AND s.status = 'booked' AND s.merchant_key = t.merchant_key AND t.amount_minor <> 0
    AND s.amount_minor / t.amount_minor::numeric BETWEEN 1 - $4::numeric AND 1 + $4::numeric
    AND s.booked_on BETWEEN t.booked_on AND t.booked_on + $3::int
    AND NOT EXISTS (SELECT FROM staged_lines told
                    WHERE told.bank_id = t.bank_id OR (t.bank_id IS NULL AND told.fingerprint = t.fingerprint))
    ORDER BY t.id, abs(s.amount_minor - t.amount_minor), s.booked_on, s.id
) best ORDER BY best.from_id LIMIT $5
ON CONFLICT DO NOTHING
"""
_WAITS: Final = text("""
SELECT EXISTS (SELECT FROM transactions
               WHERE user_id = :user_id AND account_id = :account_id AND status = 'pending')
""")
_OTHERS: Final = text("""
SELECT EXISTS (SELECT FROM transactions WHERE user_id = :user_id AND account_id = :account_id
               AND source_id IS DISTINCT FROM :source_id)
""")
SETTLED_WITHIN: Final = timedelta(days=10)
SETTLED_APART: Final = Decimal("0.3")
"""Share by which a settled amount may differ from the held one: a tip, a deposit's remainder, a rate of exchange."""
MOST_SUGGESTIONS: Final = 1000
"""More than a person would look through: then the two sources word everything differently."""


async def mark_seen(scope: Scope, source: Source) -> None:
    """Add this source to the provenance of the movements it tells of and that another told of first."""
    driver = await driver_of(scope.session)
    values = (scope.user_id, scope.account_id, source.id, source.kind.value)
    await driver.execute(_SEEN, *values, timeout=LONG_TIMEOUT)


async def add_fresh_lines(scope: Scope, source: Source) -> int:
    """Insert `fresh_lines` and return how many they were."""
    driver = await driver_of(scope.session)
    tag = await driver.execute(
        _INSERT,
        scope.user_id,
        scope.account_id,
        scope.currency,
        source.kind.value,
        source.id,
        source.told_at,
        DecidedBy.NONE.value,
        timeout=LONG_TIMEOUT,
    )
    return _affected(tag)


async def suggest_duplicates(scope: Scope, source: Source) -> int:
    """Suggest to the person that fresh movements may be known ones in other words. Returns how many are suspicious."""
    if not (await scope.session.execute(_OTHERS, scope.values | {"source_id": source.id})).scalar_one():
        return 0
    driver = await driver_of(scope.session)
    values = (scope.user_id, scope.account_id, source.id, NEAR.days, MOST_SUGGESTIONS)
    return _affected(await driver.execute(_SUGGEST, *values, timeout=LONG_TIMEOUT))


async def suggest_settlements(scope: Scope) -> int:
    """Suggest that fresh booked movements settle pending ones at another amount, or under another id of the bank's.

    Same merchant, within ten days, a share of the amount apart at most, and the source tells of the pending one no
    more. Returns how many are suspicious.
    """
    if not (await scope.session.execute(_WAITS, scope.values)).scalar_one():
        return 0
    driver = await driver_of(scope.session)
    values = (scope.user_id, scope.account_id, SETTLED_WITHIN.days, SETTLED_APART, MOST_SUGGESTIONS)
    return _affected(await driver.execute(_SETTLE, *values, timeout=LONG_TIMEOUT))


def _affected(tag: str) -> int:
    """The number of rows in a command tag such as `INSERT 0 5`."""
    return int(tag.rpartition(" ")[2])
