"""Quiet hours and digests on clocks that leap: by a table of nights, and for any night there is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.notifications.quiet_hours import DigestTime, QuietHours


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


MOSCOW, BERLIN, NEW_YORK = "Europe/Moscow", "Europe/Berlin", "America/New_York"
ZONES = st.sampled_from([MOSCOW, BERLIN, NEW_YORK, "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "UTC"])
MOMENTS = st.integers(int(utc("2024-01-01").timestamp()), int(utc("2027-12-31").timestamp())).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
MINUTES = st.integers(0, 1439)


def clock(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


@pytest.mark.parametrize(
    ("zone", "starts", "ends", "now", "then"),
    [
        (MOSCOW, "22:00", "08:00", "2026-03-01T12:00", "2026-03-01T12:00"),  # 15:00, loud
        (MOSCOW, "22:00", "08:00", "2026-03-01T18:59", "2026-03-01T18:59"),  # the last loud minute
        (MOSCOW, "22:00", "08:00", "2026-03-01T19:00", "2026-03-02T05:00"),  # the first quiet one
        (MOSCOW, "22:00", "08:00", "2026-03-02T00:30", "2026-03-02T05:00"),  # after midnight
        (MOSCOW, "22:00", "08:00", "2026-03-02T05:00", "2026-03-02T05:00"),  # the end is not quiet
        (MOSCOW, "13:00", "14:00", "2026-03-02T10:30", "2026-03-02T11:00"),  # within a day
        (BERLIN, "22:00", "08:00", "2026-03-28T22:00", "2026-03-29T06:00"),  # the clock is put forward: 9 hours
        (BERLIN, "22:00", "08:00", "2026-10-24T21:00", "2026-10-25T07:00"),  # and back: 10 hours of UTC
        (BERLIN, "22:00", "02:30", "2026-03-28T23:00", "2026-03-29T01:30"),  # 2:30 is leapt over: 3:30 is what comes
        (BERLIN, "22:00", "02:30", "2026-10-24T23:00", "2026-10-25T00:30"),  # 2:30 comes twice: the first
        (BERLIN, "22:00", "02:30", "2026-10-25T01:10", "2026-10-25T01:30"),  # between both: the second
        (NEW_YORK, "23:00", "07:00", "2026-03-08T05:30", "2026-03-08T11:00"),  # 00:30 EST until 7:00 EDT
    ],
)
def test_a_night(zone: str, starts: str, ends: str, now: str, then: str) -> None:
    assert QuietHours(clock(starts), clock(ends), ZoneInfo(zone)).first_loud(utc(now)) == utc(then)


@settings(max_examples=60, deadline=None)
@given(ZONES, MINUTES, MINUTES, MOMENTS)
def test_what_comes_is_loud_and_soon_and_nothing_loud_lies_before(
    zone: str, starts: int, ends: int, now: datetime
) -> None:
    assume(starts != ends)
    quiet = QuietHours(starts, ends, ZoneInfo(zone))
    then = quiet.first_loud(now)
    assert not quiet.covers(then)
    assert timedelta(0) <= then - now <= timedelta(hours=25)
    assert (then == now) == (not quiet.covers(now))
    leap = ZoneInfo(zone).utcoffset(then.replace(tzinfo=None)) != ZoneInfo(zone).utcoffset(now.replace(tzinfo=None))
    if then != now and not leap:
        before = then - timedelta(minutes=1)
        assert quiet.covers(before) or before < now


@pytest.mark.parametrize(
    ("zone", "hour", "weekday", "now", "then"),
    [
        (MOSCOW, 9, None, "2026-03-01T05:59", "2026-03-01T06:00"),
        (MOSCOW, 9, None, "2026-03-01T06:00", "2026-03-02T06:00"),  # what comes at that moment waits a day
        (MOSCOW, 9, 1, "2026-03-02T06:00", "2026-03-09T06:00"),  # Mondays
        (MOSCOW, 0, 1, "2026-03-01T20:59", "2026-03-01T21:00"),  # Monday begins on Sunday in UTC
        (BERLIN, 2, None, "2026-03-28T12:00", "2026-03-29T01:00"),  # 2:00 is leapt over: 3:00
        (BERLIN, 2, None, "2026-10-24T12:00", "2026-10-25T00:00"),  # 2:00 comes twice: the first
        (BERLIN, 2, None, "2026-10-25T00:30", "2026-10-26T01:00"),  # and counts once
    ],
)
def test_a_digest(zone: str, hour: int, weekday: int | None, now: str, then: str) -> None:
    assert DigestTime(hour, weekday, ZoneInfo(zone)).first_after(utc(now)) == utc(then)


@settings(max_examples=60, deadline=None)
@given(ZONES, st.integers(0, 23), st.none() | st.integers(1, 7), MOMENTS)
def test_a_digest_comes_within_its_time_and_on_its_day(
    zone: str, hour: int, weekday: int | None, now: datetime
) -> None:
    then = DigestTime(hour, weekday, ZoneInfo(zone)).first_after(now)
    local = then.astimezone(ZoneInfo(zone))
    assert timedelta(0) < then - now <= timedelta(days=1 if weekday is None else 7, hours=2)
    assert weekday is None or local.isoweekday() == weekday
    assert local.hour in {hour, hour + 1}  # an hour that is leapt over is the next one
