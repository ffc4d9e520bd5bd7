from decimal import Decimal

import strawberry
from sqlalchemy import select

from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.accounts.transaction_filter import PeriodInput
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.documents.document_match import DocumentMatch, wrap_match
from core.db.keyset import Ordering, Page, fetch_page
from core.documents.matching.models import DocumentMatchRow, MatchStatus
from core.documents.matching.receipts_missing import MissingFilter, receipts_missing
from core.money import Currency, Money
from core.taxonomy import Deductible

NEWEST_FIRST = Ordering((DocumentMatchRow.created_at, DocumentMatchRow.id))


@strawberry.input(name="ReceiptsMissingFilter", description="What to show. What is left out is left open.")
class ReceiptsMissingFilterInput:
    """Filter of payments without a document."""

    period: PeriodInput | None = strawberry.field(default=None, description="Booked in these days.")
    account_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="On one of these accounts.")
    category_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of one of these categories.")
    deductible: list[Deductible] | None = strawberry.field(
        default=None, description="How sure it is that the category lowers the tax; USUALLY and SOMETIMES if left out."
    )
    min_amount: Decimal | None = strawberry.field(default=None, description="At least this much was paid.")
    amount_currency: str = strawberry.field(
        default="RUB", description="The currency whose digits `minAmount` is given in."
    )


def _to_filter(given: ReceiptsMissingFilterInput | None) -> MissingFilter:
    """The domain's filter. Raises NotFoundError, MoneyError."""
    if given is None:
        return MissingFilter()
    least = None
    if given.min_amount is not None:
        least = Money.from_decimal(given.min_amount, Currency.parse(given.amount_currency)).minor
    accounts, categories = given.account_ids, given.category_ids
    return MissingFilter(
        start=given.period.start if given.period else None,
        end=given.period.end if given.period else None,
        account_ids=[decode_id(key, "Account", "accountIds") for key in accounts] if accounts is not None else None,
        category_ids=[decode_id(key, "Category", "categoryIds") for key in categories]
        if categories is not None
        else None,
        deductible=given.deductible if given.deductible is not None else MissingFilter().deductible,
        min_amount_minor=least,
    )


async def _document_matches(
    info: strawberry.Info[Context],
    status: MatchStatus | None = MatchStatus.SUGGESTED,
    first: int = 20,
    after: str | None = None,
) -> Connection[DocumentMatch]:
    statement = select(DocumentMatchRow).where(DocumentMatchRow.user_id == info.context.person)
    if status is not None:
        statement = statement.where(DocumentMatchRow.status == status)
    async with info.context.read() as read:
        found = await fetch_page(read.session, statement, NEWEST_FIRST, Page(first, after))
    return Connection[DocumentMatch].of(found, wrap_match)


async def _receipts_missing(
    info: strawberry.Info[Context],
    filter: ReceiptsMissingFilterInput | None = None,  # noqa: A002 the schema's argument name
    first: int = 20,
    after: str | None = None,
) -> Connection[Transaction]:
    async with info.context.read() as read:
        found = await receipts_missing(read, info.context.person, _to_filter(filter), Page(first, after))
    return Connection[Transaction].of(found, wrap_transaction)


@strawberry.type
class DocumentMatchQueries:
    """Reading which payments documents are of."""

    document_matches: Connection[DocumentMatch] = query(
        Permission.SIGNED_IN,
        "Documents and the payments they may be of, newest first: what waits, or of another status; null for all.",
    )(_document_matches)
    receipts_missing: Connection[Transaction] = query(
        Permission.SIGNED_IN, "Booked payments that lower the tax and have no document, newest first."
    )(_receipts_missing)
