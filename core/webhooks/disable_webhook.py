from datetime import datetime
from typing import Any

from sqlalchemy import update

from core.db.uow import UnitOfWork
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.webhooks.messages import SendWebhookMail
from core.webhooks.models import DeliveryState, DisabledReason, WebhookDeliveryRow, WebhookRow, WebhookStatus


async def disable_webhook(uow: UnitOfWork, webhook: WebhookRow, reason: DisabledReason, now: datetime) -> None:
    """Tell it of nothing more; what waits is given up, and the person is told, where it is their own.

    Of an app's nobody is told: the person can do nothing about it but delete it, and the app asks.
    """
    webhook.status, webhook.disabled_reason = WebhookStatus.DISABLED, reason
    ended: dict[str, Any] = {
        "state": DeliveryState.FAILED,
        "ended_at": now,
        "next_attempt_at": None,
        "lease_token": None,
        "lease_until": None,
        "error": "The webhook was disabled.",
    }
    waiting = update(WebhookDeliveryRow).where(
        WebhookDeliveryRow.user_id == uow.person,
        WebhookDeliveryRow.webhook_id == webhook.id,
        WebhookDeliveryRow.state == DeliveryState.PENDING,
    )
    await uow.session.execute(waiting.values(ended).execution_options(synchronize_session=False))
    details = {"reason": reason.value}
    uow.record(KeyAction(uow.person, "webhook.disabled", "webhook", webhook.id, None, details))
    if webhook.client_id is None:
        await enqueue(uow, SendWebhookMail(webhook_id=webhook.id))
    await uow.session.flush()
