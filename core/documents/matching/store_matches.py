"""What the matcher proposes becomes what the books say, wherever no person has decided."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from core.db.driver import LONG_TIMEOUT, driver_of
from core.db.uow import UnitOfWork
from core.documents.matching.models import MatchStatus
from core.money import Currency, Money
from core.ports.receipt_matcher import PaymentFacts, ProposedMatch

# A payment that its bank corrected downwards holds less: the papers confirmed first keep their part.
_FIT: Final = """
UPDATE document_matches m SET amount_minor = f.fit FROM (
    SELECT m.id, greatest(0, least(m.amount_minor, abs(t.amount_minor) - coalesce(sum(m.amount_minor) OVER (
               PARTITION BY m.transaction_id ORDER BY m.decided_at, m.id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))::bigint AS fit
    FROM document_matches m JOIN transactions t ON t.user_id = $1 AND t.id = m.transaction_id
    WHERE m.user_id = $1 AND m.status = 'confirmed'
) f WHERE m.user_id = $1 AND m.id = f.id AND m.amount_minor <> f.fit
"""
_WITHDRAW: Final = """
DELETE FROM document_matches m WHERE m.user_id = $1 AND m.status IN ('suggested', 'automatic')
AND (NOT $4 OR m.document_id = ANY($5::uuid[]))
AND (m.document_id, m.transaction_id) NOT IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))
"""
_PUT: Final = """
INSERT INTO document_matches AS m (id, user_id, document_id, transaction_id, status, kind, score, amount_minor,
                                   currency, group_id, model_version)
SELECT gen_random_uuid(), $1, p.*, $10 FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::numeric[],
                                                   $7::bigint[], $8::text[], $9::uuid[]) AS p
ON CONFLICT (user_id, document_id, transaction_id) DO UPDATE
SET status = excluded.status, kind = excluded.kind, score = excluded.score, amount_minor = excluded.amount_minor,
    currency = excluded.currency, group_id = excluded.group_id, model_version = excluded.model_version
WHERE m.status IN ('suggested', 'automatic')
AND (m.status, m.kind, m.score, m.amount_minor, m.currency, m.group_id, m.model_version)
    IS DISTINCT FROM (excluded.status, excluded.kind, excluded.score, excluded.amount_minor, excluded.currency,
                      excluded.group_id, excluded.model_version)
"""
_DIGITS: Final = Decimal("0.001")


async def fit_confirmed(uow: UnitOfWork) -> None:
    """Keep what is tied within what was paid, where a bank has corrected a payment since."""
    await (await driver_of(uow.session)).execute(_FIT, uow.person, timeout=LONG_TIMEOUT)


async def store_matches(
    uow: UnitOfWork,
    proposed: Sequence[ProposedMatch],
    payments: Collection[PaymentFacts],
    *,
    version: str,
    only_of: Collection[UUID] | None,
) -> None:
    """Make these the person's undecided matches; a row that says the same already is not touched.

    `only_of` bounds what is withdrawn to these documents; None is all of them.
    """
    driver = await driver_of(uow.session)
    papers, paid = [match.paper_id for match in proposed], [match.payment_id for match in proposed]
    is_bounded = only_of is not None
    withdrawn = (uow.person, papers, paid, is_bounded, list(only_of or ()))
    await driver.execute(_WITHDRAW, *withdrawn, timeout=LONG_TIMEOUT)
    currency_of = {payment.id: payment.currency for payment in payments}
    currencies = [currency_of[match.payment_id] for match in proposed]
    await driver.execute(
        _PUT,
        uow.person,
        papers,
        paid,
        [(MatchStatus.AUTOMATIC if match.is_certain else MatchStatus.SUGGESTED).value for match in proposed],
        [match.kind.value for match in proposed],
        [Decimal(match.score).quantize(_DIGITS) for match in proposed],
        [_minor(match.amount, code) for match, code in zip(proposed, currencies, strict=True)],
        currencies,
        [match.group for match in proposed],
        version,
        timeout=LONG_TIMEOUT,
    )


def _minor(amount: Decimal, currency: str) -> int:
    return Money.from_decimal(amount, Currency(currency)).minor
