import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.insights.insight import Insight, wrap_insight
from api.graphql.insights.muted_insights import MutedInsights, show_mute
from core.insights.dismiss_insight import dismiss_insight


@strawberry.input(description="Which insight to put away.")
class DismissInsightInput:
    """Input of `dismissInsight`."""

    id: strawberry.ID = strawberry.field(description="The insight.")


@strawberry.type(description="What was put away.")
class DismissInsightPayload(Payload):
    """Answer of `dismissInsight`."""

    insight: Insight | None = strawberry.field(default=None, description="The insight.")
    muted: MutedInsights | None = strawberry.field(
        default=None,
        description="Its kind, if nothing more is told of it: it was put away three times within 90 days, and "
        "nothing of it done.",
    )


async def _dismiss(info: strawberry.Info[Context], input: DismissInsightInput) -> DismissInsightPayload:  # noqa: A002 the schema's argument name
    key = decode_id(input.id, "Insight", "id")
    async with info.context.uow() as uow:
        row, mute = await dismiss_insight(uow, info.context.platform.clock, key)
    return DismissInsightPayload(insight=wrap_insight(row), muted=None if mute is None else show_mute(mute))


@strawberry.type
class InsightMutation:
    """Answering what was noticed."""

    dismiss_insight: DismissInsightPayload = mutation(
        Permission.INSIGHTS_WRITE, DismissInsightPayload, "Put an insight away: the same is noticed no more."
    )(_dismiss)
