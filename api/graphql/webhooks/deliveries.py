from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import decode_id, decode_ids
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.declare.rows import Arguments
from api.graphql.webhooks.webhook import Webhook, wrap_webhook
from api.graphql.webhooks.webhook_delivery import WebhookDelivery, wrap_delivery
from core.webhooks.event_kind import EventKind
from core.webhooks.find_webhook import own_deliveries, own_webhooks
from core.webhooks.models import DeliveryState, WebhookDeliveryRow, WebhookRow, WebhookStatus
from core.webhooks.send_again import limit_by_hand, redeliver, send_test


@strawberry.input(description="Which webhooks to show. What is left out is left open.")
class WebhookFilter:
    """Filter of webhooks."""

    statuses: list[WebhookStatus] | None = strawberry.field(default=None, description="Of one of these statuses.")


@strawberry.input(description="Which deliveries to show. What is left out is left open.")
class WebhookDeliveryFilter:
    """Filter of deliveries."""

    webhook_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="To one of these webhooks.")
    kinds: list[EventKind] | None = strawberry.field(default=None, description="Of one of these kinds.")
    states: list[DeliveryState] | None = strawberry.field(default=None, description="In one of these states.")


@strawberry.input(description="Which delivery to repeat.")
class RedeliverWebhookInput:
    """Input of `redeliverWebhook`."""

    id: strawberry.ID = strawberry.field(description="A delivery that has ended.")


@strawberry.input(description="Which webhook to try.")
class SendTestWebhookInput:
    """Input of `sendTestWebhook`."""

    id: strawberry.ID = strawberry.field(description="The webhook.")


@strawberry.type(description="The new delivery, which is under way.")
class WebhookDeliveryPayload(Payload):
    """Answer of `redeliverWebhook` and `sendTestWebhook`."""

    delivery: WebhookDelivery | None = strawberry.field(default=None, description="The delivery.")


def _webhooks(person: UUID, arguments: Arguments) -> Select[tuple[WebhookRow]]:
    wanted: WebhookFilter = arguments.get("filter") or WebhookFilter()
    return narrowed(own_webhooks(person), (wanted.statuses, WebhookRow.status))


def _deliveries(person: UUID, arguments: Arguments) -> Select[tuple[WebhookDeliveryRow]]:
    wanted: WebhookDeliveryFilter = arguments.get("filter") or WebhookDeliveryFilter()
    return narrowed(
        own_deliveries(person),
        (decode_ids(wanted.webhook_ids, "Webhook", "webhookIds"), WebhookDeliveryRow.webhook_id),
        (wanted.kinds, WebhookDeliveryRow.kind),
        (wanted.states, WebhookDeliveryRow.state),
    )


WEBHOOKS: Final = Listing(_webhooks, by_time(WebhookRow.created_at, WebhookRow.id), wrap_webhook)
DELIVERIES: Final = Listing(_deliveries, by_time(WebhookDeliveryRow.created_at, WebhookDeliveryRow.id), wrap_delivery)


async def _list_webhooks(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[WebhookFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Webhook]:
    return await WEBHOOKS.page(info, first, after, filter=filter, order_by=order_by)


async def _list_deliveries(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[WebhookDeliveryFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[WebhookDelivery]:
    return await DELIVERIES.page(info, first, after, filter=filter, order_by=order_by)


async def _redeliver(info: strawberry.Info[Context], input: RedeliverWebhookInput) -> WebhookDeliveryPayload:  # noqa: A002 the schema's argument name
    key = decode_id(input.id, "WebhookDelivery", "id")
    await _count(info.context)
    async with info.context.uow() as uow:
        row = await redeliver(uow, key, info.context.client_id)
    return WebhookDeliveryPayload(delivery=wrap_delivery(row))


async def _send_test(info: strawberry.Info[Context], input: SendTestWebhookInput) -> WebhookDeliveryPayload:  # noqa: A002 the schema's argument name
    key = decode_id(input.id, "Webhook", "id")
    await _count(info.context)
    async with info.context.uow() as uow:
        row = await send_test(uow, key, info.context.client_id)
    return WebhookDeliveryPayload(delivery=wrap_delivery(row))


async def _count(context: Context) -> None:
    platform = context.platform
    per_hour = platform.settings.webhooks.by_hand_per_hour
    await limit_by_hand(platform.limiter, context.person, per_hour, context.client_id)


@strawberry.type
class WebhookQueries:
    """Reading webhooks."""

    webhooks: Connection[Webhook] = query(
        Permission.WEBHOOKS_READ, "The person's webhooks, newest first; to an app, those that it keeps.", WEBHOOKS.rows
    )(_list_webhooks)
    webhook_deliveries: Connection[WebhookDelivery] = query(
        Permission.WEBHOOKS_READ, "What was sent to the same webhooks, newest first.", DELIVERIES.rows
    )(_list_deliveries)


@strawberry.type
class WebhookDeliveryMutation:
    """Deliveries by hand."""

    redeliver_webhook: WebhookDeliveryPayload = mutation(
        Permission.WEBHOOKS_MANAGE,
        WebhookDeliveryPayload,
        "Send an event once more, under the same `webhook-id`: who has it already drops the twin.",
    )(_redeliver)
    send_test_webhook: WebhookDeliveryPayload = mutation(
        Permission.WEBHOOKS_MANAGE, WebhookDeliveryPayload, "Send a `webhook.test` event to one webhook."
    )(_send_test)
