from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.key_action import KeyAction
from core.settings import WebhookSettings
from core.webhooks.check_input import checked_description, checked_kinds
from core.webhooks.create_webhook import tell_of_webhook, told
from core.webhooks.event_kind import EventKind
from core.webhooks.find_webhook import webhook_of
from core.webhooks.models import WebhookRow, WebhookStatus
from core.webhooks.sign import new_secret


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Stands for what is left as it is, where None means something."""


UNCHANGED = Unchanged()


@dataclass(frozen=True, slots=True)
class UpdateWebhook:
    """What changes; the rest is left as it is. `is_paused` false switches on again what was paused or disabled."""

    webhook_id: UUID
    url: str | None = None
    description: str | None = None
    kinds: Sequence[EventKind] | None = None
    payload_query: str | Unchanged | None = UNCHANGED
    is_paused: bool | None = None


async def update_webhook(
    uow: UnitOfWork, clock: Clock, command: UpdateWebhook, *, session_id: UUID, presence: str
) -> WebhookRow:
    """Change an endpoint. What waits is sent as the endpoint is by then.

    A new address is told by mail. Raises NotFoundError, WebhookKindsError, WebhookTextError.
    """
    row = await webhook_of(uow.session, uow.person, command.webhook_id, for_update=True)
    moved = command.url is not None and command.url != row.url
    if command.url is not None:
        row.url = command.url
    if command.description is not None:
        row.description = checked_description(command.description)
    if command.kinds is not None:
        row.kinds = checked_kinds(command.kinds)
    if not isinstance(command.payload_query, Unchanged):
        row.payload_query = command.payload_query
    if command.is_paused is not None:
        row.status = WebhookStatus.PAUSED if command.is_paused else WebhookStatus.ACTIVE
        row.disabled_reason = row.failing_since = None
    await uow.session.flush()
    details = {**told(row), "status": row.status.value, "presence": presence}
    uow.record(KeyAction(uow.person, "webhook.updated", "webhook", row.id, uow.person, details))
    if moved:
        await tell_of_webhook(uow, clock.now(), session_id)
    return row


async def rotate_secret(
    uow: UnitOfWork, clock: Clock, settings: WebhookSettings, webhook_id: UUID, *, presence: str
) -> tuple[WebhookRow, str]:
    """Make a new secret, which is shown this once; the one before signs too for a while. Raises NotFoundError.

    Rotating again meanwhile ends the oldest at once: at most two are ever good.
    """
    row = await webhook_of(uow.session, uow.person, webhook_id, for_update=True)
    await uow.session.refresh(row, ["secret"])
    secret = new_secret()
    row.previous_secret, row.secret = row.secret, secret
    row.previous_secret_until = clock.now() + timedelta(hours=settings.rotation_hours)
    await uow.session.flush()
    details = {"presence": presence}
    uow.record(KeyAction(uow.person, "webhook.secret_rotated", "webhook", row.id, uow.person, details))
    return row, secret


async def delete_webhook(uow: UnitOfWork, webhook_id: UUID) -> None:
    """Tell an address of nothing more. What waits goes with it, and the log of its deliveries. Raises NotFoundError."""
    row = await webhook_of(uow.session, uow.person, webhook_id, for_update=True)
    uow.record(KeyAction(uow.person, "webhook.deleted", "webhook", row.id, uow.person, told(row)))
    await uow.session.delete(row)
    await uow.session.flush()
