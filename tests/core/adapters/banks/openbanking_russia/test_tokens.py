import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from core.adapters.banks.openbanking_russia.tokens import NewToken, TokenCache
from core.clock import FixedClock
from core.ports.bank_feed import BankError, BankInfo

VBANK, ABANK = (BankInfo(code, code, "http://bank") for code in ("vbank", "abank"))


class Desk:
    """Gives out numbered tokens."""

    def __init__(self, lifetime: timedelta) -> None:
        self.lifetime = lifetime
        self.given: list[str] = []
        self.is_open = True

    async def ask(self, bank: BankInfo) -> NewToken:
        await asyncio.sleep(0)
        if not self.is_open:
            raise BankError("closed", retryable=True)
        self.given.append(f"{bank.code}-{len(self.given)}")
        return NewToken(self.given[-1], self.lifetime)


@pytest.fixture
def still() -> FixedClock:
    return FixedClock(datetime(2026, 1, 1, tzinfo=UTC))


async def test_many_waiting_calls_ask_once_a_bank(still: FixedClock) -> None:
    desk = Desk(timedelta(days=1))
    cache = TokenCache(still)
    tokens = await asyncio.gather(*(cache.token(bank, desk.ask) for bank in (VBANK, ABANK) * 10))
    assert sorted(set(tokens)) == sorted(desk.given) == ["abank-1", "vbank-0"]


async def test_forgetting_an_old_token_keeps_its_successor(still: FixedClock) -> None:
    desk = Desk(timedelta(days=1))
    cache = TokenCache(still)
    old = await cache.token(VBANK, desk.ask)
    cache.forget(VBANK, old)
    new = await cache.token(VBANK, desk.ask)
    cache.forget(VBANK, old)
    assert await cache.token(VBANK, desk.ask) == new
    assert desk.given == [old, new]


@pytest.mark.parametrize(("lifetime", "used_for"), [(3600, 3300), (600, 300), (60, 30)])
async def test_the_margin_is_five_minutes_or_half_the_life(still: FixedClock, lifetime: int, used_for: int) -> None:
    desk = Desk(timedelta(seconds=lifetime))
    cache = TokenCache(still)
    await cache.token(VBANK, desk.ask)
    still.advance(timedelta(seconds=used_for - 1))
    await cache.token(VBANK, desk.ask)
    assert len(desk.given) == 1
    still.advance(timedelta(seconds=1))
    await cache.token(VBANK, desk.ask)
    assert len(desk.given) == 2


async def test_a_failed_question_is_asked_again(still: FixedClock) -> None:
    desk = Desk(timedelta(days=1))
    cache = TokenCache(still)
    desk.is_open = False
    with pytest.raises(BankError):
        await cache.token(VBANK, desk.ask)
    desk.is_open = True
    assert await cache.token(VBANK, desk.ask) == "vbank-0"


async def test_tokens_are_not_shown(still: FixedClock) -> None:
    desk = Desk(timedelta(days=1))
    cache = TokenCache(still)
    token = await cache.token(VBANK, desk.ask)
    assert token not in repr(cache._held)
    assert "very-secret" not in repr(NewToken("very-secret", timedelta(1)))
