"""The documents that a payment is sought for, and what a person has confirmed of names so far."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from core.money import MAX_MINOR, Currency
from core.ports.document_reader import DocumentKind
from core.ports.receipt_matcher import (
    DAYS_AFTER,
    DAYS_BEFORE,
    INVOICE_DAYS_AFTER,
    INVOICE_DAYS_BEFORE,
    KnownPair,
    Paper,
)

MOST_PAPERS: Final = 2_000
"""Documents looked at in one run, the newest first; what was linked of older ones stays as it is."""
MOST_KNOWN: Final = 5_000
UNDATED_DAYS_BEFORE: Final = 45
"""A paper without a readable day was most likely paid in the weeks before it was sent."""
UNDATED_DAYS_AFTER: Final = 10
PAPER_KINDS: Final = (DocumentKind.RECEIPT, DocumentKind.INVOICE, DocumentKind.ACT)
"""What is of a payment. Contracts, statements and letters name amounts that nobody paid with them."""
_PAPERS: Final = text("""
SELECT d.id, d.kind, d.merchant, d.fields->'tax_id'->>'value' AS tax_id, d.fields->'number'->>'value' AS number,
       d.dated_on, d.total_minor, d.currency, d.fields->'total'->>'value' AS total_text,
       (d.created_at AT TIME ZONE 'UTC')::date AS sent_on, coalesce(tied.minor, 0) AS tied_minor
FROM documents d LEFT JOIN (
    SELECT m.document_id, sum(m.amount_minor)::bigint AS minor, bool_and(m.kind = 'part_of_paper') AS in_parts,
           min(m.currency) AS currency, count(DISTINCT m.currency) AS currencies
    FROM document_matches m WHERE m.user_id = :user_id AND m.status = 'confirmed' GROUP BY m.document_id
) tied ON tied.document_id = d.id
WHERE d.user_id = :user_id AND d.status IN ('indexing', 'ready') AND d.kind = ANY(:kinds)
AND (tied.document_id IS NULL
     OR tied.in_parts AND tied.currencies = 1 AND tied.currency = d.currency AND tied.minor < d.total_minor)
ORDER BY coalesce(d.dated_on, d.created_at::date) DESC, d.id LIMIT :most
""")
_KNOWN: Final = text("""
SELECT d.merchant, d.fields->'tax_id'->>'value' AS tax_id, t.description, t.counterparty
FROM document_matches m JOIN documents d ON d.user_id = m.user_id AND d.id = m.document_id
JOIN transactions t ON t.user_id = m.user_id AND t.id = m.transaction_id
WHERE m.user_id = :user_id AND m.status = 'confirmed' ORDER BY m.decided_at DESC, m.id LIMIT :most
""")


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A paper, with the days its payment may be of."""

    paper: Paper
    first_day: date
    last_day: date
    rate_day: date


async def open_papers(session: AsyncSession, user_id: UUID) -> list[OpenPaper]:
    """Documents of which not all is known to be paid, newest first, MOST_PAPERS at most."""
    values = {"user_id": user_id, "kinds": [kind.value for kind in PAPER_KINDS], "most": MOST_PAPERS}
    rows = (await session.execute(_PAPERS, values)).all()
    return [_open(row) for row in rows]


async def known_pairs(session: AsyncSession, user_id: UUID) -> list[KnownPair]:
    """Names that the person has confirmed to be one merchant's, the newest first."""
    rows = (await session.execute(_KNOWN, {"user_id": user_id, "most": MOST_KNOWN})).all()
    said = ((row, text) for row in rows for text in (row.description, row.counterparty) if text)
    return list(dict.fromkeys(KnownPair(row.merchant, row.tax_id, text) for row, text in said))


def _open(row: Any) -> OpenPaper:
    is_receipt = row.kind == DocumentKind.RECEIPT.value
    total, currency = _total(row)
    paper = Paper(row.id, is_receipt, row.merchant, row.tax_id, row.number, row.dated_on, total, currency)
    before, after = (DAYS_BEFORE, DAYS_AFTER) if is_receipt else (INVOICE_DAYS_BEFORE, INVOICE_DAYS_AFTER)
    if row.dated_on is None:
        before, after = UNDATED_DAYS_BEFORE, UNDATED_DAYS_AFTER
    day = row.dated_on or row.sent_on
    return OpenPaper(paper, _moved(day, -before), _moved(day, after), day)


def _total(row: Any) -> tuple[Decimal | None, str | None]:
    """What is left to find a payment of. A total whose currency could not be read is kept as digits alone."""
    if row.total_minor is not None and row.currency is not None:
        left = Decimal(row.total_minor - row.tied_minor).scaleb(-Currency(row.currency).exponent)
        return (left, row.currency) if left > 0 else (None, None)
    try:
        read = Decimal(row.total_text or "")
    except InvalidOperation:
        return None, None
    return (read, None) if read.is_finite() and 0 < read < MAX_MINOR and _has_few_digits(read) else (None, None)


def _has_few_digits(amount: Decimal) -> bool:
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and -4 <= exponent <= 0  # noqa: PLR2004 no currency has more digits


def _moved(day: date, days: int) -> date:
    """A misread year may lie at the end of time."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
