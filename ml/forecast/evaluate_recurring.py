"""Measures how well recurring items are found: `python -m ml.forecast.evaluate_recurring [--accounts 300] [--json]`.

On made-up accounts whose items are known (`made_up_recurring.py`). An item counts as found when one of the same period
was reported most of whose movements are its own, whose amount is within a quarter of its latest and whose next date is
within 3 days (7 for quarters and years). What ended long ago must not be reported.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.ports.forecaster import Period
from ml.forecast.made_up_recurring import AS_OF, TrueItem, make_account
from ml.forecast.recurring import Recurring, find_recurring

_AMOUNT: Final = 0.25
_NEAR_DAYS: Final = 3
_RARE_NEAR_DAYS: Final = 7
_FIRST_SEED: Final = 10_000


@dataclass(slots=True)
class Counts:
    """What was there, what was reported, and what of it was right."""

    there: int = 0
    reported: int = 0
    right: int = 0
    exact_day: int = 0


def count_found(items: Sequence[TrueItem], found: Sequence[Recurring], counts: Counts) -> None:
    """Add one account."""
    alive = [item for item in items if item.is_alive]
    counts.there += len(alive)
    counts.reported += len(found)
    free = list(found)
    for item in alive:
        match = next((one for one in free if _is(one, item)), None)
        if match is not None:
            free.remove(match)
            counts.right += 1
            counts.exact_day += match.item(AS_OF).next_date == item.next_date


def _is(found: Recurring, item: TrueItem) -> bool:
    own = sum(place in item.members for place in found.members)
    told = found.item(AS_OF)
    near = _RARE_NEAR_DAYS if item.period in (Period.QUARTERLY, Period.YEARLY) else _NEAR_DAYS
    return (
        found.period is item.period
        and own > len(found.members) / 2
        and abs(told.amount_minor - item.amount_minor) <= _AMOUNT * abs(item.amount_minor)
        and abs((told.next_date - item.next_date).days) <= near
    )


def evaluate(accounts: int, first_seed: int = _FIRST_SEED) -> dict[str, float]:
    """Named figures over so many accounts."""
    counts = Counts()
    for seed in range(first_seed, first_seed + accounts):
        made = make_account(seed)
        count_found(made.items, find_recurring(made.movements, AS_OF, made.currency), counts)
    return {
        "accounts": accounts,
        "items": counts.there,
        "reported": counts.reported,
        "recall": round(counts.right / counts.there, 4),
        "precision": round(counts.right / counts.reported, 4),
        "exact_next_day": round(counts.exact_day / counts.right, 4),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=300)
    parser.add_argument("--json", action="store_true", help="print one object of named figures")
    given = parser.parse_args()
    found = evaluate(given.accounts)
    sys.stdout.write(
        json.dumps(found) + "\n" if given.json else "".join(f"{name}: {value}\n" for name, value in found.items())
    )


if __name__ == "__main__":
    main()
