from datetime import datetime

import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from core.insights.models import InsightKind, InsightMuteRow
from core.insights.mute_insights import list_mutes, mute_insights, unmute_insights


@strawberry.type(description="A kind of insight that the person is told no more.")
class MutedInsights:
    """A muted kind."""

    kind: InsightKind = strawberry.field(description="The kind.")
    muted_at: datetime = strawberry.field(description="Since when.")
    by_person: bool = strawberry.field(
        description="Whether the person asked for it; else it was put away three times and nothing of it done."
    )


@strawberry.input(description="Which kind to be told no more of.")
class MuteInsightsInput:
    """Input of `muteInsights`."""

    kind: InsightKind = strawberry.field(description="The kind.")


@strawberry.input(description="Which kind to be told of again.")
class UnmuteInsightsInput:
    """Input of `unmuteInsights`."""

    kind: InsightKind = strawberry.field(description="The kind.")


@strawberry.type(description="What is muted after it.")
class MuteInsightsPayload(Payload):
    """Answer of both."""

    muted: list[MutedInsights] | None = strawberry.field(
        default=None, description="All kinds that the person is told no more, the last muted first."
    )


def show_mute(row: InsightMuteRow) -> MutedInsights:
    """The GraphQL type of a row."""
    return MutedInsights(kind=row.kind, muted_at=row.muted_at, by_person=row.by_person)


async def _muted(info: strawberry.Info[Context]) -> list[MutedInsights]:
    async with info.context.read() as read:
        return [show_mute(row) for row in await list_mutes(read, info.context.person)]


async def _mute(info: strawberry.Info[Context], input: MuteInsightsInput) -> MuteInsightsPayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        await mute_insights(uow, info.context.platform.clock, input.kind)
    return MuteInsightsPayload(muted=await _muted(info))


async def _unmute(info: strawberry.Info[Context], input: UnmuteInsightsInput) -> MuteInsightsPayload:  # noqa: A002 as above
    async with info.context.uow() as uow:
        await unmute_insights(uow, info.context.platform.clock, input.kind)
    return MuteInsightsPayload(muted=await _muted(info))


@strawberry.type
class MutedInsightsQueries:
    """Reading what is muted."""

    muted_insights: list[MutedInsights] = query(
        Permission.INSIGHTS_READ, "The kinds of insights that the person is told no more, the last muted first."
    )(_muted)


@strawberry.type
class MutedInsightsMutation:
    """Muting kinds, and telling of them again."""

    mute_insights: MuteInsightsPayload = mutation(
        Permission.INSIGHTS_WRITE, MuteInsightsPayload, "Be told no more of a kind of insight."
    )(_mute)
    unmute_insights: MuteInsightsPayload = mutation(
        Permission.INSIGHTS_WRITE, MuteInsightsPayload, "Be told of a kind of insight again, and at once what there is."
    )(_unmute)
