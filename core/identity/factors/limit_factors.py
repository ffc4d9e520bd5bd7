"""How often one person may try to prove themselves, whatever challenge they answer."""

from uuid import UUID

from core.identity.errors import TooManyAttemptsError
from core.ports.rate_limiter import RateLimiter

MINUTE = 60


async def limit_factors(limiter: RateLimiter, who: UUID | str, per_minute: int) -> None:
    """By the person, or by the address of who has not said who they are. Raises TooManyAttemptsError."""
    allowance = await limiter.hit("factor", str(who), per_minute, MINUTE)
    if not allowance.is_allowed:
        raise TooManyAttemptsError(
            f"Too many attempts. Try again in {allowance.reset_seconds} seconds.",
            retry_after_seconds=allowance.reset_seconds,
        )
