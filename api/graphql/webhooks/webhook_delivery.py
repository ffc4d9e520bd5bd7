from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.webhooks.webhook import Webhook, wrap_webhook
from core.webhooks.event_kind import EventKind
from core.webhooks.models import DeliveryState, WebhookDeliveryRow
from core.webhooks.sign import message_id


def _message_id(event_id: UUID) -> str:
    return message_id(event_id)


@strawberry.type(description="One event's way to one webhook: the log of what was sent. Kept for a month.")
class WebhookDelivery(Node):
    """A delivery."""

    row: strawberry.Private[WebhookDeliveryRow]
    webhook: Webhook = relation(
        WebhookDeliveryRow.webhook_id, lambda loaders: loaders.webhook_by_id, wrap_webhook, "Where to."
    )
    kind: EventKind = column(WebhookDeliveryRow.kind, "What it tells of.")
    message_id: str = computed(
        [WebhookDeliveryRow.event_id],
        _message_id,
        "The `webhook-id` it is sent under: the same at every attempt and every repeat.",
    )
    state: DeliveryState = column(WebhookDeliveryRow.state, "Where it stands.")
    is_repeat: bool = column(WebhookDeliveryRow.is_repeat, "Whether a person asked for it.")
    attempts: int = column(WebhookDeliveryRow.attempts, "How many times it was tried, broken off attempts too.")
    next_attempt_at: datetime | None = column(
        WebhookDeliveryRow.next_attempt_at, "When it is tried next; null once it has ended."
    )
    status_code: int | None = column(
        WebhookDeliveryRow.status_code, "The HTTP status of the last answer, 100 to 599; null where none came."
    )
    duration_ms: int | None = column(
        WebhookDeliveryRow.duration_ms, "How long the last attempt took, in milliseconds; null before the first."
    )
    error: str | None = column(WebhookDeliveryRow.error, "Why the last attempt failed; null where it did not.")
    answer: str | None = column(
        WebhookDeliveryRow.answer, "The first 1,024 bytes of the last answer, as text; null before the first attempt."
    )
    ended_at: datetime | None = column(WebhookDeliveryRow.ended_at, "When it ended; null while it waits.")
    created_at: datetime = column(WebhookDeliveryRow.created_at, "When it was begun.")


def wrap_delivery(row: Any) -> WebhookDelivery:
    """The GraphQL type of a row."""
    return WebhookDelivery(row=row)
