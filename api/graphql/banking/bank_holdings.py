from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.fields import column
from api.graphql.declare.node import Node
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from core.banking.holding_models import BankCardRow, BankProductRow, ProductAgreementRow
from core.ports.bank_feed import ProductKind

MOST = 500
"""Of a list that is short by nature: a person's cards and agreements, a bank's catalogue."""


@strawberry.type(description="A card of the person's.")
class BankCard(Node):
    """A card."""

    row: strawberry.Private[BankCardRow]
    masked_number: str = column(BankCardRow.masked_number, "At most its last four digits.")
    kind: str | None = column(BankCardRow.kind, "Debit or credit, in the bank's words.")
    name: str | None = column(BankCardRow.name, "What the bank calls it.")
    status: str | None = column(BankCardRow.status, "Where it stands, in the bank's words.")
    expires_on: date | None = column(BankCardRow.expires_on, "The last day it is good for.")
    account_number: str | None = column(BankCardRow.account_number, "The account it draws on.")


@strawberry.type(description="A loan, deposit or card contract of the person's. Amounts are in its account's currency.")
class ProductAgreement(Node):
    """An agreement."""

    row: strawberry.Private[ProductAgreementRow]
    kind: ProductKind = column(ProductAgreementRow.kind, "What it is.")
    name: str = column(ProductAgreementRow.name, "What the bank calls it.")
    amount: Decimal = column(ProductAgreementRow.amount, "What was agreed on, in major units.")
    balance: Decimal | None = column(ProductAgreementRow.balance, "What is left, in major units.")
    interest_rate: Decimal | None = column(ProductAgreementRow.interest_rate, "Per cent a year.")
    status: str = column(ProductAgreementRow.status, "Where it stands, in the bank's words.")
    starts_on: date | None = column(ProductAgreementRow.starts_on, "Its first day.")
    ends_on: date | None = column(ProductAgreementRow.ends_on, "Its last day.")
    account_number: str | None = column(ProductAgreementRow.account_number, "The account it is kept on.")


@strawberry.type(description="Something in a bank's catalogue. Amounts are in roubles, as the bank lists them.")
class BankProduct(Node):
    """A product."""

    row: strawberry.Private[BankProductRow]
    bank_code: str = column(BankProductRow.bank_code, "The bank.")
    kind: ProductKind = column(BankProductRow.kind, "What it is.")
    name: str = column(BankProductRow.name, "Its name.")
    description: str | None = column(BankProductRow.description, "The bank's description.")
    interest_rate: Decimal | None = column(BankProductRow.interest_rate, "Per cent a year.")
    min_amount: Decimal | None = column(BankProductRow.min_amount, "The least, in major units.")
    max_amount: Decimal | None = column(BankProductRow.max_amount, "The most, in major units.")
    term_months: int | None = column(BankProductRow.term_months, "For how long.")
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


async def _bank_cards(info: strawberry.Info[Context]) -> list[BankCard]:
    mine = select(BankCardRow).where(BankCardRow.user_id == info.context.person)
    async with info.context.read() as read:
        rows = (await read.session.execute(mine.order_by(BankCardRow.id).limit(MOST))).scalars()
        return [wrap_card(row) for row in rows]


async def _product_agreements(info: strawberry.Info[Context]) -> list[ProductAgreement]:
    mine = select(ProductAgreementRow).where(ProductAgreementRow.user_id == info.context.person)
    async with info.context.read() as read:
        rows = (await read.session.execute(mine.order_by(ProductAgreementRow.id).limit(MOST))).scalars()
        return [wrap_agreement(row) for row in rows]


async def _bank_products(
    info: strawberry.Info[Context], bank_code: str | None = None, kind: ProductKind | None = None
) -> list[BankProduct]:
    statement = select(BankProductRow)
    if bank_code is not None:
        statement = statement.where(BankProductRow.bank_code == bank_code)
    if kind is not None:
        statement = statement.where(BankProductRow.kind == kind)
    ordered = statement.order_by(BankProductRow.bank_code, BankProductRow.id).limit(MOST)
    async with info.context.read() as read:
        return [wrap_product(row) for row in (await read.session.execute(ordered)).scalars()]


@strawberry.type
class BankHoldingQueries:
    """What else banks tell of."""

    bank_cards: list[BankCard] = query(Permission.SIGNED_IN, "The person's cards at connected banks.")(_bank_cards)
    product_agreements: list[ProductAgreement] = query(
        Permission.SIGNED_IN, "The person's loans, deposits and card contracts; needs a PRODUCT consent."
    )(_product_agreements)
    bank_products: list[BankProduct] = query(Permission.SIGNED_IN, "What banks offer, read once a day.")(_bank_products)
