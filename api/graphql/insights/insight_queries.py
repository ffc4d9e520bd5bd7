from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowPages
from api.graphql.insights.insight import Insight, wrap_insight
from core.db.keyset import Page, fetch_page
from core.insights.models import InsightKind, InsightRow
from core.insights.read_insights import NEWEST_FIRST, own_insights


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[InsightRow]]:
    return own_insights(
        person, kinds=arguments.get("kinds"), with_dismissed=bool(arguments.get("include_dismissed", False))
    )


async def _insights(
    info: strawberry.Info[Context],
    first: int = 20,
    after: str | None = None,
    kinds: list[InsightKind] | None = None,
    include_dismissed: bool = False,
) -> Connection[Insight]:
    wanted = _wanted(info.context.person, {"kinds": kinds, "include_dismissed": include_dismissed})
    async with info.context.read() as read:
        found = await fetch_page(read.session, wanted, NEWEST_FIRST, Page(first, after))
    return Connection[Insight].of(found, wrap_insight)


@strawberry.type
class InsightQueries:
    """Reading what was noticed."""

    insights: Connection[Insight] = query(
        Permission.SIGNED_IN,
        "What was noticed in the person's books and not put away, newest first.",
        RowPages(_wanted, NEWEST_FIRST),
    )(_insights)
