from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry

from api.graphql.context import Context
from api.graphql.declare.fields import column, computed
from api.graphql.declare.node import Node
from core.webhooks.event_kind import EventKind
from core.webhooks.models import DisabledReason, WebhookRow, WebhookStatus


async def _app_name(root: strawberry.Parent[Any], info: strawberry.Info[Context]) -> str | None:
    client_id = root.row.client_id
    return await info.context.loaders.app_name_by_id.load(client_id) if client_id is not None else None


def _kinds(stored: Sequence[str]) -> list[EventKind]:
    return [EventKind(kind) for kind in stored]


@strawberry.type(description="An address of the person's that is told, signed, what happens in their books.")
class Webhook(Node):
    """A webhook endpoint. Its secret is shown when it is made, and never again."""

    row: strawberry.Private[WebhookRow]
    url: str = column(WebhookRow.url, "Where events are posted to.")
    description: str = column(WebhookRow.description, "What the person calls it; may be empty.")
    kinds: list[EventKind] = computed([WebhookRow.kinds], _kinds, "What it is told of.")
    payload_query: str | None = column(
        WebhookRow.payload_query, "The query whose answer is the `data` of what is sent; null for ids alone."
    )
    app_name: str | None = strawberry.field(
        resolver=_app_name,
        description="The app that made it and keeps it, which the person can only delete; null for their own.",
    )
    status: WebhookStatus = column(WebhookRow.status, "Whether it is told of events.")
    disabled_reason: DisabledReason | None = column(
        WebhookRow.disabled_reason, "Why it was disabled; null where it was not."
    )
    failing_since: datetime | None = column(
        WebhookRow.failing_since, "Since when nothing arrived; null where the last attempt did."
    )
    previous_secret_until: datetime | None = column(
        WebhookRow.previous_secret_until, "Until when the secret before signs too; null where there was none."
    )
    created_at: datetime = column(WebhookRow.created_at, "When it was made.")


def wrap_webhook(row: Any) -> Webhook:
    """The GraphQL type of a row."""
    return Webhook(row=row)
