"""Who makes and changes an endpoint."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.actor import App
from core.errors import NotFoundError
from core.webhooks.errors import WebhookOfAppError
from core.webhooks.find_webhook import webhook_of
from core.webhooks.models import WebhookRow


@dataclass(frozen=True, slots=True)
class Keeper:
    """The person, with their device's session and how they showed that they are there; or an app in their name."""

    session_id: UUID | None = None
    presence: str | None = None
    app: App | None = None

    @property
    def client_id(self) -> UUID | None:
        """The app's id; None for the person."""
        return self.app.client_id if self.app is not None else None

    @property
    def scopes(self) -> list[str] | None:
        """How far what the app makes may tell; None for the person, who may tell all."""
        return sorted(self.app.scopes) if self.app is not None else None

    def told(self) -> dict[str, Any]:
        """For histories; which app it was stands with the origin."""
        return {"presence": self.presence} if self.app is None else {"app": str(self.client_id)}


async def kept_webhook(session: AsyncSession, user_id: UUID, webhook_id: UUID, keeper: Keeper) -> WebhookRow:
    """An endpoint of this keeper's, locked.

    Raises NotFoundError, also for an app that asks for the person's own or another app's, and WebhookOfAppError for the
    person, who can only delete what an app made.
    """
    row = await webhook_of(session, user_id, webhook_id, for_update=True)
    if row.client_id == keeper.client_id:
        return row
    if keeper.app is not None:  # the database shows it none of these: a second lock on the same door
        raise NotFoundError("There is no such webhook.", field="id")
    raise WebhookOfAppError("An app keeps this webhook. You can delete it, or disconnect the app.", field="id")
