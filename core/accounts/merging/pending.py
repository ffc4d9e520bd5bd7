"""Pending movements without an id that come back booked on a later day, without becoming a second row.

One that has an id waits for its own source to tell of it again, for a booked one of the same amount may be another
payment. Only a feed that tells of everything, and of this one no more, has settled it under another id.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import text

from core.accounts.fingerprint import plain_text
from core.accounts.merging.aliases import Version, add_alias, add_id_alias
from core.accounts.merging.fuse import fuse
from core.accounts.merging.scope import Scope
from core.accounts.merging.source import Source
from core.accounts.merging.versions import take_version

WINDOW: Final = timedelta(days=10)
"""Banks book what they hold within days; a hold that is older was given up."""
_WAITING: Final = text("""
SELECT t.id, t.booked_on, t.amount_minor, t.description FROM (
    SELECT id, booked_on, amount_minor, description, status, bank_id, fingerprint,
           row_number() OVER (PARTITION BY fingerprint ORDER BY status, occurrence) AS place
    FROM transactions WHERE user_id = :user_id AND account_id = :account_id AND fingerprint IN (
        SELECT fingerprint FROM transactions
        WHERE user_id = :user_id AND account_id = :account_id AND status = 'pending')
) t
WHERE t.status = 'pending' AND (t.bank_id IS NULL OR EXISTS (
    SELECT FROM transaction_aliases l WHERE l.user_id = :user_id AND l.transaction_id = t.id
    AND l.fingerprint = t.fingerprint) AND split_part(t.bank_id, '/', 1) <> :space AND NOT EXISTS (
    SELECT FROM transaction_aliases l WHERE l.user_id = :user_id AND l.transaction_id = t.id
    AND split_part(l.bank_id, '/', 1) = :space))
AND t.place > (SELECT count(*) FROM staged_lines s WHERE s.fingerprint = t.fingerprint)
ORDER BY t.booked_on, t.id
""")
_VANISHED: Final = text("""
SELECT t.id, t.booked_on, t.amount_minor, t.description FROM transactions t
WHERE t.user_id = :user_id AND t.account_id = :account_id AND t.status = 'pending'
AND t.source_id = :source_id AND t.bank_id LIKE :space || '/%' AND t.booked_on >= :covers_from
AND t.told_at < :told_at AND NOT EXISTS (SELECT FROM staged_lines s WHERE s.bank_id = t.bank_id)
ORDER BY t.booked_on, t.id
""")
_FRESH_BOOKED: Final = text("""
SELECT s.n, s.booked_on, s.amount_minor, s.description, s.bank_id, s.fingerprint
FROM fresh_lines f JOIN staged_lines s USING (n)
WHERE s.status = 'booked' AND s.amount_minor = ANY(:amounts) ORDER BY s.booked_on, s.n
""")
_FRESH_PENDING: Final = text("""
SELECT s.n, s.booked_on, s.amount_minor, s.description, s.bank_id, s.fingerprint
FROM fresh_lines f JOIN staged_lines s USING (n)
WHERE s.status = 'pending' AND s.bank_id IS NULL ORDER BY s.booked_on, s.n
""")
_BOOKED: Final = text("""
SELECT t.id, t.booked_on, t.amount_minor, t.description FROM (
    SELECT id, booked_on, amount_minor, description, status, bank_id, fingerprint,
           row_number() OVER (PARTITION BY fingerprint ORDER BY status, occurrence) AS place
    FROM transactions WHERE user_id = :user_id AND account_id = :account_id
    AND booked_on BETWEEN :first AND :last AND amount_minor = ANY(:amounts)
) t
WHERE t.status = 'booked' AND t.place > (SELECT count(*) FROM staged_lines s WHERE s.fingerprint = t.fingerprint)
AND NOT EXISTS (SELECT FROM staged_lines s WHERE s.bank_id = t.bank_id)
AND NOT EXISTS (SELECT FROM transaction_aliases l
                WHERE l.user_id = :user_id AND l.transaction_id = t.id AND l.status = 'pending')
