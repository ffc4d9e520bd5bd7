"""Who keeps the webhook that a request makes or changes, shown as each has to show it."""

from api.graphql.context import Context
from api.graphql.identity.presence import actor_of, presence_of
from core.webhooks.app_reach import check_lasting
from core.webhooks.keeper import Keeper
from core.webhooks.send_again import limit_by_hand


async def keeper_of(context: Context, password: str | None) -> Keeper:
    """The person, who has to be there; or an app, which may go on while they are away.

    An app's changes are counted, since new addresses are told to the person by mail. Raises what `presence_of` raises,
    WebhookScopeError, TooManyAttemptsError.
    """
    actor = actor_of(context)
    if actor.app is None:
        return Keeper(session_id=actor.session_id, presence=await presence_of(context, password))
    check_lasting(actor.app)
    per_hour = context.platform.settings.webhooks.by_hand_per_hour
    await limit_by_hand(context.platform.limiter, context.person, per_hour, actor.app.client_id)
    return Keeper(app=actor.app)
