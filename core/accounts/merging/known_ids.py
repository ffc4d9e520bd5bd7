"""Lines that carry a bank's id: the same id is the same movement, as long as the bank means it so."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Row, text

from core.accounts.fingerprint import plain_text
from core.accounts.merging.aliases import Version, add_alias
from core.accounts.merging.scope import Scope
from core.accounts.merging.source import Source
from core.accounts.merging.versions import take_version

_REPEATED: Final = text("""
SELECT n, bank_id, fingerprint, status, booked_on, amount_minor, description FROM staged_lines
WHERE bank_id IN (SELECT bank_id FROM staged_lines WHERE bank_id IS NOT NULL GROUP BY bank_id HAVING count(*) > 1)
ORDER BY bank_id, n
""")
_NO_IDS: Final = text("""
UPDATE staged_lines SET bank_id = NULL WHERE bank_id IN (
    SELECT bank_id FROM staged_lines WHERE bank_id IS NOT NULL GROUP BY bank_id HAVING count(*) > :most)
""")
MOST_LINES_OF_AN_ID: Final = 20
"""What stands on more lines of one source names none of them: some banks write the same into every line."""
_DROP: Final = text("DELETE FROM staged_lines WHERE n = ANY(:n)")
_RENAME: Final = text("""
UPDATE staged_lines SET bank_id = bank_id || '~' || encode(fingerprint, 'hex') WHERE n = ANY(:n)
""")
_OTHERWISE: Final = text("""
WITH known AS (
    SELECT s.n, t.id FROM staged_lines s JOIN transactions t
    ON t.user_id = :user_id AND t.account_id = :account_id AND t.bank_id = s.bank_id
    UNION ALL
    SELECT s.n, l.transaction_id FROM staged_lines s JOIN transaction_aliases l
    ON l.user_id = :user_id AND l.account_id = :account_id AND l.bank_id = s.bank_id
)
SELECT known.n, t.id, t.status, t.amount_minor, t.description, s.bank_id, s.fingerprint,
       s.status AS told_status, s.amount_minor AS told_amount, s.description AS told_description
FROM known JOIN staged_lines s USING (n) JOIN transactions t ON t.user_id = :user_id AND t.id = known.id
WHERE s.fingerprint <> t.fingerprint OR s.status <> t.status
ORDER BY known.n
""")
_TELL_AGAIN: Final = text("""
UPDATE transactions t SET told_at = :told_at FROM staged_lines s
WHERE t.user_id = :user_id AND t.account_id = :account_id AND t.bank_id = s.bank_id AND t.fingerprint = s.fingerprint
  AND (t.told_at IS NULL OR t.told_at < :told_at)
""")


async def drop_common_ids(scope: Scope) -> int:
    """Take away what can't be an id because too many lines of the source have it. Returns how many lines lost it."""
    found = await scope.session.execute(_NO_IDS, {"most": MOST_LINES_OF_AN_ID})
    return int(getattr(found, "rowcount", 0))


async def tidy_repeated_ids(scope: Scope) -> list[tuple[str, Version]]:
    """Within one source, keep an id's best version, and tell reused ids apart.

    Returns the versions that gave way, by the id they had: they are aliases once the movement is in the books.
    """
    rows = (await scope.session.execute(_REPEATED)).all()
    dropped, reused, gave_way = list[int](), list[int](), list[tuple[str, Version]]()
    for bank_id, group in groupby(rows, key=lambda row: str(row.bank_id)):
        best, *others = group
        for row in others:
            if not _is_one_movement(best, row):
                reused.append(row.n)
                continue
            loser = min(best, row, key=_rank)
            best = best if loser is row else row
            dropped.append(loser.n)
            if loser.fingerprint != best.fingerprint:
                gave_way.append((bank_id, Version(loser.fingerprint, loser.status)))
    await scope.session.execute(_RENAME, {"n": reused})
    await scope.session.execute(_DROP, {"n": dropped})
    return gave_way


async def take_other_versions(scope: Scope, source: Source) -> int:
    """What the source tells of known ids otherwise than the books: how many movements it changed."""
    changed = 0
    reused: list[int] = []
    for row in (await scope.session.execute(_OTHERWISE, scope.values)).all():
        told = Version(row.fingerprint, row.told_status)
        if "pending" in (row.status, row.told_status) or _is_alike(row):
            changed += await take_version(scope, row.id, row.n, told, source)
        else:
            reused.append(row.n)
    await scope.session.execute(_RENAME, {"n": reused})
    await scope.session.execute(_TELL_AGAIN, scope.values | {"told_at": source.told_at})
    return changed


async def alias_lost_versions(scope: Scope, lost: Sequence[tuple[str, Version]]) -> None:
    """Remember the versions that gave way within the source."""
    for bank_id, version in lost:
        found = await scope.movement_of_id(bank_id)
        if found is not None:
            await add_alias(scope, found, version)


def _is_one_movement(one: Row[Any], other: Row[Any]) -> bool:
    """Whether one id means one movement: a bank corrects the amount or the text, and not both at once."""
    is_same = one.amount_minor == other.amount_minor or plain_text(one.description) == plain_text(other.description)
    return is_same or "pending" in (one.status, other.status)


def _is_alike(row: Row[Any]) -> bool:
    return bool(row.amount_minor == row.told_amount or plain_text(row.description) == plain_text(row.told_description))


def _rank(row: Row[Any]) -> tuple[bool, Any, int, str]:
    """Of two versions in one source the booked one holds, then the later."""
    return row.status == "booked", row.booked_on, row.amount_minor, row.description
