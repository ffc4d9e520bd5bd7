"""Both central banks' documents over HTTP: as the sandbox tells them, and as a server in trouble would."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.adapters.rates import fetch_bounded
from core.adapters.rates.bank_of_russia_feed import BankOfRussiaRateFeed
from core.adapters.rates.ecb_feed import EcbRateFeed
from core.clock import FixedClock
from core.ports.rate_feed import Rate, RateFeed, RateFeedError
from sandbox.config import SandboxConfig
from sandbox.rates import in_roubles, per_euro
from sandbox.serve_in_thread import serving

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
TODAY, MONDAY = NOW.date(), date(2026, 11, 16)
FEEDS: list[Callable[[str], RateFeed]] = [EcbRateFeed, lambda url: BankOfRussiaRateFeed(url, FixedClock(NOW))]
LIST = '<ValCurs><Valute ID="R1"><CharCode>EUR</CharCode></Valute></ValCurs>'


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    config = SandboxConfig(code="vbank", client_id="a", client_secret="b", clock=lambda: NOW)
    with serving(config) as bank:
        yield f"{bank.base_url}/rates"


@asynccontextmanager
async def answering(body: bytes, status: str = "200 OK", asked: list[str] | None = None) -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = (await reader.readuntil(b"\r\n\r\n")).decode().split(" ")[1]
        if asked is not None:
            asked.append(line)
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def of(rates: list[Rate], currency: str) -> dict[date, Decimal]:
    return {rate.day: rate.per_euro for rate in rates if rate.currency == currency}


@pytest.mark.parametrize("otherwise", [MONDAY, TODAY - timedelta(days=200)], ids=["recent", "history"])
async def test_the_european_central_bank(address: str, otherwise: date) -> None:
    feed = EcbRateFeed(f"{address}/ecb")
    told = list(await feed.rates({"GBP": TODAY}, otherwise))
    dollars = of(told, "USD")
    assert min(dollars) == (otherwise if otherwise.weekday() < 5 else otherwise + timedelta(7 - otherwise.weekday()))
    assert (max(dollars), dollars[MONDAY]) == (TODAY, per_euro("USD", MONDAY))
    assert of(told, "GBP") == {TODAY: per_euro("GBP", TODAY)}, "read from its own day on"
    assert set(of(told, "EUR").values()) == {Decimal(1)}
    assert of(told, "RUB") == {}


async def test_the_whole_history_is_read_only_for_what_is_not_known_yet() -> None:
    """Roubles, which it has not told of since 2022, are wanted for ever; that is no reason to read it all each time."""
    cube = '<Cube xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">'
    body = f'{cube}<Cube time="2026-11-16"><Cube currency="USD" rate="1.1"/></Cube></Cube>'.encode()
    asked = list[str]()
    async with answering(body, asked=asked) as url:
        known = {"USD": MONDAY, "EUR": MONDAY, "RUB": date(2022, 11, 1)}
        told = await EcbRateFeed(url).rates(known, date(2022, 11, 1))
        assert [(rate.currency, rate.day) for rate in told] == [("EUR", MONDAY), ("USD", MONDAY)]
        assert asked == ["/eurofxref-hist-90d.xml"]
        await EcbRateFeed(url).rates({"EUR": MONDAY, "RUB": MONDAY}, date(2022, 11, 1))
    assert asked[1:] == ["/eurofxref-hist-90d.xml", "/eurofxref-hist.xml"]


async def test_the_bank_of_russia(address: str) -> None:
    """Roubles for a unit come back from what is kept, also of what is told for a hundred."""
    feed = BankOfRussiaRateFeed(f"{address}/cbr", FixedClock(NOW))
    told = list(await feed.rates({"JPY": TODAY, "XAU": MONDAY, "RUB": MONDAY}, MONDAY))
    roubles = of(told, "RUB")
    assert (min(roubles), max(roubles)) == (MONDAY, TODAY)
    assert {day: round(roubles[day] / rate, 14) for day, rate in of(told, "USD").items()} == {
        day: in_roubles("USD", day) for day in roubles
    }
    assert round(roubles[TODAY] / of(told, "JPY")[TODAY], 14) == in_roubles("JPY", TODAY)
    assert len(of(told, "JPY")) == 1
    assert of(told, "CHF") == {}, "nobody wants it"


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"<x/>", "503 Service Unavailable", "answered 503"),
        (b"<html><p>Wait</html>", "200 OK", "did not answer with XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "200 OK", "did not answer with XML"),
        (b"<x/>", "200 OK", "no"),
        (b"<x>" + b" " * 5000 + b"</x>", "200 OK", "more than 4096 bytes"),
    ],
)
async def test_what_is_no_rates_is_said(
    feed: Callable[[str], RateFeed], body: bytes, status: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_bounded, "MOST_READ", 4096)
    async with answering(body, status) as url:
        with pytest.raises(RateFeedError, match=message):
            await feed(url).rates({}, MONDAY)


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "x", ""])
async def test_no_rate_is_made_of_nonsense(rate: str) -> None:
    cube = '<Cube xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube time="2026-11-20">'
    async with answering(f'{cube}<Cube currency="USD" rate="{rate}"/></Cube></Cube>'.encode()) as url:
        with pytest.raises(RateFeedError, match="2026-11-20"):
            await EcbRateFeed(url).rates({}, MONDAY)
    record = f'<Record Date="20.11.2026"><Nominal>1</Nominal><Value>{rate}</Value></Record></ValCurs>'
    async with answering(LIST.replace("</ValCurs>", record).encode()) as url:
        with pytest.raises(RateFeedError, match="R1"):
            await BankOfRussiaRateFeed(url, FixedClock(NOW)).rates({}, MONDAY)


async def test_nobody_there_is_said() -> None:
    with pytest.raises(RateFeedError, match=r"ecb: .* does not answer"):
        await EcbRateFeed("http://127.0.0.1:1").rates({}, MONDAY)
