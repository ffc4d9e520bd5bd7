from urllib.parse import urlsplit

import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.presence import actor_of
from core.notifications.keep_wishes import keep_first_zone
from core.notifications.push_subscriptions import (
    BrowserKeys,
    checked_keys,
    subscribe_to_push,
    unsubscribe_from_push,
)


@strawberry.input(description="A subscription as the browser's `PushSubscription` gives it.")
class SubscribeToPushInput:
    """Input of `subscribeToPush`."""

    endpoint: str = strawberry.field(description="Its push service's https address on the public internet.")
    p256dh: str = strawberry.field(description="The browser's public key, base64url.")
    auth: str = strawberry.field(description="The browser's secret, base64url.")
    time_zone: str | None = strawberry.field(
        default=None,
        description="Where the browser is, as `Europe/Moscow`: for who has not said so, with quiet nights from 22:00 "
        "to 8:00.",
    )


@strawberry.type(description="The browser takes push messages until it is signed out.")
class SubscribeToPushPayload(Payload):
    """Answer of `subscribeToPush`."""

    host: str | None = strawberry.field(default=None, description="The push service's host.")


@strawberry.input(description="Which browser to push to no more.")
class UnsubscribeFromPushInput:
    """Input of `unsubscribeFromPush`."""

    endpoint: str = strawberry.field(description="The address it was subscribed with.")


@strawberry.type(description="Nothing is pushed to the browser any more.")
class UnsubscribeFromPushPayload(Payload):
    """Answer of `unsubscribeFromPush`."""

    was_subscribed: bool | None = strawberry.field(default=None, description="Whether something was until now.")


async def _subscribe(
    info: strawberry.Info[Context],
    input: SubscribeToPushInput,  # noqa: A002 the schema's argument name
) -> SubscribeToPushPayload:
    context = info.context
    keys = checked_keys(BrowserKeys(input.endpoint, input.p256dh, input.auth))
    await context.platform.webhook_sender.check(keys.endpoint)
    session_id, person = actor_of(context).session_id, context.person
    async with context.system_uow() as uow:
        await subscribe_to_push(uow, person, session_id, keys)
        if input.time_zone is not None:
            await keep_first_zone(uow, person, input.time_zone)
    return SubscribeToPushPayload(host=urlsplit(keys.endpoint).hostname)


async def _unsubscribe(
    info: strawberry.Info[Context],
    input: UnsubscribeFromPushInput,  # noqa: A002 as above
) -> UnsubscribeFromPushPayload:
    async with info.context.uow() as uow:
        return UnsubscribeFromPushPayload(was_subscribed=await unsubscribe_from_push(uow, input.endpoint))


@strawberry.type
class PushMutation:
    """Browsers that take push messages."""

    subscribe_to_push: SubscribeToPushPayload = mutation(
        Permission.NOTIFICATIONS_MANAGE, SubscribeToPushPayload, "Have this browser take push messages."
    )(_subscribe)
    unsubscribe_from_push: UnsubscribeFromPushPayload = mutation(
        Permission.NOTIFICATIONS_MANAGE, UnsubscribeFromPushPayload, "Push to a browser no more."
    )(_unsubscribe)
