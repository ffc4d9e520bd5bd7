import strawberry

from api.graphql.accounts.bulk_result import BulkTransactionResult, done_count, judge_ids, results_of
from api.graphql.accounts.update_transaction import UpdateTransactionInput, changes_of
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.accounts.bulk_update import bulk_update
from core.accounts.judge_batch import Outcome
from core.accounts.update_transaction import UpdateTransaction


@strawberry.input(description="What to change of many transactions.")
class BulkUpdateInput:
    """Input of `bulkUpdate`."""

    items: list[UpdateTransactionInput] = strawberry.field(
        description="1 to 1,000 items, each transaction once. Send them as a variable: a document has a bounded length."
    )


@strawberry.type(description="What became of each item. `errors` is about the batch as a whole.")
class BulkUpdatePayload(Payload):
    """Answer of `bulkUpdate`."""

    results: list[BulkTransactionResult] = strawberry.field(
        default_factory=list, description="One for each item, in their order; empty where the batch was refused."
    )
    done_count: int = strawberry.field(default=0, description="How many items were done.")


async def _bulk_update(
    info: strawberry.Info[Context],
    input: BulkUpdateInput,  # noqa: A002 the schema's argument name
) -> BulkUpdatePayload:
    ids = [item.id for item in input.items]
    wrong = judge_ids(ids)
    commands = [
        UpdateTransaction(decode_id(item.id, "Transaction", "id"), changes_of(item))
        for index, item in enumerate(input.items)
        if index not in wrong
    ]
    outcomes: list[Outcome] = []
    if commands:
        async with info.context.uow() as uow:
            outcomes = await bulk_update(uow, commands)
    results = results_of(ids, wrong, outcomes)
    return BulkUpdatePayload(results=results, done_count=done_count(results))


@strawberry.type
class BulkUpdateMutation:
    """Editing many."""

    bulk_update: BulkUpdatePayload = mutation(
        Permission.TRANSACTIONS_WRITE,
        BulkUpdatePayload,
        "Edit up to 1,000 transactions, as `updateTransaction` does for one. What is wrong with an item stops no "
        "other.",
    )(_bulk_update)
