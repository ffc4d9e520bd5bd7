"""Payments that lower the tax, are worth a receipt, and have none."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.accounts.models import AccountRow, TransactionRow
from core.db.database import ReadSession
from core.db.keyset import Page
from core.documents.matching.models import HOLDING, DocumentMatchRow
from core.documents.matching.receipts_missing import MissingFilter, receipts_missing
from core.insights.models import InsightKind
from core.insights.noticed import Noticed
from core.money import Currency

YOUNGEST: Final = timedelta(days=8)
"""A paper takes a week to come, or to be photographed."""
OLDEST: Final = timedelta(days=59)
"""What is two months old is asked for by `receiptsMissing`, not unasked."""
WORTH: Final[Mapping[str, int]] = {"EUR": 50, "USD": 50, "GBP": 50, "CHF": 50, "RUB": 5_000, "BYN": 150, "KZT": 25_000}
"""In major units: what is below is not worth a word. In other currencies nothing is told."""
MOST: Final = 3
_PAGE: Final = Page(100)
_PREFIX: Final = "receipt_missing:"


async def undocumented_payments(
    read: ReadSession, user_id: UUID, accounts: Sequence[AccountRow], today: date
) -> list[Noticed]:
    """The largest such payments, between a week and two months old; at most MOST, measured by what is worth a word."""
    by_currency: defaultdict[str, list[UUID]] = defaultdict(list)
    for account in accounts:
        by_currency[account.currency].append(account.id)
    found: list[tuple[Fraction, TransactionRow]] = []
    for currency, account_ids in sorted(by_currency.items()):
        if currency not in WORTH:
            continue
        worth = WORTH[currency] * 10 ** Currency(currency).exponent
        wanted = MissingFilter(
            start=today - OLDEST, end=today - YOUNGEST, account_ids=account_ids, min_amount_minor=worth
        )
        page = await receipts_missing(read, user_id, wanted, _PAGE)
        found += [(Fraction(-row.amount_minor, worth), row) for row in page.rows]
    return [_noticed(row) for _, row in sorted(found, key=lambda one: (-one[0], one[1].id))[:MOST]]


async def receipts_found(read: ReadSession, user_id: UUID, keys: Sequence[str]) -> set[str]:
    """Of the keys of such insights, those whose payment has a document now, or is no longer in the books."""
    ids = {key: UUID(key.removeprefix(_PREFIX)) for key in keys if key.startswith(_PREFIX)}
    if not ids:
        return set()
    tied = select(DocumentMatchRow.transaction_id).where(
        DocumentMatchRow.user_id == user_id, DocumentMatchRow.status.in_(HOLDING)
    )
    rows = await read.session.execute(
        select(TransactionRow.id).where(
            TransactionRow.user_id == user_id,
            TransactionRow.id.in_(list(ids.values())),
            TransactionRow.deleted_at.is_(None),
            TransactionRow.id.not_in(tied),
        )
    )
    bare = set(rows.scalars())
    return {key for key, transaction_id in ids.items() if transaction_id not in bare}


def _noticed(row: TransactionRow) -> Noticed:
    return Noticed(
        InsightKind.RECEIPT_MISSING,
        f"{_PREFIX}{row.id}",
        row.account_id,
        (row.counterparty or row.description).strip(),
        row.booked_on,
        row.amount_minor,
        row.currency,
        transaction_id=row.id,
    )
