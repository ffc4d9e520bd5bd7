"""Who asks: the person behind a request, as their access token says."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. `role` is a role's value; `session_id` is the device it came from."""

    user_id: UUID
    role: str
    session_id: UUID
