from decimal import Decimal

import strawberry

from api.graphql.accounts.transaction import Transaction
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.accounts.split_transaction import Part, SplitTransaction, split_transaction


@strawberry.input(description="A part of a transaction.")
class SplitPartInput:
    """A part."""

    amount: Decimal = strawberry.field(description="In major units of the transaction's currency, signed as it.")
    category_id: strawberry.ID = strawberry.field(description="What this part was for.")
    note: str | None = strawberry.field(default=None, description="A note.")


@strawberry.input(description="All parts of a transaction; none undoes a split.")
class SplitTransactionInput:
    """Input of `splitTransaction`."""

    id: strawberry.ID = strawberry.field(description="The transaction.")
    parts: list[SplitPartInput] = strawberry.field(description="2 to 50 parts that sum to it exactly.")


@strawberry.type(description="The split transaction.")
class SplitTransactionPayload(Payload):
    """Answer of `splitTransaction`."""

    transaction: Transaction | None = strawberry.field(default=None, description="The transaction.")


async def _split_transaction(
    info: strawberry.Info[Context],
    input: SplitTransactionInput,  # noqa: A002 the schema's argument name
) -> SplitTransactionPayload:
    parts = [Part(part.amount, decode_id(part.category_id, "Category", "parts"), part.note) for part in input.parts]
    async with info.context.uow() as uow:
        row = await split_transaction(uow, SplitTransaction(decode_id(input.id, "Transaction", "id"), parts))
    return SplitTransactionPayload(transaction=Transaction(row=row))


@strawberry.type
class SplitTransactionMutation:
    """Splitting."""

    split_transaction: SplitTransactionPayload = mutation(
        Permission.TRANSACTIONS_WRITE,
        SplitTransactionPayload,
        "Split a transaction into parts of different categories.",
    )(_split_transaction)
