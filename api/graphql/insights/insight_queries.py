from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.insights.insight import Insight, wrap_insight
from core.insights.models import InsightKind, InsightRow
from core.insights.read_insights import own_insights


@strawberry.input(description="Which insights to show. What is left out is left open.")
class InsightFilter:
    """Filter of insights."""

    kinds: list[InsightKind] | None = strawberry.field(default=None, description="Of one of these sorts.")
    include_dismissed: bool = strawberry.field(default=False, description="Those that were put away too.")


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[InsightRow]]:
    wanted: InsightFilter = arguments.get("filter") or InsightFilter()
    return own_insights(person, kinds=wanted.kinds, with_dismissed=wanted.include_dismissed)


INSIGHTS: Final = Listing(_wanted, by_time(InsightRow.sequence, InsightRow.id), wrap_insight)


async def _insights(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[InsightFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Insight]:
    return await INSIGHTS.page(info, first, after, filter=filter, order_by=order_by)


@strawberry.type
class InsightQueries:
    """Reading what was noticed."""

    insights: Connection[Insight] = query(
        Permission.INSIGHTS_READ,
        "What was noticed in the person's books and not put away, newest first.",
        INSIGHTS.rows,
    )(_insights)
