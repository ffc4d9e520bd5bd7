from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import func, select

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.factors.tell_person import tell_person
from core.identity.messages import Notice
from core.identity.repository import user_by_id
from core.ids import new_id
from core.key_action import KeyAction
from core.settings import WebhookSettings
from core.webhooks.app_reach import check_kinds_of
from core.webhooks.check_input import checked_description, checked_kinds
from core.webhooks.errors import WebhookLimitError
from core.webhooks.event_kind import EventKind
from core.webhooks.keeper import Keeper
from core.webhooks.models import WebhookRow, WebhookStatus
from core.webhooks.sign import new_secret


@dataclass(frozen=True, slots=True)
class CreateWebhook:
    """Where to, of what, and what of it. The address and the query were checked by the edge, which can ask outside."""

    url: str
    description: str
    kinds: Sequence[EventKind]
    payload_query: str | None


@dataclass(frozen=True, slots=True)
class Created:
    """An endpoint with its secret, which is shown this once."""

    row: WebhookRow
    secret: str


async def create_webhook(
    uow: UnitOfWork, clock: Clock, settings: WebhookSettings, command: CreateWebhook, keeper: Keeper
) -> Created:
    """Begin to tell an address of events; the person is told by mail, for the day when it was not they.

    An app's are counted apart from the person's and from other apps'. Raises WebhookKindsError, WebhookTextError,
    WebhookLimitError, WebhookScopeError.
    """
    kinds, description = checked_kinds(command.kinds), checked_description(command.description)
    if keeper.app is not None:
        check_kinds_of(keeper.app.scopes, command.kinds)
    await user_by_id(uow.session, uow.person, for_update=True)  # two at once can't both be the last that fits
    there = select(func.count()).where(
        WebhookRow.user_id == uow.person, WebhookRow.client_id.is_not_distinct_from(keeper.client_id)
    )
    if (await uow.session.execute(there)).scalar_one() >= settings.most_endpoints:
        raise WebhookLimitError(f"There may be {settings.most_endpoints} webhooks. Delete one first.")
    secret = new_secret()
    row = WebhookRow(
        id=new_id(),
        user_id=uow.person,
        client_id=keeper.client_id,
        scopes=keeper.scopes,
        url=command.url,
        description=description,
        kinds=kinds,
        payload_query=command.payload_query,
        status=WebhookStatus.ACTIVE,
        secret=secret,
    )
    uow.session.add(row)
    await uow.session.flush()
    details = {**told(row), **keeper.told()}
    uow.record(KeyAction(uow.person, "webhook.created", "webhook", row.id, uow.person, details))
    await tell_of_webhook(uow, clock.now(), keeper.session_id)
    return Created(row, secret)


def told(row: WebhookRow) -> dict[str, object]:
    """An endpoint for histories: of its address the host, since paths of others may hold secrets."""
    return {"host": urlsplit(row.url).hostname, "kinds": list(row.kinds), "has_query": row.payload_query is not None}


async def tell_of_webhook(uow: UnitOfWork, at: datetime, session_id: UUID | None) -> None:
    """Mail the person that their data go somewhere from now on."""
    await tell_person(uow, uow.person, Notice.WEBHOOK_ADDED, at, session_id)
