"""How many operations a person, or a stranger's address, may ask for in a minute, however they arrive."""

from typing import Final

from api.graphql.context import Context
from core.identity.errors import TooManyAttemptsError

MINUTE: Final = 60


async def count_request(context: Context) -> None:
    """Count one operation. Raises TooManyAttemptsError over the limit, or what the limiter raises when it is down."""
    who = str(context.actor.user_id) if context.actor else context.device.address
    limit = context.platform.settings.limits.requests_per_minute
    allowance = await context.platform.limiter.hit("graphql", who, limit, MINUTE)
    if not allowance.is_allowed:
        raise TooManyAttemptsError("Too many requests.", retry_after_seconds=allowance.reset_seconds)
