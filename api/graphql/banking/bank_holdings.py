from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.context import Context
from api.graphql.declare.fields import column
from api.graphql.declare.listing import WANTED, narrowed
from api.graphql.declare.node import Node
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowList
from core.banking.holding_models import BankCardRow, BankProductRow, ProductAgreementRow
from core.ports.bank_feed import ProductKind

MOST = 500
"""Of a list that is short by nature: a person's cards and agreements, a bank's catalogue."""


@strawberry.type(description="A card of the person's.")
class BankCard(Node):
    """A card."""

    row: strawberry.Private[BankCardRow]
    masked_number: str = column(BankCardRow.masked_number, "At most its last four digits.")
    kind: str | None = column(BankCardRow.kind, "Debit or credit, in the bank's words; null where it does not say.")
    name: str | None = column(BankCardRow.name, "What the bank calls it; null where it has no name.")
    status: str | None = column(BankCardRow.status, "Where it stands, in the bank's words; null where it does not say.")
    expires_on: date | None = column(
        BankCardRow.expires_on, "The last day it is good for; null where the bank does not say."
    )
    account_number: str | None = column(
        BankCardRow.account_number, "Number of the account it draws on; null where the bank does not say."
    )


@strawberry.type(description="A loan, deposit or card contract of the person's. Amounts are in its account's currency.")
class ProductAgreement(Node):
    """An agreement."""

    row: strawberry.Private[ProductAgreementRow]
    kind: ProductKind = column(ProductAgreementRow.kind, "What it is.")
    name: str = column(ProductAgreementRow.name, "What the bank calls it; null where it has no name.")
    amount: Decimal = column(ProductAgreementRow.amount, "What was agreed on, in major units of the currency.")
    balance: Decimal | None = column(
        ProductAgreementRow.balance, "What is left, in major units of the currency; null where the bank does not say."
    )
    interest_rate: Decimal | None = column(
        ProductAgreementRow.interest_rate, "In per cent a year; null where the bank does not say."
    )
    status: str = column(
        ProductAgreementRow.status, "Where it stands, in the bank's words; null where it does not say."
    )
    starts_on: date | None = column(ProductAgreementRow.starts_on, "Its first day; null where the bank does not say.")
    ends_on: date | None = column(ProductAgreementRow.ends_on, "Its last day; null for no end.")
    account_number: str | None = column(
        ProductAgreementRow.account_number, "Number of the account it is kept on; null where the bank does not say."
    )


@strawberry.type(description="Something in a bank's catalogue. Amounts are in roubles, as the bank lists them.")
class BankProduct(Node):
    """A product."""

    row: strawberry.Private[BankProductRow]
    bank_code: str = column(BankProductRow.bank_code, "The bank.")
    kind: ProductKind = column(BankProductRow.kind, "What it is.")
    name: str = column(BankProductRow.name, "Its name.")
    description: str | None = column(BankProductRow.description, "The bank's description; null where there is none.")
    interest_rate: Decimal | None = column(
        BankProductRow.interest_rate, "In per cent a year; null where the bank does not say."
    )
    min_amount: Decimal | None = column(BankProductRow.min_amount, "The least, in roubles; null for no bound.")
    max_amount: Decimal | None = column(BankProductRow.max_amount, "The most, in roubles; null for no bound.")
    term_months: int | None = column(BankProductRow.term_months, "For how long, in months; null for no term.")
    read_at: datetime = column(BankProductRow.read_at, "When it was first seen in the catalogue.")


def wrap_card(row: Any) -> BankCard:
    """The GraphQL type of a row."""
    return BankCard(row=row)


def wrap_agreement(row: Any) -> ProductAgreement:
    """The GraphQL type of a row."""
    return ProductAgreement(row=row)


def wrap_product(row: Any) -> BankProduct:
    """The GraphQL type of a row."""
    return BankProduct(row=row)


def _own_cards(person: UUID, _: Arguments) -> Select[tuple[BankCardRow]]:
    return select(BankCardRow).where(BankCardRow.user_id == person).order_by(BankCardRow.id).limit(MOST)


def _own_agreements(person: UUID, _: Arguments) -> Select[tuple[ProductAgreementRow]]:
    row = ProductAgreementRow
    return select(row).where(row.user_id == person).order_by(row.id).limit(MOST)


async def _bank_cards(info: strawberry.Info[Context]) -> list[BankCard]:
    async with info.context.read() as read:
        rows = (await read.session.execute(_own_cards(info.context.person, {}))).scalars()
        return [wrap_card(row) for row in rows]


async def _product_agreements(info: strawberry.Info[Context]) -> list[ProductAgreement]:
    async with info.context.read() as read:
        rows = (await read.session.execute(_own_agreements(info.context.person, {}))).scalars()
        return [wrap_agreement(row) for row in rows]


@strawberry.input(description="Which products to show. What is left out is left open.")
class BankProductFilter:
    """Filter of products."""

    bank_codes: list[str] | None = strawberry.field(
        default=None, description="Of one of these banks, by `Bank.code`, as `vbank`."
    )
    kinds: list[ProductKind] | None = strawberry.field(default=None, description="Of one of these sorts.")


def _wanted_products(_: UUID, arguments: Arguments) -> Select[tuple[BankProductRow]]:
    wanted: BankProductFilter = arguments.get("filter") or BankProductFilter()
    row, bank_code, kind = BankProductRow, arguments.get("bank_code"), arguments.get("kind")
    statement = narrowed(
        select(row),
        ([bank_code] if bank_code is not None else None, row.bank_code),
        ([kind] if kind is not None else None, row.kind),
        (wanted.bank_codes, row.bank_code),
        (wanted.kinds, row.kind),
    )
    return statement.order_by(row.bank_code, row.id).limit(MOST)


async def _bank_products(
    info: strawberry.Info[Context],
    filter: Annotated[BankProductFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    bank_code: Annotated[
        str | None,
        strawberry.argument(
            description="Of this bank.", deprecation_reason="Use `filter.bankCodes`. Removed on 2027-06-01."
        ),
    ] = None,
    kind: Annotated[
        ProductKind | None,
        strawberry.argument(
            description="Of this sort.", deprecation_reason="Use `filter.kinds`. Removed on 2027-06-01."
        ),
    ] = None,
) -> list[BankProduct]:
    given = {"filter": filter, "bank_code": bank_code, "kind": kind}
    async with info.context.read() as read:
        rows = (await read.session.execute(_wanted_products(info.context.person, given))).scalars()
        return [wrap_product(row) for row in rows]


@strawberry.type
class BankHoldingQueries:
    """What else banks tell of."""

    bank_cards: list[BankCard] = query(
        Permission.BANKS_READ, "The person's cards at connected banks.", RowList(_own_cards)
    )(_bank_cards)
    product_agreements: list[ProductAgreement] = query(
        Permission.BANKS_READ,
        "The person's loans, deposits and card contracts; needs a PRODUCT consent.",
        RowList(_own_agreements),
    )(_product_agreements)
    bank_products: list[BankProduct] = query(
        Permission.BANKS_READ, "What banks offer, read once a day.", RowList(_wanted_products)
    )(_bank_products)
