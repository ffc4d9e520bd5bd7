"""Pairs of a document and a payment that are worth a look: by amount and day, and by name and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from core.db.driver import LONG_TIMEOUT, driver_of
from core.db.uow import UnitOfWork
from core.documents.matching.candidate_sql import BY_ALIAS, BY_AMOUNT, BY_NAME, CURRENCIES, HAS_TRIGRAMS, PAYMENTS
from core.documents.matching.open_papers import OpenPaper
from core.money import Currency
from core.ports.receipt_matcher import (
    BAND,
    LEAST_ALIKE,
    LEAST_PAID,
    MOST_BY_AMOUNT,
    MOST_BY_NAME,
    MOST_PAID,
    Candidate,
    PaymentFacts,
)

MOST_MERCHANT: Final = 200
"""Letters of a merchant's name that are compared."""

MOST_NAMED: Final = 300
"""Papers whose names are compared with payments in one run, the newest first."""


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates, and the payments they are of."""

    candidates: Sequence[Candidate]
    payments: Sequence[PaymentFacts]


async def find_candidates(uow: UnitOfWork, papers: Sequence[OpenPaper]) -> Found:
    """Payments of the person's own that each paper may be of, without pairs that were decided.

    Names are compared only for papers that no payment fits to the cent: it is the dearest comparison.
    """
    driver = await driver_of(uow.session)
    own = [row["currency"] for row in await driver.fetch(CURRENCIES, uow.person)]
    if not papers or not own:
        return Found([], [])
    looked_at = [found.paper.id for found in papers]
    bounds = (LEAST_PAID, MOST_PAID, BAND, MOST_BY_AMOUNT)
    values = _values(uow.person, papers, looked_at, own)
    by_amount = await driver.fetch(BY_AMOUNT, *values, *bounds, timeout=LONG_TIMEOUT)
    fitting = {row["paper_id"] for row in by_amount if row["is_exact"]}
    others = [found for found in papers if found.paper.id not in fitting and found.paper.merchant][:MOST_NAMED]
    by_name: list[Any] = []
    similarity = float(LEAST_ALIKE)
    if others:
        query = BY_NAME if await driver.fetchval(HAS_TRIGRAMS) else BY_ALIAS
        values = _values(uow.person, others, looked_at, own)
        by_name = await driver.fetch(query, *values, MOST_BY_NAME, similarity, timeout=LONG_TIMEOUT)
    pairs = {(row["paper_id"], row["payment_id"]): row["ratio"] for row in [*by_amount, *by_name]}
    ids = list({payment_id for _, payment_id in pairs})
    rows = await driver.fetch(PAYMENTS, uow.person, ids, looked_at, timeout=LONG_TIMEOUT)
    candidates = [_candidate(paper_id, payment_id, ratio) for (paper_id, payment_id), ratio in pairs.items()]
    return Found(candidates, [_payment(row) for row in rows])


def _values(
    user_id: UUID, papers: Sequence[OpenPaper], looked_at: Sequence[UUID], own: Sequence[str]
) -> tuple[Any, ...]:
    """What candidate_sql names `$1` to `$13`."""
    codes = sorted({*own, *(found.paper.currency for found in papers if found.paper.currency is not None)})
    return (
        user_id,
        [found.paper.id for found in papers],
        [found.first_day for found in papers],
        [found.last_day for found in papers],
        [found.rate_day for found in papers],
        [found.paper.dated_on is not None for found in papers],
        [found.paper.total for found in papers],
        [found.paper.currency for found in papers],
        [(found.paper.merchant or "")[:MOST_MERCHANT] for found in papers],
        looked_at,
        codes,
        [Decimal(10) ** Currency(code).exponent for code in codes],
        own,
    )


def _candidate(paper_id: UUID, payment_id: UUID, exact: Decimal | None) -> Candidate:
    ratio = None if exact is None else float(exact)
    return Candidate(paper_id, payment_id, ratio)


def _payment(row: Any) -> PaymentFacts:
    original = row["original_amount_minor"]
    return PaymentFacts(
        id=row["id"],
        booked_on=row["booked_on"],
        amount=_major(row["rest"], row["currency"]),
        currency=row["currency"],
        original=None if original is None else _major(abs(original), row["original_currency"]),
        original_currency=row["original_currency"],
        description=row["description"],
        counterparty=row["counterparty"],
    )


def _major(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-Currency(currency).exponent)
