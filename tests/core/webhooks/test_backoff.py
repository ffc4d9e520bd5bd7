"""Retries come ever later and end within a day, whatever the settings."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.settings import WebhookSettings
from core.webhooks.backoff import next_attempt, pauses

BEGUN = datetime(2026, 3, 1, tzinfo=UTC)
ANY = st.builds(
    WebhookSettings,
    first_retry_seconds=st.floats(0.1, 3600),
    retry_factor=st.floats(1.5, 10),
    retry_hours=st.floats(0.01, 24),
)


def test_the_schedule_as_it_is_documented() -> None:
    seconds = [12, 30, 75, 187.5, 468.75, 1171.875, 2929.6875, 7324.21875, 18310.546875, 45776.3671875]
    assert pauses(WebhookSettings()) == seconds
    assert timedelta(hours=21) < timedelta(seconds=sum(seconds)) < timedelta(hours=24)


@given(ANY, st.integers(0, 3600))
def test_pauses_grow_and_the_last_attempt_is_within_the_day(settings: WebhookSettings, taken_seconds: int) -> None:
    """However long each attempt takes: the end is counted from the beginning."""
    now, due = BEGUN, [BEGUN]
    for attempts in itertools.count(1):
        now += timedelta(seconds=taken_seconds)
        following = next_attempt(settings, BEGUN, attempts, now)
        if following is None:
            break
        assert following > now
        due.append(following)
        now = following
    assert due[-1] - BEGUN <= timedelta(hours=settings.retry_hours)
    steps = [later - earlier for earlier, later in itertools.pairwise(due)]
    assert all(later > earlier for earlier, later in itertools.pairwise(steps))
    # The most there can be: 0.1 s, growing by half, 24 hours long.
    assert len(steps) <= len(pauses(settings)) <= 32


@given(ANY, st.floats(0, 10**6))
def test_what_the_endpoint_asks_for_makes_a_pause_longer_and_never_shorter(
    settings: WebhookSettings, asked: float
) -> None:
    due = next_attempt(settings, BEGUN, 1, BEGUN, asked)
    if due is not None:
        assert due >= BEGUN + timedelta(seconds=asked)
        assert due <= BEGUN + timedelta(hours=settings.retry_hours)
