from uuid import UUID

import strawberry

from api.graphql.accounts.bulk_result import BulkTransactionResult, Judged, done_count, judge_ids, results_of
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from core.accounts.bulk_categorise import BulkCategorised, Choice, bulk_categorise
from core.errors import DomainError


@strawberry.input(description="A person's word on the category of one transaction of a batch.")
class BulkCategoriseItem:
    """An item of `bulkCategorise`."""

    id: strawberry.ID = strawberry.field(description="The transaction.")
    category_id: strawberry.ID | None = strawberry.field(default=None, description="The category; null takes it away.")


@strawberry.input(description="A person's word on the categories of many transactions.")
class BulkCategoriseInput:
    """Input of `bulkCategorise`."""

    items: list[BulkCategoriseItem] = strawberry.field(
        description="1 to 1,000 items, each transaction once. Send them as a variable: a document has a bounded length."
    )
    apply_to_twins: bool = strawberry.field(
        default=True, description="Teach each at once to other lines of the same merchant that nobody has decided."
    )


@strawberry.type(description="What became of each item. `errors` is about the batch as a whole.")
class BulkCategorisePayload(Payload):
    """Answer of `bulkCategorise`."""

    results: list[BulkTransactionResult] = strawberry.field(
        default_factory=list, description="One for each item, in their order; empty where the batch was refused."
    )
    done_count: int = strawberry.field(default=0, description="How many items were done.")
    twins_changed: int = strawberry.field(default=0, description="How many other transactions followed them.")


def _judge_categories(items: list[BulkCategoriseItem], wrong: Judged) -> None:
    for index, item in enumerate(items):
        if item.category_id is None or index in wrong:
            continue
        try:
            _category(item)
        except DomainError as error:
            wrong[index] = error


def _category(item: BulkCategoriseItem) -> UUID | None:
    return decode_id(item.category_id, "Category", "categoryId") if item.category_id is not None else None


async def _bulk_categorise(
    info: strawberry.Info[Context],
    input: BulkCategoriseInput,  # noqa: A002 the schema's argument name
) -> BulkCategorisePayload:
    ids = [item.id for item in input.items]
    wrong = judge_ids(ids)
    _judge_categories(input.items, wrong)
    choices = [
        Choice(decode_id(item.id, "Transaction", "id"), _category(item))
        for index, item in enumerate(input.items)
        if index not in wrong
    ]
    done = BulkCategorised((), 0)
    if choices:
        async with info.context.uow() as uow:
            done = await bulk_categorise(uow, choices, apply_to_twins=input.apply_to_twins)
    results = results_of(ids, wrong, done.outcomes)
    return BulkCategorisePayload(results=results, done_count=done_count(results), twins_changed=done.twins_changed)


@strawberry.type
class BulkCategoriseMutation:
    """Sorting many by hand."""

    bulk_categorise: BulkCategorisePayload = mutation(
        Permission.TRANSACTIONS_CATEGORISE,
        BulkCategorisePayload,
        "Set the categories of up to 1,000 transactions by hand, as `categoriseTransaction` does for one. What is "
        "wrong with an item stops no other.",
    )(_bulk_categorise)
