"""Finding endpoints and deliveries of one person."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFoundError
from core.webhooks.models import WebhookDeliveryRow, WebhookRow


def own_webhooks(user_id: UUID) -> Select[tuple[WebhookRow]]:
    """A person's endpoints."""
    return select(WebhookRow).where(WebhookRow.user_id == user_id)


def own_deliveries(user_id: UUID) -> Select[tuple[WebhookDeliveryRow]]:
    """A person's deliveries, to all of their endpoints."""
    return select(WebhookDeliveryRow).where(WebhookDeliveryRow.user_id == user_id)


async def webhook_of(
    session: AsyncSession, user_id: UUID, webhook_id: UUID, *, client_id: UUID | None = None, for_update: bool = False
) -> WebhookRow:
    """A person's endpoint; with an app's id, one that this app keeps. Raises NotFoundError, also for others'."""
    statement = own_webhooks(user_id).where(WebhookRow.id == webhook_id)
    if client_id is not None:
        statement = statement.where(WebhookRow.client_id == client_id)
    row = (await session.execute(statement.with_for_update() if for_update else statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such webhook.", field="id")
    return row


async def delivery_of(session: AsyncSession, user_id: UUID, delivery_id: UUID) -> WebhookDeliveryRow:
    """A person's delivery. Raises NotFoundError, also for somebody else's."""
    statement = own_deliveries(user_id).where(WebhookDeliveryRow.id == delivery_id)
    row = (await session.execute(statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such delivery.", field="id")
    return row
