"""Playing a person's days in order, so that a later day never changes an earlier one."""

from datetime import date, timedelta
from typing import Final

from sandbox.config import HISTORY_MONTHS
from sandbox.life import own_money, shopping, work
from sandbox.life.chance import chance
from sandbox.life.household import Household
from sandbox.life.movements import (
    BUSINESS,
    DEPOSIT,
    DOLLARS,
    EVERYDAY,
    LOAN,
    MAIN,
    SAVINGS,
    AccountKey,
    Movement,
)
from sandbox.life.profiles import Profile, profile_for

FIRST_DAY: Final = date(2024, 1, 1)
"""Every life of whole length begins here, whatever today is: a restart next month tells the same past."""


class Life:
    """One person's money at all their banks, day by day. The same id and seed give the same life everywhere."""

    def __init__(self, person_id: str, seed: int, today: date, months: int = HISTORY_MONTHS) -> None:
        self.profile: Profile = profile_for(person_id, seed)
        self._seed = f"{person_id}:{seed}"
        shown_from = history_start(today, months)
        self._next_day = shown_from if months < HISTORY_MONTHS else min(FIRST_DAY, shown_from)
        self.opening = _opening_balances(self._seed, self.profile)
        self._house = Household(self.profile, dict(self.opening))

    def until(self, day: date) -> list[Movement]:
        """The movements of the days not yet played, up to and including `day`."""
        while self._next_day <= day:
            self._play(self._next_day)
            self._next_day += timedelta(days=1)
        played, self._house.movements = self._house.movements, []
        return played

    def _play(self, day: date) -> None:
        house, draw = self._house, chance(self._seed, day.isoformat())
        house.wake(day)
        for arrival in house.arrivals.pop(day, []):
            house.record(arrival)
        if day.day == 1:
            work.close_month(house)
        work.earn(house, day, draw)
        own_money.share_out(house, day, draw)
        work.pay_tax(house, day, draw)
        own_money.pay_for_home(house, day, draw)
        own_money.save_and_borrow(house, day, draw)
        own_money.change_money(house, day, draw)
        shopping.take_refunds(house, day, draw)
        shopping.renew_subscriptions(house, day, draw)
        shopping.shop_for_the_day(house, day, draw)


def history_start(today: date, months: int = HISTORY_MONTHS) -> date:
    """The first of the month, so many months before this one."""
    years, month = divmod(today.month - 1 - months, 12)
    return date(today.year + years, month + 1, 1)


def _opening_balances(seed: str, profile: Profile) -> dict[AccountKey, int]:
    draw = chance(seed, "opening")
    return {
        MAIN: draw.randint(60_000_00, 95_000_00),
        SAVINGS: draw.randint(90_000_00, 260_000_00),
        BUSINESS: draw.randint(35_000_00, 70_000_00),
        DOLLARS: 120_00 if profile.has_dollars else 0,
        EVERYDAY: draw.randint(12_000_00, 30_000_00),
        LOAN: -profile.loan * 100,
        DEPOSIT: profile.deposit * 100,
    }
