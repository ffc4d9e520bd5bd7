from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Annotated

import strawberry

from api.graphql.context import Context
from api.graphql.declare.permission import Enforce, Permission
from api.graphql.insights.insight import Insight, wrap_insight
from api.graphql.subscriptions.look_patiently import look_patiently
from core.db.keyset import decode_cursor
from core.insights.read_insights import AT_ONCE, insights_after, latest_sequence
from core.ports.events import PATIENT, Topic


async def _insight_added(
    info: strawberry.Info[Context],
    after: Annotated[
        str | None, strawberry.argument(description="An insight's `cursor`: those noticed since come first.")
    ] = None,
) -> AsyncGenerator[Insight, None]:
    """Insights wait in their table for a slow reader: no more than a page of them is ever held."""
    context = info.context
    person = context.person
    sequence = int(decode_cursor(after, [int])[0]) if after is not None else None
    async with aclosing(context.listen(Topic.INSIGHTS, PATIENT)) as looks:
        async for _ in looks:
            if sequence is None:
                sequence = await look_patiently(context, partial(latest_sequence, user_id=person))
                continue
            rows = await look_patiently(context, partial(insights_after, user_id=person, sequence=sequence))
            while rows:
                for row in rows:
                    sequence = row.sequence
                    context.forget()
                    yield wrap_insight(row)
                if len(rows) < AT_ONCE:
                    break
                rows = await look_patiently(context, partial(insights_after, user_id=person, sequence=sequence))


@strawberry.type
class InsightSubscription:
    """Watching what is noticed."""

    insight_added: AsyncGenerator[Insight, None] = strawberry.subscription(
        resolver=_insight_added,
        description="Each insight as it is noticed; with `after`, an insight's `cursor`, first those noticed since.",
        extensions=[Enforce(Permission.INSIGHTS_READ)],
    )
