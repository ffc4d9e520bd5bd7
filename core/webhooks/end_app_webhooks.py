"""Ending the endpoints of apps that may act for their person no more."""

from typing import Final
from uuid import UUID

from sqlalchemy import Select, select

from core.clock import Clock
from core.db.database import Database
from core.errors import NotFoundError
from core.identity.oauth.lasting_reach import lasting_scopes, open_authorizations
from core.webhooks.app_reach import LASTING
from core.webhooks.disable_webhook import disable_webhook
from core.webhooks.find_webhook import webhook_of
from core.webhooks.models import DisabledReason, WebhookRow, WebhookStatus

BATCH: Final = 100


async def end_app_webhooks(database: Database, clock: Clock) -> int:
    """Disable a batch of them, so that people and apps see it. Returns how many were.

    Nothing is sent to them in any case: each attempt looks for itself.
    """
    async with database.read_system() as read:
        found = (await read.session.execute(_over())).all()
    return sum([await _end(database, clock, row.user_id, row.id) for row in found])


def _over() -> Select[tuple[UUID, UUID]]:
    held = open_authorizations(WebhookRow.user_id, WebhookRow.client_id, LASTING).correlate(WebhookRow)
    return (
        select(WebhookRow.id, WebhookRow.user_id)
        .where(WebhookRow.client_id.is_not(None), WebhookRow.status == WebhookStatus.ACTIVE, ~held.exists())
        .limit(BATCH)
    )


async def _end(database: Database, clock: Clock, user_id: UUID, webhook_id: UUID) -> bool:
    """Under its lock, and only where it is so still: the app may have been let in again."""
    async with database.unit_of_work(user_id) as uow:
        try:
            row = await webhook_of(uow.session, user_id, webhook_id, for_update=True)
        except NotFoundError:
            return False
        if row.client_id is None or row.status is not WebhookStatus.ACTIVE:
            return False
        async with database.read_system() as read:
            if await lasting_scopes(read.session, user_id, row.client_id, LASTING) is not None:
                return False
        await disable_webhook(uow, row, DisabledReason.APP_ENDED, clock.now())
    return True
