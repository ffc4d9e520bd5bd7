"""Official rates of the Bank of Russia, in roubles: a list of its currencies, and each one's rates of a period."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element

from core.adapters.rates.fetch_bounded import fetch_xml
from core.clock import Clock, today
from core.ports.rate_feed import EURO, Rate, RateFeedError, RatePublisher, per_euro

ROUBLE: Final = "RUB"
USUAL: Final = frozenset({"USD", "CNY", "GBP", "KZT", "BYN"})
"""Read whether or not somebody has an account in them: what people of the country are paid in."""
_DAY: Final = "%d.%m.%Y"


class BankOfRussiaRateFeed:
    """Reads `XML_daily.asp` for the currencies' own codes and `XML_dynamic.asp` for each that is wanted."""

    publisher = RatePublisher.BANK_OF_RUSSIA

    def __init__(self, address: str, clock: Clock) -> None:
        self._address = address.rstrip("/")
        self._clock = clock

    async def rates(self, since: Mapping[str, date], otherwise: date) -> Sequence[Rate]:
        """See the port. The euro is read from the earliest day: the others are told by it."""
        listed = await fetch_xml(self.publisher, f"{self._address}/XML_daily.asp")
        codes = dict(_codes(listed))
        if EURO not in codes:
            raise RateFeedError(f"{self.publisher.value}: the list of currencies has no euro.")
        firsts = {code: since.get(code, otherwise) for code in (since.keys() | USUAL) & codes.keys()}
        firsts[EURO] = min([since.get(EURO, otherwise), since.get(ROUBLE, otherwise), *firsts.values()])
        told = list[tuple[date, str, Decimal]]()
        for code, first in sorted(firsts.items()):
            told += [(day, code, value) for day, value in await self._values(codes[code], first)]
        told += [(day, ROUBLE, Decimal(1)) for day, code, _ in told if code == EURO]
        return per_euro(told)

    async def _values(self, code: str, first: date) -> list[tuple[date, Decimal]]:
        last = today(self._clock)
        root = await fetch_xml(
            self.publisher,
            f"{self._address}/XML_dynamic.asp",
            date_req1=f"{first:%d/%m/%Y}",
            date_req2=f"{last:%d/%m/%Y}",
            VAL_NM_RQ=code,
        )
        try:
            return [_value(record) for record in root.iterfind("Record")]
        except (KeyError, ValueError, InvalidOperation) as error:
            raise RateFeedError(f"{self.publisher.value}: the rates of {code} can't be read.") from error


def _codes(listed: Element) -> Iterator[tuple[str, str]]:
    """Each currency and what the bank's other documents call it: `("USD", "R01235")`."""
    for one in listed.iterfind("Valute"):
        letters, code = one.findtext("CharCode", "").strip(), one.attrib.get("ID", "").strip()
        if letters and code:
            yield letters, code


def _value(record: Element) -> tuple[date, Decimal]:
    """A day, and what one unit cost on it in roubles: the bank tells it of ten or a hundred of small ones."""
    day = datetime.strptime(record.attrib["Date"], _DAY).date()  # noqa: DTZ007 a day, no moment
    nominal, value = (Decimal(record.findtext(name, "").replace(",", ".")) for name in ("Nominal", "Value"))
    if not (nominal.is_finite() and value.is_finite() and nominal > 0 and value > 0):
        raise ValueError(record.attrib["Date"])
    return day, value / nominal
