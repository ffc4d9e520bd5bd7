from datetime import date
from typing import Any

import strawberry

from api.graphql.accounts.transaction import Transaction
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.accounts.update_transaction import UpdateTransaction, update_transaction


@strawberry.input(description="What to change of a transaction. What is left out stays.")
class UpdateTransactionInput:
    """Input of `updateTransaction`."""

    id: strawberry.ID = strawberry.field(description="The transaction.")
    booked_on: strawberry.Maybe[date] = strawberry.field(
        default=None, description="Another day: only for one written by hand."
    )
    description: strawberry.Maybe[str] = strawberry.field(default=None, description="1 to 500 characters.")
    note: strawberry.Maybe[str | None] = strawberry.field(default=None, description="A note; null takes it away.")


@strawberry.type(description="The changed transaction.")
class UpdateTransactionPayload(Payload):
    """Answer of `updateTransaction`."""

    transaction: Transaction | None = strawberry.field(default=None, description="The transaction.")


def changes_of(given: UpdateTransactionInput) -> dict[str, Any]:
    """What an input says, without what it leaves out."""
    said = (("booked_on", given.booked_on), ("description", given.description), ("note", given.note))
    return {name: one.value for name, one in said if one is not None}


async def _update_transaction(
    info: strawberry.Info[Context],
    input: UpdateTransactionInput,  # noqa: A002 the schema's argument name
) -> UpdateTransactionPayload:
    command = UpdateTransaction(decode_id(input.id, "Transaction", "id"), changes_of(input))
    async with info.context.uow() as uow:
        row = await update_transaction(uow, command)
    return UpdateTransactionPayload(transaction=Transaction(row=row))


@strawberry.type
class UpdateTransactionMutation:
    """Editing."""

    update_transaction: UpdateTransactionPayload = mutation(
        Permission.TRANSACTIONS_WRITE, UpdateTransactionPayload, "Edit a transaction."
    )(_update_transaction)
