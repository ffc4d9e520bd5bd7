import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime

import httpx
import pytest

from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.retry_policy import RetryPolicy
from core.clock import FixedClock
from core.ports.bank_feed import BankInfo
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import RunningBank, serving
from tests.core.adapters.banks.peer import SECRET, TEAM, Peer

AFTERNOON = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def bank_clock() -> FixedClock:
    return FixedClock(AFTERNOON)


@pytest.fixture
def clock(bank_clock: FixedClock) -> FixedClock:
    bank_clock.moment = AFTERNOON
    return bank_clock


@pytest.fixture
def make_feed(tls: ssl.SSLContext) -> Callable[[Peer], OpenBankingRussiaFeed]:
    def make(peer: Peer) -> OpenBankingRussiaFeed:
        async def sleep(seconds: float) -> None:
            peer.waits.append(seconds)

        return OpenBankingRussiaFeed(
            TEAM,
            lambda _: SECRET,
            peer.clock,
            retry=RetryPolicy(sleep=sleep, draw=lambda: 1.0),
            transport=httpx.AsyncHTTPTransport(verify=tls),
        ).watched_by(peer.journal)

    return make


@pytest.fixture(scope="session")
def vbank(bank_clock: FixedClock) -> Iterator[RunningBank]:
    config = SandboxConfig(code="vbank", client_id=TEAM, client_secret=SECRET, clock=bank_clock.now)
    with serving(config) as running:
        yield running


@pytest.fixture(scope="session")
def tls() -> ssl.SSLContext:
    """Made once: loading the authorities takes longer than most tests."""
    return ssl.create_default_context()


@pytest.fixture
async def peer(
    vbank: RunningBank, clock: FixedClock, make_feed: Callable[[Peer], OpenBankingRussiaFeed]
) -> AsyncIterator[Peer]:
    vbank.reset()
    made = Peer(BankInfo("vbank", "VBank", vbank.base_url), vbank.bank, clock, feed=None)  # type: ignore[arg-type]  # set on the next line
    made.feed = make_feed(made)
    async with made.feed:
        yield made
