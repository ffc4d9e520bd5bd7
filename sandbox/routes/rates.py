"""Reference rates as two central banks publish them: the same documents, with made-up figures."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Final
from xml.sax.saxutils import quoteattr

from fastapi import APIRouter, Query, Response

from sandbox.rates import LEVELS, in_roubles, per_euro, working_days

_ECB: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" '
    'xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates</gesmes:subject><Cube>'
)
_RUSSIAN: Final = "windows-1251"
_HISTORY: Final = timedelta(days=5 * 366)
_OF_ECB: Final = tuple(sorted(LEVELS.keys() - {"RUB", "KZT", "BYN", "AED"}))
_OF_RUSSIA: Final = {code: f"R{place:05}" for place, code in enumerate(sorted({"EUR", *LEVELS} - {"RUB"}), 1001)}
_HUNDREDS: Final = frozenset({"KZT", "JPY"})
"""Told of a hundred units, since one is worth so little."""
_Day = Annotated[str, Query(pattern=r"^\d{2}/\d{2}/\d{4}$")]


def rate_routes(now: Callable[[], datetime]) -> APIRouter:
    """Where the real documents would be below `/rates/ecb` and `/rates/cbr`."""
    routes = APIRouter(prefix="/rates", tags=["rates"])

    @routes.get("/ecb/eurofxref-hist-90d.xml")
    async def recent() -> Response:
        """The last ninety days."""
        return _ecb(now().date() - timedelta(days=90), now().date())

    @routes.get("/ecb/eurofxref-hist.xml")
    async def history() -> Response:
        """All days."""
        return _ecb(now().date() - _HISTORY, now().date())

    @routes.get("/cbr/XML_daily.asp")
    async def daily() -> Response:
        """Today's rates of all currencies, and what the other document calls them."""
        day = max(working_days(now().date() - timedelta(days=6), now().date()))
        told = (
            f'<Valute ID="{code}"><CharCode>{letters}</CharCode><Name>Валюта {letters}</Name>'
            f"{_priced(letters, day)}</Valute>"
            for letters, code in _OF_RUSSIA.items()
        )
        return _russian(f'<ValCurs Date="{day:%d.%m.%Y}" name="Foreign Currency Market">', told)

    @routes.get("/cbr/XML_dynamic.asp")
    async def dynamic(date_req1: _Day, date_req2: _Day, VAL_NM_RQ: str) -> Response:  # noqa: N803 the bank's name
        """The rates of one currency in a period."""
        letters = next((one for one, code in _OF_RUSSIA.items() if code == VAL_NM_RQ), None)
        days = working_days(_day(date_req1), min(_day(date_req2), now().date())) if letters else ()
        told = (
            f'<Record Date="{day:%d.%m.%Y}" Id="{VAL_NM_RQ}">{_priced(letters or "", day)}</Record>' for day in days
        )
        return _russian(f'<ValCurs ID={quoteattr(VAL_NM_RQ)} name="Foreign Currency Market Dynamic">', told)

    return routes


def _ecb(first: date, last: date) -> Response:
    days = (
        f'<Cube time="{day.isoformat()}">'
        + "".join(f'<Cube currency="{code}" rate="{per_euro(code, day)}"/>' for code in _OF_ECB)
        + "</Cube>"
        for day in sorted(working_days(first, last), reverse=True)
    )
    return Response(f"{_ECB}{''.join(days)}</Cube></gesmes:Envelope>", media_type="text/xml")


def _priced(letters: str, day: date) -> str:
    nominal = 100 if letters in _HUNDREDS else 1
    value: Decimal = in_roubles(letters, day) * nominal
    return f"<Nominal>{nominal}</Nominal><Value>{str(value).replace('.', ',')}</Value>"


def _russian(opening: str, told: Iterable[str]) -> Response:
    text = f'<?xml version="1.0" encoding="{_RUSSIAN}"?>{opening}{"".join(told)}</ValCurs>'
    return Response(text.encode(_RUSSIAN), media_type=f"application/xml; charset={_RUSSIAN}")


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 a day, no moment
