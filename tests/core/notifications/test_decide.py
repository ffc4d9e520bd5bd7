"""The one place that decides: by kind, channel, hour and digest."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.notifications.decide import Decision, Wishes, decide
from core.notifications.models import Digest, NoticeState
from core.notifications.notice_kind import DEFAULTS, PATHS, NoticeChannel, NoticeKind
from core.notifications.quiet_hours import QuietHours

MOSCOW = ZoneInfo("Europe/Moscow")
NOON = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
NIGHT = datetime(2026, 3, 2, 20, tzinfo=UTC)  # 23:00 in Moscow
MORNING = datetime(2026, 3, 3, 5, tzinfo=UTC)
QUIET = QuietHours(22 * 60, 8 * 60, MOSCOW)
IN_APP, MAIL, PUSH = NoticeChannel.IN_APP, NoticeChannel.MAIL, NoticeChannel.WEB_PUSH
GONE, WAITS = NoticeState.HANDED_OVER, NoticeState.WAITING


def test_by_default_what_must_be_done_by_a_day_goes_everywhere_at_once() -> None:
    assert decide(NoticeKind.TAX_DEADLINE, date(2026, 3, 5), Wishes(MOSCOW), NIGHT) == [
        Decision(IN_APP, GONE, NIGHT),
        Decision(MAIL, WAITS, NIGHT),
        Decision(PUSH, WAITS, NIGHT),
    ]
    assert decide(NoticeKind.PRICE_RISE, None, Wishes(MOSCOW), NIGHT) == [Decision(IN_APP, GONE, NIGHT)]


def test_quiet_hours_hold_back_what_makes_a_noise() -> None:
    assert decide(NoticeKind.CASH_SHORTFALL, None, Wishes(MOSCOW, QUIET), NIGHT) == [
        Decision(IN_APP, GONE, NIGHT),
        Decision(MAIL, WAITS, MORNING),
        Decision(PUSH, WAITS, MORNING),
    ]


@pytest.mark.parametrize(
    ("kind", "day", "digest", "due", "in_digest"),
    [
        (NoticeKind.TAX_LIMIT, date(2026, 12, 1), Digest.DAILY, datetime(2026, 3, 3, 6, tzinfo=UTC), True),
        (NoticeKind.TAX_LIMIT, date(2026, 12, 1), Digest.WEEKLY, datetime(2026, 3, 9, 6, tzinfo=UTC), True),
        (NoticeKind.TAX_DEADLINE, date(2026, 3, 9), Digest.WEEKLY, NOON, False),  # it would come on the day
        (NoticeKind.TAX_DEADLINE, date(2026, 3, 10), Digest.WEEKLY, datetime(2026, 3, 9, 6, tzinfo=UTC), True),
        (NoticeKind.EXPORT_READY, date(2026, 3, 9), Digest.DAILY, NOON, False),  # somebody waits for it
        (NoticeKind.LEAD_CHANGED, None, Digest.OFF, NOON, False),
    ],
)
def test_mails_that_can_wait_are_gathered(
    kind: NoticeKind, day: date | None, digest: Digest, due: datetime, in_digest: bool
) -> None:
    mails = [one for one in decide(kind, day, Wishes(MOSCOW, digest=digest), NOON) if one.channel is MAIL]
    assert mails == [Decision(MAIL, WAITS, due, in_digest)]


def test_a_digest_of_the_night_waits_for_the_morning() -> None:
    wishes = Wishes(MOSCOW, QUIET, Digest.DAILY, digest_hour=3)
    (mail,) = [one for one in decide(NoticeKind.LEAD_CHANGED, None, wishes, NOON) if one.channel is MAIL]
    assert (mail.due_at, mail.in_digest) == (MORNING, True)


@pytest.mark.parametrize("kind", NoticeKind)
def test_what_is_switched_off_is_told_nowhere_and_each_kind_has_its_page(kind: NoticeKind) -> None:
    off = {(kind, channel): False for channel in NoticeChannel}
    assert decide(kind, None, Wishes(MOSCOW, choices=off), NOON) == []
    on = {(kind, channel): True for channel in NoticeChannel}
    assert {one.channel for one in decide(kind, None, Wishes(MOSCOW, choices=on), NOON)} == set(NoticeChannel)
    assert IN_APP in DEFAULTS[kind]
    assert PATHS[kind].startswith("/")
