import strawberry

from api.graphql.accounts.transaction import Transaction
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.accounts.categorise_transaction import CategoriseTransaction, categorise_transaction


@strawberry.input(description="A person's word on a category.")
class CategoriseTransactionInput:
    """Input of `categoriseTransaction`."""

    id: strawberry.ID = strawberry.field(description="The transaction.")
    category_id: strawberry.ID | None = strawberry.field(description="The category; null takes it away.")
    apply_to_twins: bool = strawberry.field(
        default=True, description="Teach it at once to other lines of the same merchant that nobody has decided."
    )


@strawberry.type(description="The transaction and what it taught.")
class CategoriseTransactionPayload(Payload):
    """Answer of `categoriseTransaction`."""

    transaction: Transaction | None = strawberry.field(default=None, description="The transaction.")
    twins_changed: int = strawberry.field(default=0, description="How many others followed it.")


async def _categorise_transaction(
    info: strawberry.Info[Context],
    input: CategoriseTransactionInput,  # noqa: A002 the schema's argument name
) -> CategoriseTransactionPayload:
    command = CategoriseTransaction(
        decode_id(input.id, "Transaction", "id"),
        decode_id(input.category_id, "Category", "categoryId") if input.category_id else None,
        apply_to_twins=input.apply_to_twins,
    )
    async with info.context.uow() as uow:
        done = await categorise_transaction(uow, command)
    return CategoriseTransactionPayload(transaction=Transaction(row=done.transaction), twins_changed=done.twins_changed)


@strawberry.type
class CategoriseTransactionMutation:
    """Sorting by hand."""

    categorise_transaction: CategoriseTransactionPayload = mutation(
        Permission.SIGNED_IN, CategoriseTransactionPayload, "Set a category by hand: final, and learned at once."
    )(_categorise_transaction)
