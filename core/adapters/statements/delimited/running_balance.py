from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import add, eq, sub
from typing import Final

_LEAST_LINKS: Final = 0.5


@dataclass(slots=True)
class BalanceChain:
    """Follows a running balance through the movements of one account, oldest first or newest first alike."""

    count: int = 0
    first_amount: Decimal = Decimal(0)
    first_balance: Decimal = Decimal(0)
    last_amount: Decimal = Decimal(0)
    last_balance: Decimal = Decimal(0)
    rising: int = 0
    falling: int = 0
    rising_break: int | None = None
    falling_break: int | None = None

    def add(self, amount: Decimal, balance: Decimal, line: int) -> None:
        """The next booked movement and the balance after it."""
        if not self.count:
            self.first_amount, self.first_balance = amount, balance
        else:
            if self.last_balance + amount == balance:
                self.rising += 1
            elif self.rising_break is None:
                self.rising_break = line
            if balance + self.last_amount == self.last_balance:
                self.falling += 1
            elif self.falling_break is None:
                self.falling_break = line
        self.count += 1
        self.last_amount, self.last_balance = amount, balance

    def extend(self, amounts: Sequence[Decimal], balances: Sequence[Decimal], lines: Sequence[int]) -> None:
        """The next movements, as `add` takes them one by one."""
        self.add(amounts[0], balances[0], lines[0])
        later = balances[1:]
        rises = list(map(eq, map(add, balances, amounts[1:]), later))
        falls = list(map(eq, map(sub, balances, amounts), later))
        self.rising += rises.count(True)
        self.falling += falls.count(True)
        if self.rising_break is None and False in rises:
            self.rising_break = lines[rises.index(False) + 1]
        if self.falling_break is None and False in falls:
            self.falling_break = lines[falls.index(False) + 1]
        self.count += len(later)
        self.last_amount, self.last_balance = amounts[-1], balances[-1]

    @property
    def is_newest_first(self) -> bool:
        """Whether the file runs backwards in time."""
        return self.falling > self.rising

    @property
    def links(self) -> int:
        """Neighbouring rows that agree."""
        return max(self.rising, self.falling)

    @property
    def holds(self) -> bool:
        """Whether enough rows agree to believe the balance at all."""
        return self.count > 0 and self.links >= _LEAST_LINKS * (self.count - 1)

    @property
    def first_break(self) -> int | None:
        """The line of the first row that disagrees with its neighbour."""
        return self.falling_break if self.is_newest_first else self.rising_break

    def ends(self) -> tuple[Decimal, Decimal]:
        """Opening and closing balance of the period."""
        if self.is_newest_first:
            return self.last_balance - self.last_amount, self.first_balance
        return self.first_balance - self.first_amount, self.last_balance


def chain_links(amounts: Sequence[Decimal], balances: Sequence[Decimal]) -> int:
    """How many neighbouring rows agree."""
    chain = BalanceChain()
    for line, (amount, balance) in enumerate(zip(amounts, balances, strict=True)):
        chain.add(amount, balance, line)
    return chain.links
