"""Who asks: the person behind a request, as their access token says."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class App:
    """The app that asks in somebody's name, and what it may. `is_service`: in its own name, for nobody."""

    client_id: UUID
    scopes: frozenset[str]
    is_service: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person until their token ends. `role` is a role's value; `session_id` the device it came from.

    With an `app`, that app asks for the person, and `session_id` is the family of its tokens. A service is no person:
    its `user_id` is its client's id, under which nobody's rows are. `is_setting_up`: their role needs a second factor
    and they have none, so they may only set one up.
    """

    user_id: UUID
    role: str
    session_id: UUID
    until: datetime
    app: App | None = None
    is_setting_up: bool = False
