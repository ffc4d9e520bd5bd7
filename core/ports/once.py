"""What remembers that something was used."""

from typing import Protocol


class Once(Protocol):
    """Names that are good one time each."""

    async def claim(self, name: str, seconds: int) -> bool:
        """Whether this is the first claim of the name in so many seconds. Raises OnceUnavailableError: in doubt, no."""
        ...
