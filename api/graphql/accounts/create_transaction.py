from datetime import date

import strawberry

from api.graphql.accounts.transaction import Transaction
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.scalars import MoneyInput
from core.accounts.create_transaction import CreateTransaction, create_transaction
from core.documents.matching.request_matching import request_matching


@strawberry.input(description="A movement to write down by hand.")
class CreateTransactionInput:
    """Input of `createTransaction`."""

    account_id: strawberry.ID = strawberry.field(description="The account it is on.")
    booked_on: date = strawberry.field(description="The day.")
    amount: MoneyInput = strawberry.field(description="Signed, in the account's currency.")
    description: str = strawberry.field(description="1 to 500 characters.")
    counterparty: str | None = strawberry.field(default=None, description="Who was on the other side.")
    category_id: strawberry.ID | None = strawberry.field(default=None, description="What it was for.")
    note: str | None = strawberry.field(default=None, description="A note.")
    idempotency_key: str | None = strawberry.field(default=None, description="The same key makes it only once.")


@strawberry.type(description="The new transaction.")
class CreateTransactionPayload(Payload):
    """Answer of `createTransaction`."""

    transaction: Transaction | None = strawberry.field(default=None, description="The transaction.")


async def _create_transaction(
    info: strawberry.Info[Context],
    input: CreateTransactionInput,  # noqa: A002 the schema's argument name
) -> CreateTransactionPayload:
    command = CreateTransaction(
        account_id=decode_id(input.account_id, "Account", "accountId"),
        booked_on=input.booked_on,
        amount=input.amount.amount,
        currency=input.amount.currency,
        description=input.description,
        counterparty=input.counterparty,
        category_id=decode_id(input.category_id, "Category", "categoryId") if input.category_id else None,
        note=input.note,
    )
    async with info.context.uow() as uow:
        row = await create_transaction(uow, command, input.idempotency_key)
        await request_matching(uow)
        await uow.session.refresh(row)
    return CreateTransactionPayload(transaction=Transaction(row=row))


@strawberry.type
class CreateTransactionMutation:
    """Writing a movement down."""

    create_transaction: CreateTransactionPayload = mutation(
        Permission.TRANSACTIONS_WRITE,
        CreateTransactionPayload,
        "Write a movement down by hand; the balance moves by it.",
    )(_create_transaction)
