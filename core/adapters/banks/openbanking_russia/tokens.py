import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from core.clock import Clock
from core.ports.bank_feed import BankInfo

MARGIN: Final = timedelta(minutes=5)
"""A token is not used in its last minutes, so that it can't lapse on its way."""


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token as the bank gave it, with its lifetime."""

    value: str = field(repr=False)
    lifetime: timedelta


@dataclass(frozen=True, slots=True)
class _Held:
    value: str = field(repr=False)
    good_until: datetime


AskToken = Callable[[BankInfo], Awaitable[NewToken]]


class TokenCache:
    """One token a bank, asked for once however many calls wait for it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: dict[str, _Held] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def token(self, bank: BankInfo, ask: AskToken) -> str:
        """A token that has not lapsed. Raises what asking raises."""
        async with self._locks.setdefault(bank.code, asyncio.Lock()):
            held = self._held.get(bank.code)
            if held is None or held.good_until <= self._clock.now():
                new = await ask(bank)
                held = _Held(new.value, self._clock.now() + new.lifetime - min(MARGIN, new.lifetime / 2))
                self._held[bank.code] = held
            return held.value

    def forget(self, bank: BankInfo, value: str) -> None:
        """Drop a token that the bank refused, unless it has been replaced meanwhile."""
        held = self._held.get(bank.code)
        if held is not None and held.value == value:
            del self._held[bank.code]
