"""Lines without an id of their own space: twins are counted.

When a source tells of three identical lines and the books have two, one is new. A movement's earlier versions count as
places too, so that what was told before it changed does not come in again.
"""

from typing import Final

from sqlalchemy import text

from core.accounts.merging.aliases import Version
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
INSERT INTO fresh_lines (n) SELECT r.n FROM (SELECT n, fingerprint, status, bank_id,
             row_number() OVER (PARTITION BY fingerprint ORDER BY bank_id IS NULL, status, n) AS place
      FROM staged_lines) r
LEFT JOIN (SELECT fingerprint, count(*) AS places FROM transactions
           WHERE user_id = $1 AND account_id = $2 AND fingerprint IN (SELECT fingerprint FROM staged_lines)
           GROUP BY fingerprint) k USING (fingerprint)
LEFT JOIN (SELECT fingerprint, count(*) FILTER (WHERE status = 'booked') AS booked, count(*) AS places
           FROM transaction_aliases
           WHERE user_id = $1 AND account_id = $2 AND fingerprint IN (SELECT fingerprint FROM staged_lines)
           GROUP BY fingerprint) l USING (fingerprint)
WHERE r.bank_id IS NULL
AND r.place > coalesce(k.places, 0) + coalesce(CASE r.status WHEN 'pending' THEN l.places ELSE l.booked END, 0)
"""
_ADOPT: Final = """
WITH lines AS (
    SELECT s.n, s.fingerprint, s.bank_id, s.status,
           row_number() OVER (PARTITION BY s.fingerprint ORDER BY s.status, s.bank_id) AS place
    FROM fresh_lines f JOIN staged_lines s USING (n)
), candidates AS (
    SELECT t.id, t.fingerprint, t.status, t.bank_id, t.occurrence, false AS is_alias FROM transactions t
    WHERE t.user_id = $1 AND t.account_id = $2 AND t.fingerprint IN (SELECT fingerprint FROM lines)
    UNION ALL
    SELECT t.id, l.fingerprint, l.status, t.bank_id, t.occurrence, true FROM transaction_aliases l
    JOIN transactions t ON t.user_id = $1 AND t.id = l.transaction_id
    WHERE l.user_id = $1 AND l.account_id = $2 AND l.fingerprint IN (SELECT fingerprint FROM lines)
), places AS (
    SELECT c.*, row_number() OVER (PARTITION BY c.fingerprint ORDER BY c.status, c.occurrence, c.id) AS place
    FROM candidates c
    WHERE (c.bank_id IS NULL OR split_part(c.bank_id, '/', 1) <> $3)
    AND NOT EXISTS (SELECT FROM transaction_aliases l WHERE l.user_id = $1 AND l.transaction_id = c.id
                    AND split_part(l.bank_id, '/', 1) = $3)
), adopted AS (
    SELECT l.n, l.bank_id, l.fingerprint, l.status, p.id, p.bank_id AS held_id
    FROM lines l JOIN places p USING (fingerprint, place)
    WHERE NOT (l.status = 'booked' AND p.is_alias AND p.status = 'pending')
), named AS (
    UPDATE transactions t SET bank_id = a.bank_id FROM adopted a
    WHERE t.user_id = $1 AND t.id = a.id AND a.held_id IS NULL
), named_again AS (
    INSERT INTO transaction_aliases (id, user_id, account_id, transaction_id, status, bank_id)
    SELECT gen_random_uuid(), $1, $2, a.id, 'booked', a.bank_id FROM adopted a WHERE a.held_id IS NOT NULL
), known AS (
    DELETE FROM fresh_lines f USING adopted a WHERE f.n = a.n
)
SELECT a.n, a.id, a.fingerprint, a.status FROM adopted a JOIN transactions t ON t.user_id = $1 AND t.id = a.id
WHERE t.status <> a.status OR t.fingerprint <> a.fingerprint
"""
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


async def adopt_known_movements(scope: Scope, source: Source) -> int:
    """Name movements that were told before without an id, or with one of another space. Returns how many changed."""
    driver = await driver_of(scope.session)
    rows = await driver.fetch(_ADOPT, scope.user_id, scope.account_id, source.space, timeout=LONG_TIMEOUT)
    changed = 0
    for row in rows:
        changed += await take_version(scope, row["id"], row["n"], Version(row["fingerprint"], row["status"]), source)
    return changed


async def find_fresh_twins(scope: Scope) -> None:
    """Put the lines without an id that exceed their known twins into `fresh_lines`."""
    driver = await driver_of(scope.session)
    await driver.execute(_FRESH_TWINS, scope.user_id, scope.account_id, timeout=LONG_TIMEOUT)


async def book_waiting_twins(scope: Scope, source: Source) -> int:
    """Pending movements of which the source tells, in the same words, as booked. Returns how many changed."""
    changed = 0
    for row in (await scope.session.execute(_BOOKED_NOW, scope.values | {"space": source.space})).all():
        changed += await take_version(scope, row.id, row.n, Version(row.fingerprint, "booked"), source)
    return changed
