"""The one place that decides whether, how and when somebody is told: values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from core.notifications.models import Digest, NoticeState
from core.notifications.notice_kind import DEFAULTS, PROMPT, NoticeChannel, NoticeKind
from core.notifications.quiet_hours import DigestTime, QuietHours

ZONE_OF_LANGUAGE: Final[Mapping[str, str]] = {"ru": "Europe/Moscow", "de": "Europe/Berlin"}
"""Where most people of a language live: for who never told us where they are. Others are taken to be in UTC."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a person wants to be told. `choices` are what they switched on or off."""

    zone: ZoneInfo
    quiet: QuietHours | None = None
    digest: Digest = Digest.OFF
    digest_hour: int = 9
    digest_weekday: int = 1
    shows_details: bool = False
    choices: Mapping[tuple[NoticeKind, NoticeChannel], bool] = field(default_factory=dict)

    def wants(self, kind: NoticeKind, channel: NoticeChannel) -> bool:
        """Whether a kind is told over a channel."""
        return self.choices.get((kind, channel), channel in DEFAULTS[kind])

    @property
    def digest_time(self) -> DigestTime | None:
        """When mails that can wait are gathered; None for who wants each by itself."""
        if self.digest is Digest.OFF:
            return None
        weekday = self.digest_weekday if self.digest is Digest.WEEKLY else None
        return DigestTime(self.digest_hour, weekday, self.zone)


@dataclass(frozen=True, slots=True)
class Decision:
    """Over which channel, from when on, and whether with others in one mail."""

    channel: NoticeChannel
    state: NoticeState
    due_at: datetime
    in_digest: bool = False


def decide(kind: NoticeKind, day: date | None, wishes: Wishes, now: datetime) -> list[Decision]:
    """Every way on which a kind is told; none where the person wants none.

    `day` is what it is about: what would come with the digest after its day, or on it, comes without waiting for it.
    The list in the app disturbs nobody, so that it knows no quiet hours.
    """
    decisions = []
    for channel in NoticeChannel:
        if not wishes.wants(kind, channel):
            continue
        if channel is NoticeChannel.IN_APP:
            decisions.append(Decision(channel, NoticeState.HANDED_OVER, now))
            continue
        gathered = _digest(kind, day, wishes, now) if channel is NoticeChannel.MAIL else None
        due = gathered or now
        if wishes.quiet is not None:
            due = wishes.quiet.first_loud(due)
        decisions.append(Decision(channel, NoticeState.WAITING, due, gathered is not None))
    return decisions


def _digest(kind: NoticeKind, day: date | None, wishes: Wishes, now: datetime) -> datetime | None:
    if wishes.digest_time is None or kind in PROMPT:
        return None
    at = wishes.digest_time.first_after(now)
    comes_too_late = day is not None and at.astimezone(wishes.zone).date() >= day
    return None if comes_too_late else at
