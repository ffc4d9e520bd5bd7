from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Annotated, Self

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import encode_id
from api.graphql.declare.permission import Enforce, Permission
from api.graphql.subscriptions.look_patiently import look_patiently
from core.accounts.changes.read_changes import BookChanges, changes_since, look_now
from core.accounts.changes.seen import Seen
from core.ports.events import PATIENT, Topic


@strawberry.type(
    description="Transactions were imported, sorted, edited or deleted: all since the last message, as one."
)
class TransactionsChange:
    """What to read anew."""

    cursor: str = strawberry.field(
        description="How far this tells. Pass the last one as `after` when you come again, and nothing is missed."
    )
    account_ids: list[strawberry.ID] = strawberry.field(
        description="The accounts whose transactions changed. None in the first message without `after`."
    )
    transaction_ids: list[strawberry.ID] | None = strawberry.field(
        description="Which changed, when they are 100 at most; null: read the lists of these accounts anew."
    )
    is_complete: bool = strawberry.field(
        description="False when `after` is so old that some changes are not known any more: read everything anew."
    )

    @classmethod
    def of(cls, found: BookChanges) -> Self:
        """As GraphQL shows it."""
        named = found.transaction_ids
        return cls(
            cursor=found.seen.cursor(),
            account_ids=[strawberry.ID(encode_id("Account", key)) for key in found.account_ids],
            transaction_ids=None if named is None else [strawberry.ID(encode_id("Transaction", key)) for key in named],
            is_complete=found.is_complete,
        )


async def _transactions_changed(
    info: strawberry.Info[Context],
    after: Annotated[
        str | None, strawberry.argument(description="The `cursor` of the last message: what changed since comes first.")
    ] = None,
) -> AsyncGenerator[TransactionsChange, None]:
    """What changed since the last message is read when the reader has taken that: a slow one finds it all in one."""
    context = info.context
    seen = Seen.of_cursor(after) if after is not None else None
    async with aclosing(context.listen(Topic.TRANSACTIONS, PATIENT)) as looks:
        async for _ in looks:
            if seen is None:
                seen = await look_patiently(context, look_now)
                yield TransactionsChange.of(BookChanges(seen))
                continue
            found = await look_patiently(context, partial(changes_since, user_id=context.person, seen=seen))
            if found is not None:
                seen = found.seen
                yield TransactionsChange.of(found)


@strawberry.type
class TransactionSubscription:
    """Watching the books."""

    transactions_changed: AsyncGenerator[TransactionsChange, None] = strawberry.subscription(
        resolver=_transactions_changed,
        description="Where you begin, at once, unless `after` says it; then each change of transactions, once a batch.",
        extensions=[Enforce(Permission.TRANSACTIONS_WATCH)],
    )
