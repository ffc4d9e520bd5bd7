"""Limits on what strangers may try."""

from api.graphql.context import Context
from core.identity.errors import TooManyAttemptsError

MINUTE = 60
HOUR = 3600


async def limit_sign_in(context: Context, email: str) -> None:
    """By address and by mail address, so that neither one machine nor many can guess one person's password fast.

    Raises TooManyAttemptsError.
    """
    limit = context.platform.settings.limits.sign_in_per_minute
    await _hit(context, "sign-in-address", context.device.address, 3 * limit, MINUTE)
    await _hit(context, "sign-in-person", email.strip().lower()[:320], limit, MINUTE)


async def limit_registration(context: Context) -> None:
    """By address. Raises TooManyAttemptsError."""
    limit = context.platform.settings.limits.register_per_hour
    await _hit(context, "register", context.device.address, limit, HOUR)


async def _hit(context: Context, name: str, who: str, limit: int, seconds: int) -> None:
    allowance = await context.platform.limiter.hit(name, who, limit, seconds)
    if not allowance.is_allowed:
        raise TooManyAttemptsError(
            f"Too many attempts. Try again in {allowance.reset_seconds} seconds.",
            retry_after_seconds=allowance.reset_seconds,
        )
