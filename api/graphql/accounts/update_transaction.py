from datetime import date
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.accounts.transaction import Transaction
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.declare.write_at_once import WriteAtOnce
from core.accounts.models import TransactionRow
from core.accounts.repository import own_transactions
from core.accounts.update_at_once import update_at_once
from core.accounts.update_transaction import UpdateTransaction, update_transaction
from core.db.at_once import AtOnce


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


def _command(given: UpdateTransactionInput) -> UpdateTransaction:
    return UpdateTransaction(decode_id(given.id, "Transaction", "id"), changes_of(given))


async def _update_transaction(
    info: strawberry.Info[Context],
    input: UpdateTransactionInput,  # noqa: A002 the schema's argument name
) -> UpdateTransactionPayload:
    async with info.context.uow() as uow:
        row = await update_transaction(uow, _command(input))
    return UpdateTransactionPayload(transaction=Transaction(row=row))


async def _at_once(
    work: AtOnce,
    input: UpdateTransactionInput,  # noqa: A002 as above
) -> UUID:
    return await update_at_once(work, _command(input))


def _row(person: UUID, key: UUID) -> Select[Any]:
    return own_transactions(person).where(TransactionRow.id == key)


@strawberry.type
class UpdateTransactionMutation:
    """Editing."""

    update_transaction: UpdateTransactionPayload = mutation(
        Permission.TRANSACTIONS_WRITE,
        UpdateTransactionPayload,
        "Edit a transaction.",
        WriteAtOnce(_at_once, "transaction", _row),
    )(_update_transaction)
