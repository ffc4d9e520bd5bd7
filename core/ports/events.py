"""What tells running requests that something changed. Events may be lost: whoever listens reads the table too."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from core.errors import DomainError


class Topic(StrEnum):
    """What of a person's may change. A job has a topic of its own: `job:<id>`."""

    SESSIONS = "sessions"  # a session ended before its time
    TRANSACTIONS = "transactions"  # the books changed
    INSIGHTS = "insights"  # something was noticed
    NOTICES = "notices"  # somebody was told something


def job_topic(job_id: UUID) -> str:
    """The topic of one job."""
    return f"job:{job_id}"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """After how many seconds a listener looks though nobody told it to: while the bus works, and while it is away."""

    quiet_seconds: float
    blind_seconds: float


ATTENTIVE: Final = Rhythm(3, 2)
"""For what a person is waiting for."""
PATIENT: Final = Rhythm(300, 60)
"""For what is watched for hours: a lost event costs minutes, and thousands who look cost the database little."""


class TooManyListenersError(DomainError):
    """A person watches more at once than one process allows."""

    code = "TOO_MANY_SUBSCRIPTIONS"


class EventBus(Protocol):
    """Publish and subscribe, a channel a person."""

    async def publish(self, user_id: UUID, topic: str) -> None:
        """Tell everybody who listens to the person's topic. Never raises: an event is a hint."""
        ...

    def listen(self, user_id: UUID, topic: str, rhythm: Rhythm, /) -> AsyncGenerator[None, None]:
        """When to look: at once, whenever something may have changed, and after the bus was away.

        However much happens while the listener is busy, it is told once. Raises TooManyListenersError.
        """
        ...

    def subscribe(self, user_id: UUID, topic: str, rhythm: Rhythm, tell: Callable[[], None], /) -> Callable[[], None]:
        """As `listen`, by calling `tell`, which must return at once. Call what is returned to end it."""
        ...
