import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_ids
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.notifications.notification_settings import NotificationSettings, show_settings
from core.notifications.keep_wishes import Choice, Times, set_choices, set_times
from core.notifications.models import Digest
from core.notifications.notice_kind import NoticeChannel, NoticeKind
from core.notifications.read_notices import count_unread, mark_read


@strawberry.input(description="What was read.")
class MarkNotificationsReadInput:
    """Input of `markNotificationsRead`."""

    ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="These notifications; all if left out."
    )


@strawberry.type(description="What is left to read.")
class MarkNotificationsReadPayload(Payload):
    """Answer of `markNotificationsRead`."""

    unread: int | None = strawberry.field(default=None, description="How many were not read.")


@strawberry.input(description="A kind on a channel, on or off.")
class NotificationChoiceInput:
    """One choice."""

    kind: NoticeKind = strawberry.field(description="What it is about.")
    channel: NoticeChannel = strawberry.field(description="The channel.")
    is_on: bool = strawberry.field(description="Whether to be told of it there.")


@strawberry.input(description="What to switch on and off. What is not named stays.")
class SetNotificationChoicesInput:
    """Input of `setNotificationChoices`."""

    choices: list[NotificationChoiceInput] = strawberry.field(description="Each kind and channel to change.")


@strawberry.input(description="Minutes of the local day: 0 is midnight, 1320 is 22:00.")
class QuietHoursInput:
    """Quiet hours."""

    from_minute: int = strawberry.field(description="The first quiet minute, 0 to 1439.")
    until_minute: int = strawberry.field(description="The first loud minute, 0 to 1439; not the same.")


@strawberry.input(description="When to be told.")
class SetNotificationTimesInput:
    """Input of `setNotificationTimes`."""

    time_zone: str = strawberry.field(description="An IANA name, as `Europe/Moscow`.")
    quiet_hours: QuietHoursInput | None = strawberry.field(default=None, description="Null for none.")
    digest: Digest = strawberry.field(default=Digest.OFF, description="How often mails are gathered into one.")
    digest_hour: int = strawberry.field(default=9, description="The local hour of it, 0 to 23.")
    digest_weekday: int = strawberry.field(default=1, description="The day of a weekly one, 1 to 7: 1 is Monday.")
    shows_details: bool = strawberry.field(
        default=False, description="Whether push messages may name payees, banks and amounts."
    )


@strawberry.type(description="The settings as they are now.")
class NotificationSettingsPayload(Payload):
    """Answer of both."""

    settings: NotificationSettings | None = strawberry.field(default=None, description="The settings.")


async def _mark(
    info: strawberry.Info[Context],
    input: MarkNotificationsReadInput,  # noqa: A002 the schema's argument name
) -> MarkNotificationsReadPayload:
    context = info.context
    ids = decode_ids(input.ids, "Notification", "ids")
    async with context.uow() as uow:
        await mark_read(uow, context.platform.clock.now(), ids)
    async with context.read() as read:
        return MarkNotificationsReadPayload(unread=await count_unread(read, context.person))


async def _choose(
    info: strawberry.Info[Context],
    input: SetNotificationChoicesInput,  # noqa: A002 as above
) -> NotificationSettingsPayload:
    async with info.context.uow() as uow:
        await set_choices(uow, [Choice(one.kind, one.channel, one.is_on) for one in input.choices])
    return NotificationSettingsPayload(settings=await show_settings(info.context))


async def _time(
    info: strawberry.Info[Context],
    input: SetNotificationTimesInput,  # noqa: A002 as above
) -> NotificationSettingsPayload:
    hours = input.quiet_hours
    quiet = None if hours is None else (hours.from_minute, hours.until_minute)
    times = Times(input.time_zone, quiet, input.digest, input.digest_hour, input.digest_weekday, input.shows_details)
    async with info.context.uow() as uow:
        await set_times(uow, times)
    return NotificationSettingsPayload(settings=await show_settings(info.context))


@strawberry.type
class NotificationMutation:
    """Marking what was read, and choosing what to be told of."""

    mark_notifications_read: MarkNotificationsReadPayload = mutation(
        Permission.NOTIFICATIONS_MANAGE, MarkNotificationsReadPayload, "Mark notifications as read."
    )(_mark)
    set_notification_choices: NotificationSettingsPayload = mutation(
        Permission.NOTIFICATIONS_MANAGE, NotificationSettingsPayload, "Choose what to be told of, and where."
    )(_choose)
    set_notification_times: NotificationSettingsPayload = mutation(
        Permission.NOTIFICATIONS_MANAGE,
        NotificationSettingsPayload,
        "Choose when to be told: time zone, quiet hours, digest. What waits already keeps its moment.",
    )(_time)
