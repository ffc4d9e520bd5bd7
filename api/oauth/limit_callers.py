"""How often an address, and a client from it, may ask at the OAuth endpoints: guessing a secret must be hopeless."""

from typing import Final

from fastapi import Request

from core.adapters.wiring import Platform
from core.identity.errors import TooManyAttemptsError

MINUTE: Final = 60


async def limit_caller(platform: Platform, request: Request, name: str) -> None:
    """Count one request. Raises TooManyAttemptsError."""
    address = request.client.host if request.client else ""
    limit = platform.settings.limits.oauth_per_minute
    allowance = await platform.limiter.hit(f"oauth-{name}", address, limit, MINUTE)
    if not allowance.is_allowed:
        raise TooManyAttemptsError("Too many requests.", retry_after_seconds=allowance.reset_seconds)
