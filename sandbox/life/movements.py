from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

MOSCOW: Final = timezone(timedelta(hours=3))

AccountKey = tuple[str, str]
"""Bank code and role of an account: ("vbank", "main")."""

MAIN: Final[AccountKey] = ("vbank", "main")
SAVINGS: Final[AccountKey] = ("vbank", "savings")
BUSINESS: Final[AccountKey] = ("abank", "business")
DOLLARS: Final[AccountKey] = ("abank", "usd")
EVERYDAY: Final[AccountKey] = ("sbank", "everyday")
LOAN: Final[AccountKey] = ("sbank", "loan")
DEPOSIT: Final[AccountKey] = ("sbank", "deposit")

RECEIVED: Final = "ReceivedCreditTransfer"
ISSUED: Final = "IssuedDebitTransfer"
POINT_OF_SALE: Final = "PointOfSale"


@dataclass(frozen=True, slots=True)
class Shop:
    """A place that takes cards. Prices are in whole roubles."""

    name: str
    line: str
    mcc: str
    category: str
    low: int
    high: int
    city: str | None = "Москва"
    country: str = "RU"


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that moved on one account. `minor` is signed, in minor units; it is pending for `settles_in`."""

    account: AccountKey
    made_at: datetime
    minor: int
    text: str
    code: str
    counterparty: str | None = None
    shop: Shop | None = None
    settles_in: timedelta = timedelta(0)


def moment(day: date, hour: int, minute: int, second: int = 0, microsecond: int = 0) -> datetime:
    """A Moscow wall-clock moment, in UTC."""
    return datetime.combine(day, time(hour, minute, second, microsecond), MOSCOW).astimezone(UTC)