ORDER BY t.booked_on, t.id
""")
_NOTED: Final = text("""
SELECT id, booked_on, amount_minor, description FROM transactions
WHERE user_id = :user_id AND id = ANY(:noted) ORDER BY booked_on, id
""")
_SPACES: Final = text("""
SELECT id, split_part(bank_id, '/', 1) AS space FROM transactions
WHERE user_id = :user_id AND id = ANY(:ids) AND bank_id IS NOT NULL
UNION
SELECT transaction_id, split_part(bank_id, '/', 1) FROM transaction_aliases
WHERE user_id = :user_id AND transaction_id = ANY(:ids) AND bank_id IS NOT NULL
""")
_NOT_FRESH: Final = text("DELETE FROM fresh_lines WHERE n = ANY(:n)")


class _Key(NamedTuple):
    amount_minor: int
    plain: str


async def book_waiting_movements(scope: Scope, source: Source) -> int:
    """Have fresh booked lines book the pending movements that they are. Returns how many changed.

    Only exactly: same amount and text, at most ten days later, and the source no longer tells of the pending one.
    """
    waiting = list((await scope.session.execute(_WAITING, scope.values | {"space": source.space})).all())
    if source.covers_from is not None:
        names = ("space", "told_at", "covers_from")
        values = {"source_id": source.id} | {name: getattr(source, name) for name in names}
        waiting += (await scope.session.execute(_VANISHED, scope.values | values)).all()
    if not waiting:
        return 0
    amounts = sorted({row.amount_minor for row in waiting})
    lines = _by_key((await scope.session.execute(_FRESH_BOOKED, {"amounts": amounts})).all())
    taken: list[int] = []
    for row in waiting:
        line = _first(lines[_key(row)], row.booked_on, row.booked_on + WINDOW)
        if line is None:
            continue
        taken.append(line.n)
        if line.bank_id is not None:
            await _name(scope, row.id, line.bank_id)
        await take_version(scope, row.id, line.n, Version(line.fingerprint, "booked"), source)
    await scope.session.execute(_NOT_FRESH, {"n": taken})
    return len(taken)


async def recognise_late_pending(scope: Scope) -> None:
    """Pending lines of movements that are booked already: an older file that comes later adds nothing."""
    lines = (await scope.session.execute(_FRESH_PENDING)).all()
    if not lines:
        return
    first, last = lines[0].booked_on, lines[-1].booked_on + WINDOW
    values = {"first": first, "last": last, "amounts": sorted({line.amount_minor for line in lines})}
    booked = _by_key((await scope.session.execute(_BOOKED, scope.values | values)).all())
    known: list[int] = []
    for line in lines:
        row = _first(booked[_key(line)], line.booked_on, line.booked_on + WINDOW)
        if row is None:
            continue
        known.append(line.n)
        await add_alias(scope, row.id, Version(line.fingerprint, "pending"))
    await scope.session.execute(_NOT_FRESH, {"n": known})


async def book_noted_movements(scope: Scope, noted: Sequence[UUID]) -> None:
    """Pending movements that a source without ids is now known to tell of too, booked by a line that came before."""
    if not noted:
        return
    waiting = (await scope.session.execute(_NOTED, scope.values | {"noted": noted})).all()
    first, last = waiting[0].booked_on, waiting[-1].booked_on + WINDOW
    values = {"first": first, "last": last, "amounts": sorted({row.amount_minor for row in waiting})}
    rows = (await scope.session.execute(_BOOKED, scope.values | values)).all()
    booked = _by_key(rows)
    spaces = await _spaces(scope, [row.id for row in (*waiting, *rows)])
    for row in waiting:
        # What one source tells of under two ids is two payments.
        others = [found for found in booked[_key(row)] if not spaces[row.id] & spaces[found.id]]
        found = _first(others, row.booked_on, row.booked_on + WINDOW)
        if found is not None:
            booked[_key(row)].remove(found)
            await _fuse(scope, row.id, found.id)


async def _spaces(scope: Scope, ids: Sequence[UUID]) -> defaultdict[UUID, set[str]]:
    """The spaces in which each movement has an id."""
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for row in (await scope.session.execute(_SPACES, scope.values | {"ids": list(ids)})).all():
        found[row.id].add(row.space)
    return found


async def _fuse(scope: Scope, one_id: UUID, other_id: UUID) -> None:
    one, other = await scope.movement(one_id), await scope.movement(other_id)
    if one is not None and other is not None:
        await fuse(scope, one, other)


async def _name(scope: Scope, transaction_id: UUID, bank_id: str) -> None:
    """The id of the booked line, beside the one that the pending movement may have."""
    row = await scope.movement(transaction_id)
    if row is not None and row.bank_id is None:
        row.bank_id = bank_id
        await scope.session.flush()
    else:
        await add_id_alias(scope, transaction_id, bank_id)


def _key(row: Any) -> _Key:
    return _Key(row.amount_minor, plain_text(row.description))


def _by_key(rows: Iterable[Any]) -> defaultdict[_Key, list[Any]]:
    grouped: defaultdict[_Key, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[_key(row)].append(row)
    return grouped


def _first(rows: list[Any], first: date, last: date) -> Any | None:
    """Take the earliest row within the days out of the list."""
    for position, row in enumerate(rows):
        if first <= row.booked_on <= last:
            return rows.pop(position)
    return None
