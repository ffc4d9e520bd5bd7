"""Euro foreign exchange reference rates of the European Central Bank: one document for all currencies."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element

from core.adapters.rates.fetch_bounded import fetch_xml
from core.ports.rate_feed import EURO, Rate, RateFeedError, RatePublisher

_CUBE: Final = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"


class EcbRateFeed:
    """Reads `eurofxref-hist-90d.xml`, and only for older days `eurofxref-hist.xml`, 8 MB, which goes back to 1999."""

    publisher = RatePublisher.ECB

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    async def rates(self, since: Mapping[str, date], otherwise: date) -> Sequence[Rate]:
        """See the port. What of the wanted currencies the bank tells at all, its last days say."""
        rates = await self._read("eurofxref-hist-90d.xml")
        earliest = min(rate.day for rate in rates)
        if any(since.get(currency, otherwise) < earliest for currency in {rate.currency for rate in rates}):
            rates = await self._read("eurofxref-hist.xml")
        return [rate for rate in rates if rate.day >= since.get(rate.currency, otherwise)]

    async def _read(self, name: str) -> Sequence[Rate]:
        rates = list(_rates(await fetch_xml(self.publisher, f"{self._address}/{name}")))
        if not rates:
            raise RateFeedError(f"{self.publisher.value}: {name} holds no day of rates.")
        return rates


def _rates(root: Element) -> Iterator[Rate]:
    for cube in root.iterfind(f".//{_CUBE}[@time]"):
        try:
            day = date.fromisoformat(cube.attrib["time"])
            yield Rate(day, EURO, Decimal(1))
            for one in cube.iterfind(_CUBE):
                yield Rate(day, one.attrib["currency"], _positive(one.attrib["rate"]))
        except (KeyError, ValueError, InvalidOperation) as error:
            raise RateFeedError(f"ecb: the rates of {cube.attrib['time'][:20]!r} can't be read.") from error


def _positive(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite() or value <= 0:
        raise ValueError(text)
    return value
