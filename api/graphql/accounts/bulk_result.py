from collections.abc import Sequence

import strawberry

from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import UserError
from core.accounts.judge_batch import Outcome, check_batch_size
from core.accounts.models import TransactionRow
from core.errors import DomainError

Judged = dict[int, DomainError]
"""What is wrong with items, by their place, before the books are asked."""


@strawberry.type(description="What became of one item of a batch.")
class BulkTransactionResult:
    """Done or refused, never both."""

    index: int = strawberry.field(description="The item's place in the input, from 0.")
    id: strawberry.ID = strawberry.field(description="The id that the item named.")
    transaction: Transaction | None = strawberry.field(
        default=None, description="The transaction as it is now; null where the item was refused."
    )
    error: UserError | None = strawberry.field(
        default=None, description="Why the item was refused; null where it was done."
    )


def judge_ids(ids: Sequence[strawberry.ID]) -> Judged:
    """Items whose id is no transaction's. Raises BatchSizeError."""
    check_batch_size(len(ids))
    wrong: Judged = {}
    for index, text in enumerate(ids):
        try:
            decode_id(text, "Transaction", "id")
        except DomainError as error:
            wrong[index] = error
    return wrong


def results_of(ids: Sequence[strawberry.ID], wrong: Judged, outcomes: Sequence[Outcome]) -> list[BulkTransactionResult]:
    """Each item's result; `outcomes` are those of the items that are not `wrong`, in their order."""
    asked = iter(outcomes)
    return [_result(index, text, wrong[index] if index in wrong else next(asked)) for index, text in enumerate(ids)]


def _result(index: int, text: strawberry.ID, outcome: Outcome) -> BulkTransactionResult:
    if isinstance(outcome, TransactionRow):
        return BulkTransactionResult(index=index, id=text, transaction=wrap_transaction(outcome))
    error = UserError(code=outcome.code, message=outcome.message, field=outcome.field)
    return BulkTransactionResult(index=index, id=text, error=error)


def done_count(results: Sequence[BulkTransactionResult]) -> int:
    """How many were done."""
    return sum(result.error is None for result in results)
