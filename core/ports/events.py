"""What tells running requests that something changed. Events may be lost: whoever listens reads the table too."""

from collections.abc import AsyncIterator
from typing import Protocol
from uuid import UUID


class EventBus(Protocol):
    """Publish and subscribe, a channel a person."""

    async def publish(self, user_id: UUID, event: str) -> None:
        """Tell everybody who listens to the person's channel. Never raises: an event is a hint."""
        ...

    def listen(self, user_id: UUID) -> AsyncIterator[str | None]:
        """The person's events as they come; None every few seconds when there were none, and while the bus is down."""
        ...
