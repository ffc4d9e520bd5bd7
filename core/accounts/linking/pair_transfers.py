"""Money that left one of a person's accounts and reached another: two movements, one transfer.

Paired by itself only where nothing is ambiguous: each side has one candidate, and something besides the amount says so
(the other account's number, an amount in the other account's currency, or words of a transfer). All else is suggested.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from core.accounts.models import AccountRow
from core.db.driver import LONG_TIMEOUT, driver_of
from core.db.uow import UnitOfWork

DAYS_BEFORE: Final = 1
DAYS_AFTER: Final = 3
"""How much earlier or later than it left the money may arrive."""
BAND: Final = 0.02
"""Share by which an exchanged amount may differ from the day's rate: what banks take."""
WORDS: Final = (
    "перевод|между своими|между счетами|пополнение|внутрибанк|"
    "transfer|between own|own account|top.?up|umbuchung|übertrag|virement"
)
_CANDIDATES: Final = """
WITH open_rows AS (
    SELECT t.id, t.account_id, t.booked_on, t.amount_minor, t.currency, t.original_amount_minor, t.original_currency,
           t.counterparty_account, a.number, t.mcc IS NULL AND t.description ~* $2 AS says_so
    FROM transactions t JOIN unnest($10::uuid[], $11::text[]) AS a (id, number) ON a.id = t.account_id
    WHERE t.user_id = $1 AND t.status = 'booked' AND t.deleted_at IS NULL AND t.amount_minor <> 0
    AND t.booked_on >= $9
    AND NOT EXISTS (SELECT FROM transaction_links l WHERE l.user_id = $1 AND l.from_id = t.id
                    AND l.kind = 'transfer' AND l.status IN ('automatic', 'confirmed'))
    AND NOT EXISTS (SELECT FROM transaction_links l WHERE l.user_id = $1 AND l.to_id = t.id
                    AND l.kind = 'transfer' AND l.status IN ('automatic', 'confirmed'))
), pairs AS (
    SELECT o.id AS from_id, i.id AS to_id, abs(i.booked_on - o.booked_on) AS gap,
           CASE WHEN o.counterparty_account = i.number OR i.counterparty_account = o.number THEN 3
                WHEN o.says_so OR i.says_so THEN 2 ELSE 1 END AS evidence
    FROM open_rows o JOIN open_rows i ON i.currency = o.currency AND i.amount_minor = -o.amount_minor
    WHERE o.amount_minor < 0 AND i.account_id <> o.account_id
    AND i.booked_on BETWEEN o.booked_on - $3::int AND o.booked_on + $4::int
    UNION ALL
    SELECT o.id, i.id, abs(i.booked_on - o.booked_on),
           CASE WHEN o.original_currency = i.currency AND abs(o.original_amount_minor) = i.amount_minor
                  OR i.original_currency = o.currency AND abs(i.original_amount_minor) = -o.amount_minor
                  OR o.counterparty_account = i.number OR i.counterparty_account = o.number THEN 3
                WHEN o.says_so OR i.says_so THEN 2 ELSE 1 END
    FROM open_rows o JOIN open_rows i ON i.currency <> o.currency AND i.account_id <> o.account_id
    AND i.booked_on BETWEEN o.booked_on - $3::int AND o.booked_on + $4::int
    LEFT JOIN LATERAL (
        SELECT i.amount_minor / power(10::numeric, ei.digits) / ri.per_euro
               / (-o.amount_minor / power(10::numeric, eo.digits) / ro.per_euro) AS ratio
        FROM unnest($5::text[], $6::int[]) AS eo (currency, digits),
             unnest($5::text[], $6::int[]) AS ei (currency, digits),
        LATERAL (SELECT per_euro FROM exchange_rates r WHERE r.currency = o.currency
                 AND r.day BETWEEN o.booked_on - 7 AND o.booked_on ORDER BY r.day DESC, r.publisher DESC LIMIT 1) ro,
        LATERAL (SELECT per_euro FROM exchange_rates r WHERE r.currency = i.currency
                 AND r.day BETWEEN o.booked_on - 7 AND o.booked_on ORDER BY r.day DESC, r.publisher DESC LIMIT 1) ri
        WHERE eo.currency = o.currency AND ei.currency = i.currency
    ) rate ON true
    WHERE o.amount_minor < 0 AND i.amount_minor > 0
    AND (o.original_currency = i.currency AND abs(o.original_amount_minor) = i.amount_minor
         OR i.original_currency = o.currency AND abs(i.original_amount_minor) = -o.amount_minor
         OR rate.ratio BETWEEN 1 - $7::float8 AND 1 + $7::float8)
), allowed AS (
    SELECT p.* FROM pairs p WHERE NOT EXISTS (
        SELECT FROM transaction_links l WHERE l.user_id = $1 AND l.kind = 'transfer'
        AND l.from_id = p.from_id AND l.to_id = p.to_id AND l.status = 'rejected')
), strongest AS (
    SELECT *, max(evidence) OVER (PARTITION BY from_id) AS best_out, max(evidence) OVER (PARTITION BY to_id) AS best_in
    FROM allowed
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY from_id) AS outs, count(*) OVER (PARTITION BY to_id) AS ins
    FROM strongest WHERE evidence = best_out AND evidence = best_in
)
"""
_PAIR: Final = (
    _CANDIDATES
    + """
INSERT INTO transaction_links (id, user_id, kind, from_id, to_id, status, score)
SELECT gen_random_uuid(), $1, 'transfer', from_id, to_id,
       CASE WHEN outs = 1 AND ins = 1 AND evidence > 1 THEN 'automatic' ELSE 'suggested' END,
       greatest(0.3, CASE evidence WHEN 3 THEN 0.99 WHEN 2 THEN 0.9 ELSE 0.6 END - 0.1 * gap) / greatest(outs, ins)
FROM counted ORDER BY evidence DESC, gap, from_id, to_id LIMIT $8
ON CONFLICT (user_id, kind, from_id, to_id) DO UPDATE SET status = excluded.status, score = excluded.score
WHERE transaction_links.status = 'suggested'
"""
)
_WITHDRAW: Final = """
DELETE FROM transaction_links l USING transaction_links sure
WHERE l.user_id = $1 AND sure.user_id = $1 AND l.kind = 'transfer' AND sure.kind = 'transfer'
AND l.status = 'suggested' AND sure.status IN ('automatic', 'confirmed') AND l.id <> sure.id
AND (l.from_id IN (sure.from_id, sure.to_id) OR l.to_id IN (sure.from_id, sure.to_id))
"""
CATEGORISE: Final = """
UPDATE transactions t SET category_id = c.id, decided_by = 'pair', confidence = NULL, model_version = NULL
FROM transaction_links l, categories c
WHERE t.user_id = $1 AND l.user_id = $1 AND t.id IN (l.from_id, l.to_id) AND l.kind = 'transfer'
AND l.status IN ('automatic', 'confirmed') AND c.user_id IS NULL AND c.key = 'transfers.own'
AND t.decided_by NOT IN ('person', 'rule', 'correction', 'pair') RETURNING t.account_id, t.id
"""
UNCATEGORISE: Final = """
UPDATE transactions t SET category_id = NULL, decided_by = 'none' FROM categories c
WHERE t.user_id = $1 AND t.id = ANY($2) AND c.id = t.category_id AND c.user_id IS NULL AND c.key = 'transfers.own'
AND t.decided_by = 'pair' RETURNING t.account_id, t.id
"""
MOST_PAIRS: Final = 10_000


