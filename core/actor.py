"""Who asks: the person behind a request, as their access token says."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person until their token ends. `role` is a role's value; `session_id` the device it came from."""

    user_id: UUID
    role: str
    session_id: UUID
    until: datetime
