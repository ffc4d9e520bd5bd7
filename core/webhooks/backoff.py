"""When a delivery that failed is tried again: exponentially later, with jitter, for a day at most."""

import random
from datetime import datetime, timedelta
from itertools import count, takewhile

from core.settings import WebhookSettings

JITTER = 0.8
"""An attempt comes at 0.8 to 1 of its pause. Pauses at least grow by 1.5, so a longer one is never overtaken."""


def pauses(settings: WebhookSettings) -> list[float]:
    """Seconds between the attempts, at their longest; together they stay within `retry_hours`."""
    spent, kept = 0.0, []
    grown = (settings.first_retry_seconds * settings.retry_factor**number for number in count())
    for pause in takewhile(lambda one: one <= settings.retry_hours * 3600, grown):
        spent += pause
        if spent > settings.retry_hours * 3600:
            break
        kept.append(pause)
    return kept


def next_attempt(
    settings: WebhookSettings, begun_at: datetime, attempts: int, now: datetime, asked_seconds: float | None = None
) -> datetime | None:
    """When to try again after so many attempts, None to give up. `asked_seconds` is what the endpoint asked for."""
    left = pauses(settings)[attempts - 1 :]
    if not left:
        return None
    pause = left[0] * random.uniform(JITTER, 1.0)  # noqa: S311 jitter, not a secret
    due = now + timedelta(seconds=max(pause, asked_seconds or 0.0))
    return due if due <= begun_at + timedelta(hours=settings.retry_hours) else None
