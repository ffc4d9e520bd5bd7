"""Writing down what came of an attempt: delivered, another try, or given up; and what that says of the endpoint."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

from sqlalchemy import select, update

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.ports.webhook_sender import Failure, WebhookAnswer
from core.settings import WebhookSettings
from core.webhooks.backoff import next_attempt
from core.webhooks.claim_deliveries import Claimed
from core.webhooks.disable_webhook import disable_webhook
from core.webhooks.find_webhook import webhook_of
from core.webhooks.models import DeliveryState, DisabledReason, WebhookDeliveryRow, WebhookRow, WebhookStatus

LONGEST_ERROR: Final = 500


@dataclass(frozen=True, slots=True)
class Settled:
    """What a delivery has become."""

    state: DeliveryState
    disabled: DisabledReason | None = None
    """Why this attempt had its endpoint disabled; None where it did not."""


async def settle_delivery(
    uow: UnitOfWork, clock: Clock, settings: WebhookSettings, claimed: Claimed, answer: WebhookAnswer
) -> Settled | None:
    """Keep the outcome. None where the lease was lost, then nothing is kept: somebody else has the delivery.

    The endpoint is locked first, then the delivery, as everywhere; and only where something of it changes, since who
    takes deliveries passes by endpoints that are locked.
    """
    if answer.is_taken:
        webhook = None
        await _forgive(uow, claimed)
    else:
        webhook = await webhook_of(uow.session, uow.person, claimed.webhook_id, for_update=True)
    held = (
        select(WebhookDeliveryRow)
        .where(
            WebhookDeliveryRow.user_id == uow.person,
            WebhookDeliveryRow.id == claimed.id,
            WebhookDeliveryRow.lease_token == claimed.token,
            WebhookDeliveryRow.state == DeliveryState.PENDING,
        )
        .with_for_update()
    )
    row = (await uow.session.execute(held)).scalar_one_or_none()
    if row is None:
        return None
    now = clock.now()
    row.lease_token = row.lease_until = None
    row.status_code, row.duration_ms = answer.status_code, answer.duration_ms
    row.answer = answer.body.replace("\x00", "")
    row.error = answer.error[:LONGEST_ERROR] if answer.error else None
    if webhook is None:
        _end(row, DeliveryState.DELIVERED, now)
        await uow.session.flush()
        return Settled(row.state)
    reason = _reason(webhook, settings, answer, now)
    again = next_attempt(settings, row.created_at, row.attempts, now, answer.retry_after_seconds)
    if again is None or reason is not None:
        _end(row, DeliveryState.FAILED, now)
    else:
        row.next_attempt_at = again
    await uow.session.flush()
    webhook.failing_since = webhook.failing_since or now
    is_disabled = reason is not None and webhook.status is WebhookStatus.ACTIVE
    if reason is not None and is_disabled:
        await disable_webhook(uow, webhook, reason, now)
    await uow.session.flush()
    return Settled(row.state, reason if is_disabled else None)


async def _forgive(uow: UnitOfWork, claimed: Claimed) -> None:
    failing = update(WebhookRow).where(
        WebhookRow.user_id == uow.person, WebhookRow.id == claimed.webhook_id, WebhookRow.failing_since.is_not(None)
    )
    await uow.session.execute(failing.values(failing_since=None).execution_options(synchronize_session=False))


def _end(row: WebhookDeliveryRow, state: DeliveryState, now: datetime) -> None:
    row.state, row.ended_at, row.next_attempt_at = state, now, None


def _reason(
    webhook: WebhookRow, settings: WebhookSettings, answer: WebhookAnswer, now: datetime
) -> DisabledReason | None:
    if answer.failure is Failure.APP_ENDED:
        return DisabledReason.APP_ENDED
    if answer.status_code == HTTPStatus.GONE:
        return DisabledReason.GONE
    period = timedelta(hours=settings.disable_after_hours)
    has_failed_long = webhook.failing_since is not None and now - webhook.failing_since >= period
    return DisabledReason.FAILING if has_failed_long else None
