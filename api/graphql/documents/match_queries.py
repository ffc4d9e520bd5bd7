from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.accounts.transaction_filter import PeriodInput
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.documents.document_match import DocumentMatch, wrap_match
from core.db.keyset import Page
from core.documents.matching.models import DocumentMatchRow, MatchStatus
from core.documents.matching.receipts_missing import MissingFilter, count_receipts_missing, receipts_missing
from core.money import Currency, Money
from core.ports.receipt_matcher import MatchKind
from core.taxonomy import Deductible


@strawberry.input(description="Which matches to show. Only what waits, if no status is named.")
class DocumentMatchFilter:
    """Filter of matches."""

    statuses: list[MatchStatus] | None = strawberry.field(
        default=None, description="Of one of these statuses; SUGGESTED alone if left out."
    )
    kinds: list[MatchKind] | None = strawberry.field(default=None, description="Of one of these sorts.")


@strawberry.input(name="ReceiptsMissingFilter", description="What to show. What is left out is left open.")
class ReceiptsMissingFilterInput:
    """Filter of payments without a document."""

    period: PeriodInput | None = strawberry.field(default=None, description="Booked in these days.")
    account_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="On one of these accounts.")
    category_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Of one of these categories.")
    deductible: list[Deductible] | None = strawberry.field(
        default=None, description="How sure it is that the category lowers the tax; USUALLY and SOMETIMES if left out."
    )
    min_amount: Decimal | None = strawberry.field(
        default=None, description="At least this much was paid, in major units."
    )
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


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[DocumentMatchRow]]:
    """What waits, unless the filter names statuses; null for `status` is all."""
    wanted: DocumentMatchFilter = arguments.get("filter") or DocumentMatchFilter()
    row, status = DocumentMatchRow, arguments.get("status")
    statuses = wanted.statuses if wanted.statuses is not None else [status] if status is not None else None
    return narrowed(select(row).where(row.user_id == person), (statuses, row.status), (wanted.kinds, row.kind))


MATCHES: Final = Listing(_wanted, by_time(DocumentMatchRow.created_at, DocumentMatchRow.id), wrap_match)


async def _document_matches(
    info: strawberry.Info[Context],
    *,
    first: First = 20,
    after: After = None,
    filter: Annotated[  # noqa: A002 the schema's argument name
        DocumentMatchFilter | None, strawberry.argument(description="Which to show; what waits if left out.")
    ] = None,
    order_by: ByTime = None,
    status: Annotated[
        MatchStatus | None,
        strawberry.argument(
            description="Of this status; null for all. Of no effect where the filter names statuses.",
            deprecation_reason="Use `filter.statuses`. Removed on 2027-06-01.",
        ),
    ] = MatchStatus.SUGGESTED,
) -> Connection[DocumentMatch]:
    return await MATCHES.page(info, first, after, filter=filter, order_by=order_by, status=status)


async def _receipts_missing(
    info: strawberry.Info[Context],
    filter: Annotated[ReceiptsMissingFilterInput | None, WANTED] = None,  # noqa: A002 the schema's argument name
    first: First = 20,
    after: After = None,
) -> Connection[Transaction]:
    context, wanted = info.context, _to_filter(filter)
    async with context.read() as read:
        found = await receipts_missing(read, context.person, wanted, Page(first, after))

    async def count() -> int:
        async with context.read() as read:
            return await count_receipts_missing(read, context.person, wanted)

    return Connection[Transaction].of(found, wrap_transaction, count)


@strawberry.type
class DocumentMatchQueries:
    """Reading which payments documents are of."""

    document_matches: Connection[DocumentMatch] = query(
        Permission.DOCUMENTS_READ,
        "Documents and the payments they may be of, newest first: what waits, or what the filter names.",
        MATCHES.rows,
    )(_document_matches)
    receipts_missing: Connection[Transaction] = query(
        Permission.DOCUMENTS_READ, "Booked payments that lower the tax and have no document, newest first."
    )(_receipts_missing)
