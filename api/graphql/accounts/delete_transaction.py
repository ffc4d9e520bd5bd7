import strawberry

from api.graphql.accounts.transaction import Transaction
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.accounts.delete_transaction import delete_transaction, restore_transaction
from core.documents.matching.request_matching import request_matching


@strawberry.input(description="Which transaction to delete.")
class DeleteTransactionInput:
    """Input of `deleteTransaction`."""

    id: strawberry.ID = strawberry.field(description="The transaction.")


@strawberry.input(description="Which transaction to restore.")
class RestoreTransactionInput:
    """Input of `restoreTransaction`."""

    id: strawberry.ID = strawberry.field(description="The transaction.")


@strawberry.type(description="The deleted transaction.")
class DeleteTransactionPayload(Payload):
    """Answer of `deleteTransaction`."""

    transaction: Transaction | None = strawberry.field(default=None, description="The transaction.")


@strawberry.type(description="The restored transaction.")
class RestoreTransactionPayload(Payload):
    """Answer of `restoreTransaction`."""

    transaction: Transaction | None = strawberry.field(default=None, description="The transaction.")


async def _delete(info: strawberry.Info[Context], input: DeleteTransactionInput) -> DeleteTransactionPayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        row = await delete_transaction(uow, info.context.platform.clock, decode_id(input.id, "Transaction", "id"))
        await request_matching(uow)
    return DeleteTransactionPayload(transaction=Transaction(row=row))


async def _restore(info: strawberry.Info[Context], input: RestoreTransactionInput) -> RestoreTransactionPayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        row = await restore_transaction(uow, decode_id(input.id, "Transaction", "id"))
        await request_matching(uow)
    return RestoreTransactionPayload(transaction=Transaction(row=row))


@strawberry.type
class DeleteTransactionMutation:
    """Deleting and restoring."""

    delete_transaction: DeleteTransactionPayload = mutation(
        Permission.TRANSACTIONS_WRITE,
        DeleteTransactionPayload,
        "Take a transaction out of the books. It can be restored.",
    )(_delete)
    restore_transaction: RestoreTransactionPayload = mutation(
        Permission.TRANSACTIONS_WRITE, RestoreTransactionPayload, "Undo `deleteTransaction`."
    )(_restore)
