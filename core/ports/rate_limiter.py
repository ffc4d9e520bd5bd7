"""What counts how often somebody does something."""

from typing import NamedTuple, Protocol


class Allowance(NamedTuple):
    """Whether this hit is within the limit, how many more are, and in how many seconds that changes for the better."""

    is_allowed: bool
    reset_seconds: int = 0
    remaining: int = 0


class RateLimiter(Protocol):
    """Counts hits in a moving window."""

    async def hit(self, name: str, who: str, limit: int, per_seconds: int) -> Allowance:
        """Count one hit of `who` against a limit. Never raises: where the shared counter is away it counts locally."""
        ...
