"""Ids whose own source told of a pending movement, tied to one that another source told of as booked, or the reverse.

Same day, amount and text: most likely one payment, so there is one row. But it may be the twin of it, and only the id's
own source can say. Until it does the id is lent to the row: an alias of status `pending`. Once that source tells of the
id otherwise, or of a twin that is booked, the id is taken back and looked for its row anew, so that the order of the
tellings makes no difference.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import text

from core.accounts.merging.aliases import Version, add_id_alias
from core.accounts.merging.scope import Scope
from core.accounts.merging.source import Source
from core.ports.statement_parser import BookingStatus

_LEND: Final = text("""
UPDATE transaction_aliases SET status = 'pending'
WHERE user_id = :user_id AND transaction_id = :transaction_id AND bank_id IS NOT NULL
AND bank_id IS DISTINCT FROM :except_id
""")
_DOUBTED: Final = text("""
SELECT l.id, l.bank_id, t.fingerprint, told.n, told.fingerprint = t.fingerprint AND told.status = 'pending' AS is_same
FROM transaction_aliases l JOIN transactions t ON t.user_id = :user_id AND t.id = l.transaction_id
LEFT JOIN staged_lines told ON told.bank_id = l.bank_id
WHERE l.user_id = :user_id AND l.account_id = :account_id AND l.status = 'pending' AND l.bank_id LIKE :space || '/%'
AND (told.n IS NOT NULL OR EXISTS (
    SELECT FROM staged_lines s WHERE s.bank_id IS NOT NULL AND s.status = 'booked' AND s.fingerprint = t.fingerprint))
ORDER BY l.bank_id
""")
_TELL_AGAIN: Final = text("""
INSERT INTO staged_lines (n, id, booked_on, value_on, amount_minor, original_amount_minor, original_currency,
    description, merchant_key, counterparty, counterparty_account, mcc, status, bank_id, fingerprint)
SELECT (SELECT max(n) FROM staged_lines) + row_number() OVER (ORDER BY l.bank_id), gen_random_uuid(), t.booked_on,
    t.value_on, t.amount_minor, t.original_amount_minor, t.original_currency, t.description, t.merchant_key,
    t.counterparty, t.counterparty_account, t.mcc, 'pending', l.bank_id, t.fingerprint
FROM transaction_aliases l JOIN transactions t ON t.user_id = :user_id AND t.id = l.transaction_id
WHERE l.user_id = :user_id AND l.id = ANY(:untold)
""")
_FORGET: Final = text("DELETE FROM transaction_aliases WHERE user_id = :user_id AND id = ANY(:doubted)")


async def lend_ids(scope: Scope, transaction_id: UUID, except_id: str | None = None) -> None:
    """Another source booked the movement that these ids' sources told of as pending. `except_id` is that source's."""
    row = await scope.movement(transaction_id)
    if row is None:
        return
    values = {"transaction_id": transaction_id, "except_id": except_id}
    await scope.session.execute(_LEND, scope.values | values)
    if row.bank_id is not None and row.bank_id != except_id:
        bank_id, row.bank_id = row.bank_id, None
        await scope.session.flush()
        await add_id_alias(scope, transaction_id, bank_id, BookingStatus.PENDING)


async def take_back_lent_ids(scope: Scope, source: Source) -> tuple[int, list[tuple[str, Version]]]:
    """Free the lent ids that the staged lines cast a new light on: their rows are found anew.

    Those of which the source does not tell this time are staged as it told them. Returns how many these are, and the
    pending versions, by id, of those which it tells otherwise now.
    """
    rows = (await scope.session.execute(_DOUBTED, scope.values | {"space": source.space})).all()
    if not rows:
        return 0, []
    untold = [row.id for row in rows if row.n is None]
    await scope.session.execute(_TELL_AGAIN, {"user_id": scope.user_id, "untold": untold})
    await scope.session.execute(_FORGET, {"user_id": scope.user_id, "doubted": [row.id for row in rows]})
    changed = [row for row in rows if row.n is not None and not row.is_same]
    return len(untold), [(row.bank_id, Version(row.fingerprint, "pending")) for row in changed]
