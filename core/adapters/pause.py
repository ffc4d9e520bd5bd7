"""A service that hangs costs one caller its timeout, not every caller."""

import time

PAUSE_SECONDS = 5.0


class Pause:
    """After a failure that took `slow_seconds` or longer nobody asks for a while; then one caller finds out for all.

    Failures that come at once, as a refused connection does, cost nothing: they begin no pause, so that a service which
    was only restarted is used again at once. `slow_seconds=0` pauses after every failure.
    """

    def __init__(self, slow_seconds: float) -> None:
        self._slow_seconds = slow_seconds
        self._until: float | None = None

    def may_ask(self) -> bool:
        """Whether to ask now. Who is told yes reports the outcome."""
        now = time.monotonic()
        if self._until is not None:
            if now < self._until:
                return False
            self._until = now + PAUSE_SECONDS  # the others go on without, until this caller knows more
        return True

    def succeeded(self) -> None:
        """The service answered: everybody may ask again."""
        self._until = None

    def failed(self, began: float) -> None:
        """It did not; `began` is the monotonic time at which it was asked."""
        now = time.monotonic()
        self._until = now + PAUSE_SECONDS if now - began >= self._slow_seconds else None
