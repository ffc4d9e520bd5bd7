from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.key_action import KeyAction
from core.settings import WebhookSettings
from core.webhooks.app_reach import check_kinds_of
from core.webhooks.check_input import checked_description, checked_kinds
from core.webhooks.create_webhook import tell_of_webhook, told
from core.webhooks.event_kind import EventKind
from core.webhooks.find_webhook import webhook_of
from core.webhooks.keeper import Keeper, kept_webhook
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


async def update_webhook(uow: UnitOfWork, clock: Clock, command: UpdateWebhook, keeper: Keeper) -> WebhookRow:
    """Change an endpoint. What waits is sent as the endpoint is by then.

    A new address is told by mail. An app's endpoint tells from now on what the token reaches that changed it, all of
    its kinds among it. Raises NotFoundError, WebhookOfAppError, WebhookKindsError, WebhookTextError, WebhookScopeError.
    """
    row = await kept_webhook(uow.session, uow.person, command.webhook_id, keeper)
    moved = command.url is not None and command.url != row.url
    if command.url is not None:
        row.url = command.url
    if command.description is not None:
        row.description = checked_description(command.description)
    if command.kinds is not None:
        row.kinds = checked_kinds(command.kinds)
    if not isinstance(command.payload_query, Unchanged):
        row.payload_query = command.payload_query
    if keeper.app is not None:
        row.scopes = keeper.scopes
        check_kinds_of(keeper.app.scopes, [EventKind(kind) for kind in row.kinds])
    if command.is_paused is not None:
        row.status = WebhookStatus.PAUSED if command.is_paused else WebhookStatus.ACTIVE
        row.disabled_reason = row.failing_since = None
    await uow.session.flush()
    details = {**told(row), "status": row.status.value, **keeper.told()}
    uow.record(KeyAction(uow.person, "webhook.updated", "webhook", row.id, uow.person, details))
    if moved:
        await tell_of_webhook(uow, clock.now(), keeper.session_id)
    return row


async def rotate_secret(
    uow: UnitOfWork, clock: Clock, settings: WebhookSettings, webhook_id: UUID, keeper: Keeper
) -> tuple[WebhookRow, str]:
    """Make a new secret, which is shown this once; the one before signs too for a while.

    Rotating again meanwhile ends the oldest at once: at most two are ever good. Raises NotFoundError,
    WebhookOfAppError.
    """
    row = await kept_webhook(uow.session, uow.person, webhook_id, keeper)
    await uow.session.refresh(row, ["secret"])
    secret = new_secret()
    row.previous_secret, row.secret = row.secret, secret
    row.previous_secret_until = clock.now() + timedelta(hours=settings.rotation_hours)
    await uow.session.flush()
    details = keeper.told()
    uow.record(KeyAction(uow.person, "webhook.secret_rotated", "webhook", row.id, uow.person, details))
    return row, secret


async def delete_webhook(uow: UnitOfWork, webhook_id: UUID, client_id: UUID | None = None) -> None:
    """Tell an address of nothing more. What waits goes with it, and the log of its deliveries. Raises NotFoundError.

    The person deletes every endpoint of theirs, an app with `client_id` its own.
    """
    row = await webhook_of(uow.session, uow.person, webhook_id, client_id=client_id, for_update=True)
    uow.record(KeyAction(uow.person, "webhook.deleted", "webhook", row.id, uow.person, told(row)))
    await uow.session.delete(row)
    await uow.session.flush()
