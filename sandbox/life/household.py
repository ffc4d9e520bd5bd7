"""The purse of one person while their days are played."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sandbox.life.movements import ISSUED, MAIN, MOSCOW, POINT_OF_SALE, RECEIVED, AccountKey, Movement, Shop, moment
from sandbox.life.profiles import Profile


@dataclass(slots=True)
class Household:
    """Balances in minor units, what was promised for later days, and the movements made so far."""

    profile: Profile
    balances: dict[AccountKey, int]
    movements: list[Movement] = field(default_factory=list)
    refunds: dict[date, list[tuple[AccountKey, Shop, int]]] = field(default_factory=lambda: defaultdict(list))
    arrivals: dict[date, list[Movement]] = field(default_factory=lambda: defaultdict(list))
    spendable: dict[AccountKey, int] = field(default_factory=dict)
    today: date = date.min
    earned_from_companies: int = 0
    earned_from_people: int = 0
    tax_due: int = 0

    def wake(self, day: date) -> None:
        """Begin a day: what comes in later today can be spent tomorrow, so no account dips below zero in between."""
        self.today = day
        self.spendable = dict(self.balances)

    def can_spend(self, account: AccountKey, minor: int) -> bool:
        """Whether the account holds that much, beside what is put by for the rent."""
        put_by = self.profile.rent * 100 * ((self.today.day + 24) % 30) // 30 if account == MAIN else 0
        return self.spendable[account] - put_by >= minor

    def record(self, movement: Movement) -> None:
        """Let a movement change its account."""
        self.balances[movement.account] += movement.minor
        if movement.minor < 0:
            self.spendable[movement.account] += movement.minor
        self.movements.append(movement)

    def receive(self, account: AccountKey, minor: int, text: str, sender: str | None, at: datetime) -> None:
        """Money comes in by transfer."""
        self.record(Movement(account, at, minor, text, RECEIVED, sender))

    def pay(self, account: AccountKey, minor: int, text: str, receiver: str | None, at: datetime) -> None:
        """Money goes out by transfer."""
        self.record(Movement(account, at, -minor, text, ISSUED, receiver))

    def renew(self, account: AccountKey, shop: Shop, minor: int, day: date, draw: Random) -> None:
        """Pay for a subscription: it takes what is there, also what was put by."""
        if self.spendable[account] >= minor:
            self._charge(account, shop, minor, day, draw)

    def buy(self, account: AccountKey, shop: Shop, minor: int, day: date, draw: Random) -> None:
        """Pay by card, unless the account can't bear it."""
        if self.can_spend(account, minor):
            self._charge(account, shop, minor, day, draw)

    def _charge(self, account: AccountKey, shop: Shop, minor: int, day: date, draw: Random) -> None:
        """A payment by card stays pending for a day or two."""
        at = some_time(day, draw, 8, 22)
        settles_in = timedelta(hours=draw.randint(18, 50))
        self.record(Movement(account, at, -minor, shop.line, POINT_OF_SALE, shop.name, shop, settles_in))

    def move(self, source: AccountKey, target: AccountKey, minor: int, texts: tuple[str, str], at: datetime) -> None:
        """Send money between own accounts. At another bank it may arrive past midnight."""
        self.pay(source, minor, texts[0], self.profile.full_name, at)
        late = source[0] != target[0] and minor % 1_000_00 == 0 and (minor // 1_000_00) % 7 == 0
        delay = timedelta(hours=15) if late else timedelta(seconds=3 + minor // 100 % 50)
        arrival = Movement(target, at + delay, minor, texts[1], RECEIVED, self.profile.full_name)
        arrives_on = arrival.made_at.astimezone(MOSCOW).date()
        if arrives_on > self.today:
            self.arrivals[arrives_on].append(arrival)
        else:
            self.record(arrival)


def some_time(day: date, draw: Random, first_hour: int, last_hour: int) -> datetime:
    """A moment of the day between two Moscow hours."""
    return moment(
        day, draw.randint(first_hour, last_hour), draw.randint(0, 59), draw.randint(0, 59), draw.randint(0, 999_999)
    )
