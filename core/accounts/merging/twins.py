"""Lines without an id of their own space: twins are counted.

When a source tells of three identical lines and the books have two, one is new. A movement's earlier versions count as
places too, so that what was told before it changed does not come in again.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import text

from core.accounts.merging.aliases import Version
from core.accounts.merging.lent_ids import lend_ids
from core.accounts.merging.scope import Scope
from core.accounts.merging.source import Source
from core.accounts.merging.versions import take_version
from core.db.driver import LONG_TIMEOUT, driver_of

_FRESH_IDS: Final = """
INSERT INTO fresh_lines (n) SELECT s.n FROM staged_lines s
WHERE s.bank_id IS NOT NULL
AND NOT EXISTS (SELECT FROM transactions t
                WHERE t.user_id = $1 AND t.account_id = $2 AND t.bank_id = s.bank_id)
AND NOT EXISTS (SELECT FROM transaction_aliases l
                WHERE l.user_id = $1 AND l.account_id = $2 AND l.bank_id = s.bank_id)
"""
_FRESH_TWINS: Final = """
INSERT INTO fresh_lines (n) SELECT r.n FROM (
    SELECT n, fingerprint, status, bank_id,
           row_number() OVER (PARTITION BY fingerprint, status ORDER BY bank_id IS NULL, n) AS place,
           count(*) FILTER (WHERE status = 'booked') OVER (PARTITION BY fingerprint) AS told_booked,
           count(*) FILTER (WHERE status = 'pending') OVER (PARTITION BY fingerprint) AS told_pending
    FROM staged_lines) r
LEFT JOIN (SELECT fingerprint, count(*) FILTER (WHERE status = 'booked') AS booked,
                  count(*) FILTER (WHERE status = 'pending') AS pending FROM transactions
           WHERE user_id = $1 AND account_id = $2 AND fingerprint IN (SELECT fingerprint FROM staged_lines)
           GROUP BY fingerprint) k USING (fingerprint)
LEFT JOIN (SELECT fingerprint, count(*) FILTER (WHERE status = 'booked') AS booked,
                  count(*) FILTER (WHERE status = 'pending') AS pending FROM transaction_aliases l
           WHERE user_id = $1 AND account_id = $2 AND fingerprint IN (SELECT fingerprint FROM staged_lines)
           AND NOT EXISTS (SELECT FROM transactions t
                           WHERE t.user_id = $1 AND t.id = l.transaction_id AND t.fingerprint = l.fingerprint)
           GROUP BY fingerprint) l USING (fingerprint)
CROSS JOIN LATERAL (SELECT coalesce(k.booked, 0) + coalesce(l.booked, 0) AS booked, coalesce(k.pending, 0) AS pending,
                           coalesce(l.pending, 0) AS once_pending) known
WHERE r.bank_id IS NULL AND r.place > CASE r.status
    WHEN 'pending' THEN known.pending + known.once_pending + greatest(known.booked - r.told_booked, 0)
    ELSE known.booked + greatest(known.pending - greatest(r.told_pending - known.once_pending, 0), 0) END
"""
"""Like is counted with like first: a pending line is the pending row's, and what is left over may be the other's."""
_TOLD_WITHOUT_ID: Final = """
INSERT INTO transaction_aliases (id, user_id, account_id, transaction_id, status, fingerprint)
SELECT gen_random_uuid(), $1, $2, held.id, 'pending', held.fingerprint FROM (
    SELECT s.fingerprint, count(*) AS lines FROM staged_lines s
    WHERE s.bank_id IS NULL AND s.status = 'pending' AND NOT EXISTS (SELECT FROM fresh_lines f WHERE f.n = s.n)
    GROUP BY s.fingerprint
) told JOIN (
    SELECT t.id, t.fingerprint, t.has_sign, row_number() OVER (
        PARTITION BY t.fingerprint ORDER BY t.has_sign DESC, t.occurrence) AS place
    FROM (
        SELECT id, fingerprint, occurrence, bank_id IS NULL OR EXISTS (
            SELECT FROM transaction_aliases l WHERE l.user_id = $1 AND l.transaction_id = r.id
            AND l.fingerprint = r.fingerprint) AS has_sign
        FROM transactions r WHERE user_id = $1 AND account_id = $2 AND status = 'pending'
    ) t
) held USING (fingerprint) WHERE held.place <= told.lines AND NOT held.has_sign
RETURNING transaction_id
"""
"""A pending row that has an id, told of by a source without ids too: a pending alias of the row's own words says so."""
_BOOKED_NOW: Final = text("""
WITH told AS (
    SELECT s.fingerprint, count(*) AS lines, max(s.n) AS n FROM staged_lines s
    WHERE s.status = 'booked' AND NOT EXISTS (SELECT FROM fresh_lines f WHERE f.n = s.n) GROUP BY s.fingerprint
), held AS (
    SELECT fingerprint, count(*) FILTER (WHERE status = 'booked') AS booked FROM transactions
    WHERE user_id = :user_id AND account_id = :account_id AND fingerprint IN (
        SELECT fingerprint FROM transactions WHERE user_id = :user_id AND account_id = :account_id
        AND status = 'pending')
    GROUP BY fingerprint
), waiting AS (
    SELECT id, fingerprint, row_number() OVER (PARTITION BY fingerprint ORDER BY occurrence) AS place
    FROM transactions t WHERE user_id = :user_id AND account_id = :account_id AND status = 'pending'
    AND (bank_id IS NULL OR split_part(bank_id, '/', 1) <> :space)
    AND NOT EXISTS (SELECT FROM transaction_aliases l WHERE l.user_id = :user_id AND l.transaction_id = t.id
                    AND split_part(l.bank_id, '/', 1) = :space)
)
SELECT waiting.id, told.n, told.fingerprint FROM told JOIN held USING (fingerprint) JOIN waiting USING (fingerprint)
WHERE waiting.place <= told.lines - held.booked
""")


async def find_fresh_ids(scope: Scope) -> None:
    """Put the lines whose id the books don't know into `fresh_lines`."""
    driver = await driver_of(scope.session)
    await driver.execute(_FRESH_IDS, scope.user_id, scope.account_id, timeout=LONG_TIMEOUT)


async def find_fresh_twins(scope: Scope) -> None:
    """Put the lines without an id that exceed their known twins into `fresh_lines`."""
    driver = await driver_of(scope.session)
    await driver.execute(_FRESH_TWINS, scope.user_id, scope.account_id, timeout=LONG_TIMEOUT)


async def note_told_without_id(scope: Scope) -> list[UUID]:
    """Remember which pending movements are known to sources without ids: such a source may book them too.

    Returns those of which this was not known.
    """
    driver = await driver_of(scope.session)
    rows = await driver.fetch(_TOLD_WITHOUT_ID, scope.user_id, scope.account_id, timeout=LONG_TIMEOUT)
    return [row["transaction_id"] for row in rows]


async def book_waiting_twins(scope: Scope, source: Source) -> int:
    """Pending movements of which the source tells, in the same words, as booked. Returns how many changed."""
    changed = 0
    for row in (await scope.session.execute(_BOOKED_NOW, scope.values | {"space": source.space})).all():
        await lend_ids(scope, row.id)
        changed += await take_version(scope, row.id, row.n, Version(row.fingerprint, "booked"), source)
    return changed
