import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import SystemRandom


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how patiently a call is tried again. All waits are in seconds.

    `sleep` and `draw` (a number from 0 to 1) are given by tests that must not wait or must not vary.
    """

    attempts: int = 4
    first_wait: float = 0.5
    longest_wait: float = 20.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    draw: Callable[[], float] = SystemRandom().random

    def wait_after(self, attempt: int) -> float:
        """Twice as long after each attempt, between half and the whole of it at random."""
        whole: float = min(self.first_wait * 2.0 ** (attempt - 1), self.longest_wait)
        return whole * (0.5 + self.draw() / 2)
