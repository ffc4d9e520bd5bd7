"""How many days before a deadline somebody is reminded of it."""

from collections.abc import Sequence
from typing import Final

from core.taxes.errors import InvalidLeadTimesError

MOST_LEAD_TIMES: Final = 5
LONGEST_LEAD_DAYS: Final = 90


def checked_lead_days(lead_days: Sequence[int]) -> list[int]:
    """Each once, the longest first. Raises InvalidLeadTimesError."""
    chosen = sorted({int(days) for days in lead_days}, reverse=True)
    if len(chosen) > MOST_LEAD_TIMES or any(not 0 <= days <= LONGEST_LEAD_DAYS for days in chosen):
        raise InvalidLeadTimesError(
            f"At most {MOST_LEAD_TIMES} lead times, each of 0 to {LONGEST_LEAD_DAYS} days.", field="leadDays"
        )
    return chosen
