from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time
from api.graphql.declare.permission import Enforce, Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.notifications.notification import Notification, wrap_notice
from api.graphql.notifications.notification_settings import NotificationSettings, show_settings
from api.graphql.subscriptions.look_patiently import look_patiently
from core.notifications.models import NoticeRow
from core.notifications.read_notices import count_unread, own_notices
from core.ports.events import PATIENT, Topic


@strawberry.input(description="Which notifications to show. What is left out is left open.")
class NotificationFilter:
    """Filter of notifications."""

    is_unread: bool = strawberry.field(default=False, description="Only what was not read.")


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[NoticeRow]]:
    wanted: NotificationFilter = arguments.get("filter") or NotificationFilter()
    return own_notices(person, is_unread=wanted.is_unread)


NOTIFICATIONS: Final = Listing(_wanted, by_time(NoticeRow.created_at, NoticeRow.id), wrap_notice)


async def _notifications(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[NotificationFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Notification]:
    return await NOTIFICATIONS.page(info, first, after, filter=filter, order_by=order_by)


async def _unread(info: strawberry.Info[Context]) -> int:
    async with info.context.read() as read:
        return await count_unread(read, info.context.person)


async def _settings(info: strawberry.Info[Context]) -> NotificationSettings:
    return await show_settings(info.context)


@strawberry.type
class NotificationQueries:
    """Reading what one was told, and how."""

    notifications: Connection[Notification] = query(
        Permission.NOTIFICATIONS_READ, "What the person was told in the app, newest first.", NOTIFICATIONS.rows
    )(_notifications)
    unread_notifications: int = query(Permission.NOTIFICATIONS_READ, "How many of them were not read.")(_unread)
    notification_settings: NotificationSettings = query(
        Permission.NOTIFICATIONS_READ, "What the person is told of, over which channels, and when."
    )(_settings)


async def _watch_unread(info: strawberry.Info[Context]) -> AsyncGenerator[int, None]:
    context = info.context
    told: int | None = None
    async with aclosing(context.listen(Topic.NOTICES, PATIENT)) as looks:
        async for _ in looks:
            count = await look_patiently(context, partial(count_unread, user_id=context.person))
            if count != told:
                told = count
                context.forget()
                yield count


@strawberry.type
class NotificationSubscription:
    """Watching how much is unread."""

    unread_notifications: AsyncGenerator[int, None] = strawberry.subscription(
        resolver=_watch_unread,
        description="How many notifications were not read: at once, and whenever it changes.",
        extensions=[Enforce(Permission.NOTIFICATIONS_READ)],
    )
