"""How many operations a person, an app or a stranger's address may ask for in a minute, however they arrive."""

from collections.abc import Iterator
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.graphql.context import Context, Counted
from api.graphql.over_http.answers import Answer
from core.identity.errors import TooManyAttemptsError

MINUTE: Final = 60
COUNTED: Final = "solvent.counted"
"""Where a request's scope has what it was counted against."""
PEOPLE_OF_AN_APP: Final = 20
"""An app as a whole may ask for so many times what it may for one person."""


async def count_request(context: Context) -> None:
    """Count one operation. Raises TooManyAttemptsError over a limit, or what the limiter raises when it is down."""
    for policy, who, limit in _limits(context):
        allowance = await context.platform.limiter.hit(f"graphql-{policy}", who, limit, MINUTE)
        context.counted.append(Counted(policy, limit, MINUTE, allowance))
        if not allowance.is_allowed:
            raise TooManyAttemptsError("Too many requests.", retry_after_seconds=allowance.reset_seconds)


def tell_limits(request: Request, answer: Response | Answer) -> None:
    """Write the limits and what is left of them on an answer (draft-ietf-httpapi-ratelimit-headers-10)."""
    counted: list[Counted] | None = request.scope.get(COUNTED)
    if not counted:
        return
    policy = ", ".join([f'"{one.policy}";q={one.limit};w={one.seconds}' for one in counted])
    left = ", ".join([f'"{one.policy}";r={one.allowance.remaining};t={one.allowance.reset_seconds}' for one in counted])
    # Each is written once, so nothing need be looked for and replaced.
    answer.raw_headers.extend([(b"ratelimit-policy", policy.encode()), (b"ratelimit", left.encode())])


def _limits(context: Context) -> Iterator[tuple[str, str, int]]:
    """Each limit's name, whose it is, and how many a minute. What a person does by an app costs them nothing."""
    limits, actor = context.platform.settings.limits, context.actor
    if actor is None:
        yield "address", context.device.address, limits.requests_per_minute
    elif actor.app is None:
        yield "person", actor.user_id.hex, limits.requests_per_minute
    else:
        of_app = limits.app_requests_per_minute
        yield "app-person", f"{actor.app.client_id}:{actor.user_id}", of_app
        yield "app", str(actor.app.client_id), of_app * PEOPLE_OF_AN_APP
