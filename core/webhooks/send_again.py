"""Deliveries that a person asks for: a test event, and what was sent before once more."""

from typing import Final
from uuid import UUID

from core.db.uow import UnitOfWork
from core.identity.errors import TooManyAttemptsError
from core.ids import new_id
from core.key_action import KeyAction
from core.ports.rate_limiter import RateLimiter
from core.webhooks.errors import DeliveryPendingError, WebhookInactiveError
from core.webhooks.event_kind import EventKind
from core.webhooks.find_webhook import delivery_of, webhook_of
from core.webhooks.models import DeliveryState, WebhookDeliveryRow, WebhookEventRow, WebhookRow, WebhookStatus

HOUR: Final = 3600


async def limit_by_hand(limiter: RateLimiter, user_id: UUID, per_hour: int, client_id: UUID | None = None) -> None:
    """Count a wish for a delivery: our network is nobody's cannon. Raises TooManyAttemptsError.

    An app is counted apart, so that it uses up nothing of the person's.
    """
    who = str(user_id) if client_id is None else f"{client_id}:{user_id}"
    allowance = await limiter.hit("webhook-by-hand", who, per_hour, HOUR)
    if not allowance.is_allowed:
        seconds = allowance.reset_seconds
        raise TooManyAttemptsError(f"Too many. Try again in {seconds} seconds.", retry_after_seconds=seconds)


async def send_test(uow: UnitOfWork, webhook_id: UUID, client_id: UUID | None = None) -> WebhookDeliveryRow:
    """Have a test event sent to one endpoint; by an app to its own. Raises NotFoundError, WebhookInactiveError."""
    webhook = await webhook_of(uow.session, uow.person, webhook_id, client_id=client_id)
    _check_active(webhook)
    event = WebhookEventRow(
        id=new_id(), user_id=uow.person, kind=EventKind.TEST, subject_ids=[webhook.id], account_ids=[]
    )
    uow.session.add(event)
    await uow.session.flush()
    return await _add(uow, webhook, event.id, EventKind.TEST)


async def redeliver(uow: UnitOfWork, delivery_id: UUID, client_id: UUID | None = None) -> WebhookDeliveryRow:
    """Send an event once more, under the same `webhook-id`, so that a receiver who has it drops the twin.

    An app sends to its own endpoints. Raises NotFoundError, DeliveryPendingError, WebhookInactiveError.
    """
    before = await delivery_of(uow.session, uow.person, delivery_id)
    webhook = await webhook_of(uow.session, uow.person, before.webhook_id, client_id=client_id)
    if before.state is DeliveryState.PENDING:
        raise DeliveryPendingError("It has not ended: it is tried again by itself.", field="id")
    _check_active(webhook)
    made = await _add(uow, webhook, before.event_id, before.kind)
    details = {"event": str(before.event_id), "kind": before.kind.value}
    uow.record(KeyAction(uow.person, "webhook.redelivered", "webhook", webhook.id, uow.person, details))
    return made


def _check_active(webhook: WebhookRow) -> None:
    if webhook.status is not WebhookStatus.ACTIVE:
        raise WebhookInactiveError(f"The webhook is {webhook.status.value}: switch it on first.", field="id")


async def _add(uow: UnitOfWork, webhook: WebhookRow, event_id: UUID, kind: EventKind) -> WebhookDeliveryRow:
    row = WebhookDeliveryRow(
        id=new_id(), user_id=uow.person, webhook_id=webhook.id, event_id=event_id, kind=kind, is_repeat=True
    )
    uow.session.add(row)
    await uow.session.flush()
    await uow.session.refresh(row)
    return row
