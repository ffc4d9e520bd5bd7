import asyncio

import strawberry

from api.graphql.context import Context
from core.notifications.decide import Wishes
from core.notifications.keep_wishes import load_wishes
from core.notifications.models import Digest
from core.notifications.notice_kind import NoticeChannel, NoticeKind
from core.notifications.push_subscriptions import subscriptions_of


@strawberry.type(description="When not to be disturbed, in minutes of the local day: 0 is midnight, 1320 is 22:00.")
class QuietHours:
    """Quiet hours."""

    from_minute: int = strawberry.field(description="The first quiet minute, 0 to 1439.")
    until_minute: int = strawberry.field(
        description="The first loud minute, 0 to 1439; earlier than the other for hours over midnight."
    )


@strawberry.type(description="The channels over which a kind is told.")
class NotificationChoice:
    """One kind."""

    kind: NoticeKind = strawberry.field(description="What it is about.")
    channels: list[NoticeChannel] = strawberry.field(description="Over which it is told; none for not at all.")


@strawberry.type(description="How the person is told. Mails about security come always, at once.")
class NotificationSettings:
    """Settings of notifications."""

    choices: list[NotificationChoice] = strawberry.field(description="Every kind, with its channels.")
    time_zone: str = strawberry.field(
        description="The IANA name of the person's time zone; a guess by their language until they say it."
    )
    quiet_hours: QuietHours | None = strawberry.field(
        description="When mails and push messages wait; null for never. The list in the app disturbs nobody."
    )
    digest: Digest = strawberry.field(description="How often mails that can wait are gathered into one.")
    digest_hour: int = strawberry.field(description="At which local hour, 0 to 23.")
    digest_weekday: int = strawberry.field(description="The day of a weekly one, 1 to 7: 1 is Monday.")
    shows_details: bool = strawberry.field(
        description="Whether push messages name payees, banks and amounts, which a lock screen shows to anybody."
    )
    push_key: str = strawberry.field(
        description="What a browser subscribes with, as `applicationServerKey`: base64url."
    )
    browsers: int = strawberry.field(description="How many signed-in browsers take push messages.")


async def show_settings(context: Context) -> NotificationSettings:
    """The person's wishes as GraphQL shows them."""
    async with context.read() as read:
        wishes = await load_wishes(read.session, context.person)
        browsers = await subscriptions_of(read.session, context.person)
    push_key = await asyncio.to_thread(context.platform.push_sender.public_key)
    return NotificationSettings(
        choices=_choices(wishes),
        time_zone=wishes.zone.key,
        quiet_hours=_quiet(wishes),
        digest=wishes.digest,
        digest_hour=wishes.digest_hour,
        digest_weekday=wishes.digest_weekday,
        shows_details=wishes.shows_details,
        push_key=push_key,
        browsers=len(browsers),
    )


def _quiet(wishes: Wishes) -> QuietHours | None:
    if wishes.quiet is None:
        return None
    return QuietHours(from_minute=wishes.quiet.starts, until_minute=wishes.quiet.ends)


def _choices(wishes: Wishes) -> list[NotificationChoice]:
    return [
        NotificationChoice(kind=kind, channels=[one for one in NoticeChannel if wishes.wants(kind, one)])
        for kind in NoticeKind
    ]
