"""Lines that bring an id for movements which were told before without one, or with one of another space.

PostgreSQL has no figures of rows that came in a moment ago: it takes a person's thousands for one, and then compares
each line with each of them. So nothing here is joined but by an index: a line and its place meet as neighbours in a
window, and what met lies in a table with an index before it is written.
"""

from typing import Final

from sqlalchemy import text

from core.accounts.merging.aliases import Version
from core.accounts.merging.lent_ids import lend_ids
from core.accounts.merging.scope import Scope
from core.accounts.merging.source import Source
from core.accounts.merging.versions import take_version
from core.db.driver import LONG_TIMEOUT, driver_of

_PREPARE: Final = (
    text("""
CREATE TEMPORARY TABLE IF NOT EXISTS adopted_lines (
    n integer NOT NULL, bank_id text NOT NULL, fingerprint bytea NOT NULL, status text NOT NULL, id uuid NOT NULL,
    held_id text, surety text NOT NULL
) ON COMMIT DELETE ROWS
"""),
    text("CREATE INDEX IF NOT EXISTS adopted_lines_id ON adopted_lines (id)"),
    text("TRUNCATE adopted_lines"),
)
_MEET: Final = """
WITH lines AS (
    SELECT s.n, s.fingerprint, s.bank_id, s.status,
           row_number() OVER (PARTITION BY s.fingerprint, s.status ORDER BY s.bank_id) AS place
    FROM fresh_lines f JOIN staged_lines s USING (n)
), candidates AS (
    SELECT t.id, t.fingerprint, t.status, t.bank_id, t.occurrence, false AS is_alias FROM transactions t
    WHERE t.user_id = $1 AND t.account_id = $2 AND t.fingerprint IN (SELECT fingerprint FROM lines)
    UNION ALL
    SELECT t.id, l.fingerprint, l.status, t.bank_id, t.occurrence, true FROM transaction_aliases l
    JOIN transactions t ON t.user_id = $1 AND t.id = l.transaction_id
    WHERE l.user_id = $1 AND l.account_id = $2 AND l.fingerprint IN (SELECT fingerprint FROM lines)
    AND l.fingerprint <> t.fingerprint
), places AS (
    SELECT c.*, row_number() OVER (PARTITION BY c.fingerprint, c.status ORDER BY c.occurrence, c.id) AS place
    FROM candidates c
    WHERE (c.bank_id IS NULL OR split_part(c.bank_id, '/', 1) <> $3)
    AND (SELECT true FROM transaction_aliases l WHERE l.user_id = $1 AND l.transaction_id = c.id
         AND split_part(l.bank_id, '/', 1) = $3 LIMIT 1) IS NULL
), met AS (
    SELECT *, lead(id) OVER pair AS met_id, lead(held_id) OVER pair AS met_held_id,
           lag(n) OVER pair AS met_n
    FROM (
        SELECT n, fingerprint, status, place, bank_id, false AS is_place, NULL::uuid AS id, NULL AS held_id,
               false AS is_alias FROM lines
        UNION ALL
        SELECT NULL, fingerprint, status, place, NULL, true, id, bank_id, is_alias FROM places
    ) both_sides WINDOW pair AS (PARTITION BY fingerprint, status, place ORDER BY is_place)
), met_again AS (
    SELECT *, lead(id) OVER pair AS met_id, lead(held_id) OVER pair AS met_held_id,
           lead(is_alias AND status = 'pending') OVER pair AS met_once_pending
    FROM (
        SELECT n, fingerprint, status, bank_id, is_place, id, held_id, is_alias,
               row_number() OVER (PARTITION BY fingerprint, is_place ORDER BY place, status) AS rest
        FROM met WHERE met_id IS NULL AND met_n IS NULL
    ) left_over WINDOW pair AS (PARTITION BY fingerprint, rest ORDER BY is_place)
)
INSERT INTO adopted_lines (n, bank_id, fingerprint, status, id, held_id, surety)
SELECT n, bank_id, fingerprint, status, met_id, met_held_id, 'booked' FROM met WHERE met_id IS NOT NULL
UNION ALL
SELECT n, bank_id, fingerprint, status, met_id, met_held_id, status
FROM met_again WHERE met_id IS NOT NULL AND NOT (status = 'booked' AND met_once_pending)
"""
_ANALYZE: Final = text("ANALYZE adopted_lines")
_BY_INDEX: Final = text("SET LOCAL enable_seqscan = off")
_AS_BEFORE: Final = text("SET LOCAL enable_seqscan TO DEFAULT")
_ADOPT: Final = """
WITH named AS (
    UPDATE transactions t SET bank_id = a.bank_id FROM adopted_lines a
    WHERE t.user_id = $1 AND t.id = a.id AND a.held_id IS NULL AND a.surety = 'booked'
), named_again AS (
    INSERT INTO transaction_aliases (id, user_id, account_id, transaction_id, status, bank_id)
    SELECT gen_random_uuid(), $1, $2, a.id, a.surety, a.bank_id FROM adopted_lines a
    WHERE a.held_id IS NOT NULL OR a.surety = 'pending'
), told_without_id AS (
    INSERT INTO transaction_aliases (id, user_id, account_id, transaction_id, status, fingerprint)
    SELECT gen_random_uuid(), $1, $2, a.id, 'pending', a.fingerprint FROM adopted_lines a
    JOIN transactions t ON t.user_id = $1 AND t.id = a.id AND t.status = 'pending' AND t.fingerprint = a.fingerprint
    WHERE a.held_id IS NULL
)
SELECT a.n, a.id, a.fingerprint, a.status, a.bank_id,
       t.status = 'pending' AND a.status = 'booked' AS is_booked_now
FROM adopted_lines a JOIN transactions t ON t.user_id = $1 AND t.id = a.id
WHERE t.status <> a.status OR t.fingerprint <> a.fingerprint
"""
_KNOWN: Final = text("DELETE FROM fresh_lines WHERE n IN (SELECT n FROM adopted_lines)")


async def adopt_known_movements(scope: Scope, source: Source) -> int:
    """Name movements that were told before without an id, or with one of another space. Returns how many changed."""
    for statement in _PREPARE:
        await scope.session.execute(statement)
    driver = await driver_of(scope.session)
    await driver.execute(_MEET, scope.user_id, scope.account_id, source.space, timeout=LONG_TIMEOUT)
    for statement in (_ANALYZE, _BY_INDEX):
        await scope.session.execute(statement)
    rows = await driver.fetch(_ADOPT, scope.user_id, scope.account_id, timeout=LONG_TIMEOUT)
    for statement in (_AS_BEFORE, _KNOWN):
        await scope.session.execute(statement)
    changed = 0
    for row in rows:
        if row["is_booked_now"]:
            await lend_ids(scope, row["id"], except_id=row["bank_id"])
        changed += await take_version(scope, row["id"], row["n"], Version(row["fingerprint"], row["status"]), source)
    return changed
