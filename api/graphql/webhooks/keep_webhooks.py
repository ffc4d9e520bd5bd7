import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.webhooks.keeper_of import keeper_of
from api.graphql.webhooks.payload_query import EVERY_SCOPE, check_payload_query
from api.graphql.webhooks.webhook import Webhook, wrap_webhook
from core.webhooks.create_webhook import CreateWebhook, create_webhook
from core.webhooks.event_kind import EventKind
from core.webhooks.keeper import Keeper
from core.webhooks.update_webhook import (
    UNCHANGED,
    Unchanged,
    UpdateWebhook,
    delete_webhook,
    rotate_secret,
    update_webhook,
)

HOW_PRESENT = (
    "The person's password, for who has no second factor and did not sign in within the last five minutes. Others call "
    "`confirmPresence` first."
)
QUERY = (
    "A query whose answer is sent as `data`. It may declare `$id: ID`, `$ids: [ID!]`, `$accountIds: [ID!]`, "
    "`$eventId: ID`, `$type: String` and `$timestamp: DateTime`, and reaches what an app with all scopes to read "
    "would; an app's own reaches what that app does."
)


@strawberry.input(description="Where to tell of what.")
class CreateWebhookInput:
    """Input of `createWebhook`."""

    url: str = strawberry.field(description="An https address on the public internet, on port 443 or 8443.")
    kinds: list[EventKind] = strawberry.field(description="What to tell of; at least one.")
    description: str = strawberry.field(default="", description="What you call it; up to 200 characters.")
    payload_query: str | None = strawberry.field(default=None, description=QUERY)
    password: str | None = strawberry.field(default=None, description=HOW_PRESENT)


@strawberry.input(description="What of a webhook changes; what is left out stays.")
class UpdateWebhookInput:
    """Input of `updateWebhook`."""

    id: strawberry.ID = strawberry.field(description="The webhook.")
    url: str | None = strawberry.field(default=None, description="As in `createWebhook`.")
    kinds: list[EventKind] | None = strawberry.field(default=None, description="What to tell of from now on.")
    description: str | None = strawberry.field(default=None, description="What you call it.")
    payload_query: strawberry.Maybe[str | None] = strawberry.field(description=f"Null for ids alone. {QUERY}")
    is_paused: bool | None = strawberry.field(
        default=None, description="Pause it, or switch it on again, also after it was disabled."
    )
    password: str | None = strawberry.field(default=None, description=HOW_PRESENT)


@strawberry.input(description="Whose secret to replace.")
class RotateWebhookSecretInput:
    """Input of `rotateWebhookSecret`."""

    id: strawberry.ID = strawberry.field(description="The webhook.")
    password: str | None = strawberry.field(default=None, description=HOW_PRESENT)


@strawberry.input(description="Which webhook to delete.")
class DeleteWebhookInput:
    """Input of `deleteWebhook`."""

    id: strawberry.ID = strawberry.field(description="The webhook.")


@strawberry.type(description="The webhook, with its secret.")
class WebhookSecretPayload(Payload):
    """Answer of `createWebhook` and `rotateWebhookSecret`."""

    webhook: Webhook | None = strawberry.field(default=None, description="The webhook.")
    secret: str | None = strawberry.field(
        default=None, description="`whsec_…`, to verify signatures with. It is shown this once."
    )


@strawberry.type(description="The webhook as it is now.")
class WebhookPayload(Payload):
    """Answer of `updateWebhook`."""

    webhook: Webhook | None = strawberry.field(default=None, description="The webhook.")


@strawberry.type(description="The webhook is gone.")
class DeleteWebhookPayload(Payload):
    """Answer of `deleteWebhook`."""

    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="The id it had.")


async def _create(info: strawberry.Info[Context], input: CreateWebhookInput) -> WebhookSecretPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    keeper = await keeper_of(context, input.password)
    query = _checked_query(info, input.payload_query, keeper)
    await platform.webhook_sender.check(input.url)
    command = CreateWebhook(input.url, input.description, input.kinds, query)
    async with context.uow() as uow:
        made = await create_webhook(uow, platform.clock, platform.settings.webhooks, command, keeper)
        await uow.session.refresh(made.row)
    return WebhookSecretPayload(webhook=wrap_webhook(made.row), secret=made.secret)


async def _update(info: strawberry.Info[Context], input: UpdateWebhookInput) -> WebhookPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    keeper = await keeper_of(context, input.password)
    query: str | Unchanged | None = UNCHANGED
    if input.payload_query is not None:
        query = _checked_query(info, input.payload_query.value, keeper)
    if input.url is not None:
        await platform.webhook_sender.check(input.url)
    command = UpdateWebhook(
        decode_id(input.id, "Webhook", "id"), input.url, input.description, input.kinds, query, input.is_paused
    )
    async with context.uow() as uow:
        row = await update_webhook(uow, platform.clock, command, keeper)
        if isinstance(query, Unchanged):  # what stays must be within the reach of this token too
            _checked_query(info, row.payload_query, keeper)
    return WebhookPayload(webhook=wrap_webhook(row))


async def _rotate(info: strawberry.Info[Context], input: RotateWebhookSecretInput) -> WebhookSecretPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    keeper = await keeper_of(context, input.password)
    key = decode_id(input.id, "Webhook", "id")
    async with context.uow() as uow:
        row, secret = await rotate_secret(uow, platform.clock, platform.settings.webhooks, key, keeper)
    return WebhookSecretPayload(webhook=wrap_webhook(row), secret=secret)


async def _delete(info: strawberry.Info[Context], input: DeleteWebhookInput) -> DeleteWebhookPayload:  # noqa: A002 the schema's argument name
    async with info.context.uow() as uow:
        await delete_webhook(uow, decode_id(input.id, "Webhook", "id"), info.context.client_id)
    return DeleteWebhookPayload(deleted_id=input.id)


def _checked_query(info: strawberry.Info[Context], text: str | None, keeper: Keeper) -> str | None:
    if text is None or not text.strip():
        return None
    schema = info.schema._schema  # noqa: SLF001 strawberry gives it no other name
    scopes = EVERY_SCOPE if keeper.app is None else keeper.app.scopes
    return check_payload_query(schema, info.context.platform.settings.limits, text, scopes)


@strawberry.type
class WebhookMutation:
    """Keeping webhooks."""

    create_webhook: WebhookSecretPayload = mutation(
        Permission.WEBHOOKS_MANAGE,
        WebhookSecretPayload,
        "Have an address told of events, as the Standard Webhooks specification says. A person has to be present.",
    )(_create)
    update_webhook: WebhookPayload = mutation(
        Permission.WEBHOOKS_MANAGE,
        WebhookPayload,
        "Change, pause or switch on a webhook. A person has to be present, and changes none that an app keeps.",
    )(_update)
    rotate_webhook_secret: WebhookSecretPayload = mutation(
        Permission.WEBHOOKS_MANAGE,
        WebhookSecretPayload,
        "Replace the secret. The one before signs too for a day, unless it is replaced again. As `updateWebhook`.",
    )(_rotate)
    delete_webhook: DeleteWebhookPayload = mutation(
        Permission.WEBHOOKS_MANAGE,
        DeleteWebhookPayload,
        "Delete a webhook, what waits for it and its log; the person also what an app keeps.",
    )(_delete)
