"""A key action: what every domain reports and the audit domain writes down."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from: its network address, and the device's session, or the app that asked in its place."""

    address: str = ""
    session_id: UUID | None = None
    app_id: UUID | None = None

    def told(self) -> dict[str, str]:
        """What a history says of it, without what is not known."""
        known = {"address": self.address, "session": self.session_id, "app": self.app_id}
        return {key: str(value) for key, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class KeyAction:
    """Something that belongs in a person's history.

    `user_id` is whose history, `actor_id` who did it (None: the platform). `details` holds ids, codes and values before
    and after, never a secret.
    """

    user_id: UUID
    action: str
    subject_type: str
    subject_id: UUID | None = None
    actor_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)
