"""How often a password may be guessed, so that the guessing of strangers never keeps the owner out.

Nothing here counts for an account alone and refuses it. Who tries from somewhere has the attempts of that place, be it
the account's only trouble or one of ten thousand; who signed in before from this device has attempts of its own. An
account that many places try at once gives each unknown place fewer.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Final
from uuid import UUID

from core.identity.errors import TooManyAttemptsError
from core.ports.rate_limiter import RateLimiter

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 24 * HOUR
LONGER: Final = ((6, HOUR), (20, DAY))
"""How many times the attempts of a minute one place has on one account: who goes on waits longer."""
MANY: Final = 100
"""Attempts an hour on one account, over all unknown places, from which on it is under attack."""
UNDER_ATTACK: Final = ((3, HOUR), (10, DAY))
"""What is left to a place that nobody knows while an account is under attack."""
MAILS: Final = ((3, HOUR), (10, DAY))
"""Mails that one place may ask for to one address."""
MAILS_IN_ALL: Final = (20, HOUR)
"""Mails to one address whoever asks. Each brings its owner a link, so nobody is kept out by the limit."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody tries a password, or asks for a mail, from an address. `device_id`: a known device of the account."""

    email: str
    address: str
    device_id: UUID | None = None


async def limit_sign_in(limiter: RateLimiter, attempt: Attempt, per_minute: int) -> None:
    """Count an attempt to sign in, before anything is looked up. Raises TooManyAttemptsError."""
    await _count(limiter, "sign-in-address", attempt.address, ((3 * per_minute, MINUTE),))
    if attempt.device_id is not None:
        await _count(limiter, "sign-in-device", str(attempt.device_id), _growing(per_minute))
        return
    account = _account(attempt.email)
    place = f"{account}:{network_of(attempt.address)}"
    await _count(limiter, "sign-in-place", place, _growing(per_minute))
    if not (await limiter.hit("sign-in-account", account, MANY, HOUR)).is_allowed:
        await _count(limiter, "sign-in-attacked", place, UNDER_ATTACK)


async def limit_mail(limiter: RateLimiter, attempt: Attempt) -> None:
    """Count a wish for a mail to an address, known or not. Raises TooManyAttemptsError."""
    account = _account(attempt.email)
    await _count(limiter, "mail-place", f"{account}:{network_of(attempt.address)}", MAILS)
    await _count(limiter, "mail-account", account, (MAILS_IN_ALL,))


def network_of(address: str) -> str:
    """The place that an address is in: what one customer of a provider usually has, /24 of IPv4 and /64 of IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    mapped = parsed.ipv4_mapped if parsed.version == 6 else None  # noqa: PLR2004 the version of IP
    chosen = mapped or parsed
    return str(ip_network((chosen, 24 if chosen.version == 4 else 64), strict=False))  # noqa: PLR2004 as above


def _growing(per_minute: int) -> tuple[tuple[int, int], ...]:
    return ((per_minute, MINUTE), *((per_minute * times, seconds) for times, seconds in LONGER))


def _account(email: str) -> str:
    """What stands for an address in the counters, which need not know it."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]


async def _count(limiter: RateLimiter, name: str, who: str, limits: Iterable[tuple[int, int]]) -> None:
    for limit, seconds in limits:
        allowance = await limiter.hit(name, who, limit, seconds)
        if not allowance.is_allowed:
            raise TooManyAttemptsError(
                f"Too many attempts. Try again in {allowance.reset_seconds} seconds.",
                retry_after_seconds=allowance.reset_seconds,
            )


async def limit_password(limiter: RateLimiter, user_id: UUID, per_minute: int) -> None:
    """Count a signed-in person's word that they know their password: who took over a session may not guess on.

    Raises TooManyAttemptsError.
    """
    await _count(limiter, "password", str(user_id), _growing(per_minute))


async def limit_external_sign_in(limiter: RateLimiter, address: str, per_minute: int) -> None:
    """Count a beginning or an end of a sign-in elsewhere, from an address. Raises TooManyAttemptsError."""
    await _count(limiter, "external-sign-in", address, ((3 * per_minute, MINUTE),))


async def limit_registration(limiter: RateLimiter, address: str, per_hour: int) -> None:
    """Count a registration from an address. Raises TooManyAttemptsError."""
    await _count(limiter, "register", address, ((per_hour, HOUR),))
