"""How a person wants to be told: reading it, and changing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.uow import UnitOfWork
from core.identity.models import UserRow
from core.ids import new_id
from core.key_action import KeyAction
from core.notifications.decide import ZONE_OF_LANGUAGE, Wishes
from core.notifications.errors import NotificationTimesError, TimeZoneUnknownError
from core.notifications.models import Digest, NotificationChoiceRow, NotificationSettingsRow
from core.notifications.notice_kind import NoticeChannel, NoticeKind
from core.notifications.quiet_hours import DAY_MINUTES, QuietHours

NIGHT: Final = (22 * 60, 8 * 60)
"""Quiet hours of who subscribes a browser and never said when to be left alone."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind on a channel, on or off."""

    kind: NoticeKind
    channel: NoticeChannel
    is_on: bool


@dataclass(frozen=True, slots=True)
class Times:
    """When to be told. `quiet` is from and until, in minutes of the local day; None for no quiet hours."""

    time_zone: str
    quiet: tuple[int, int] | None
    digest: Digest
    digest_hour: int
    digest_weekday: int
    shows_details: bool


async def load_wishes(session: AsyncSession, user_id: UUID) -> Wishes:
    """A person's wishes, with what is usual where they said nothing."""
    found = await session.execute(
        select(UserRow.locale, NotificationSettingsRow)
        .outerjoin(NotificationSettingsRow, NotificationSettingsRow.user_id == UserRow.id)
        .where(UserRow.id == user_id)
    )
    locale, row = found.one()
    rows = await session.execute(select(NotificationChoiceRow).where(NotificationChoiceRow.user_id == user_id))
    choices = {(one.kind, one.channel): one.is_on for one in rows.scalars()}
    if row is None:
        return Wishes(ZoneInfo(ZONE_OF_LANGUAGE.get(locale[:2], "UTC")), choices=choices)
    zone = ZoneInfo(row.time_zone)
    has_quiet = row.quiet_from is not None and row.quiet_until is not None
    quiet = QuietHours(row.quiet_from, row.quiet_until, zone) if has_quiet else None
    return Wishes(zone, quiet, row.digest, row.digest_hour, row.digest_weekday, row.shows_details, choices)


def checked_times(times: Times) -> dict[str, Any]:
    """The settings of a person who wants to be told then. Raises TimeZoneUnknownError, NotificationTimesError."""
    values = {
        "time_zone": checked_zone(times.time_zone),
        "digest": times.digest,
        "digest_hour": _checked(times.digest_hour, 0, 23, "digestHour"),
        "digest_weekday": _checked(times.digest_weekday, 1, 7, "digestWeekday"),
        "shows_details": times.shows_details,
        "quiet_from": None,
        "quiet_until": None,
    }
    if times.quiet is not None:
        starts, ends = (_checked(minute, 0, DAY_MINUTES - 1, "quietHours") for minute in times.quiet)
        if starts == ends:
            raise NotificationTimesError("Quiet hours must begin and end at different times.", field="quietHours")
        values |= {"quiet_from": starts, "quiet_until": ends}
    return values


async def set_times(uow: UnitOfWork, times: Times) -> None:
    """Keep when to be told. What waits already keeps its moment.

    Raises TimeZoneUnknownError, NotificationTimesError.
    """
    values = checked_times(times)
    put = insert(NotificationSettingsRow).values(id=new_id(), user_id=uow.person, **values)
    await uow.session.execute(put.on_conflict_do_update(index_elements=["user_id"], set_=values))
    uow.record(KeyAction(uow.person, "notifications.times_set", "user", uow.person, uow.person))


async def keep_first_zone(uow: UnitOfWork, user_id: UUID, time_zone: str) -> None:
    """Where somebody who never said so is, with quiet nights; who did is left alone. Raises TimeZoneUnknownError."""
    starts, ends = NIGHT
    put = insert(NotificationSettingsRow).values(
        id=new_id(), user_id=user_id, time_zone=checked_zone(time_zone), quiet_from=starts, quiet_until=ends
    )
    await uow.session.execute(put.on_conflict_do_nothing(index_elements=["user_id"]))


async def set_choices(uow: UnitOfWork, choices: Sequence[Choice]) -> None:
    """Switch kinds on and off over channels; what is not named stays. The last word on one thing counts."""
    last = {(one.kind, one.channel): one.is_on for one in choices}
    if not last:
        return
    put = insert(NotificationChoiceRow).values(
        [
            {"id": new_id(), "user_id": uow.person, "kind": kind, "channel": channel, "is_on": is_on}
            for (kind, channel), is_on in sorted(last.items())
        ]
    )
    again = put.on_conflict_do_update(index_elements=["user_id", "kind", "channel"], set_={"is_on": put.excluded.is_on})
    await uow.session.execute(again)
    details = {f"{kind.value}:{channel.value}": is_on for (kind, channel), is_on in sorted(last.items())}
    uow.record(KeyAction(uow.person, "notifications.choices_set", "user", uow.person, uow.person, details))


def checked_zone(name: str) -> str:
    """A zone of the IANA database by its name. Raises TimeZoneUnknownError."""
    if name not in _zones():
        raise TimeZoneUnknownError("There is no such time zone.", field="timeZone")
    return name


@cache
def _zones() -> frozenset[str]:
    """Read once: the list is made by walking a folder."""
    return frozenset(available_timezones())


def _checked(value: int, least: int, most: int, name: str) -> int:
    if not least <= value <= most:
        raise NotificationTimesError(f"This must be from {least} to {most}.", field=name)
    return value
