"""A key action: what every domain reports and the audit domain writes down."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


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