async def pair_transfers(uow: UnitOfWork, digits: Mapping[str, int], since: date) -> None:
    """Pair or suggest what a person's books hold unpaired with a side booked since a day.

    `digits` are those after the point, by currency.
    """
    driver = await driver_of(uow.session)
    first = max(since, date.min + timedelta(days=DAYS_AFTER)) - timedelta(days=DAYS_AFTER)
    codes, exponents = list(digits), list(digits.values())
    # Numbers are sealed in their rows: PostgreSQL is told them.
    numbers = select(AccountRow.id, AccountRow.number).where(AccountRow.user_id == uow.person)
    accounts = (await uow.session.execute(numbers)).all()
    known = [account.id for account in accounts], [account.number for account in accounts]
    values = (uow.person, WORDS, DAYS_BEFORE, DAYS_AFTER, codes, exponents, BAND, MOST_PAIRS, first, *known)
    await driver.execute(_PAIR, *values, timeout=LONG_TIMEOUT)
    await driver.execute(_WITHDRAW, uow.person, timeout=LONG_TIMEOUT)
    await sort_by_pair(uow, CATEGORISE)


async def sort_by_pair(uow: UnitOfWork, statement: str, *values: object) -> None:
    """Run CATEGORISE, or UNCATEGORISE with the ids, and note whose movements it changed."""
    driver = await driver_of(uow.session)
    for account_id, transaction_id in await driver.fetch(statement, uow.person, *values, timeout=LONG_TIMEOUT):
        uow.touch(account_id, transaction_id)
