"""Makes accounts whose recurring items are known, degraded as real ones are: for measuring what finds them."""

import calendar
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Final

from core.ports.forecaster import Movement, Period
from ml.forecast.bank_days import Shift, shifted

FIRST_DAY: Final = date(2022, 9, 1)
AS_OF: Final = date(2025, 8, 31)

_ITEMS: Final = (
    ("Rent Maple Court", Period.MONTHLY, -95_000, 0.0),
    ("Аренда квартиры", Period.MONTHLY, -45_000_00, 0.0),
    ("Зарплата ООО Вектор", Period.MONTHLY, 118_000_00, 0.03),
    ("Acme Corp salary", Period.FORTNIGHTLY, 142_000, 0.02),
    ("Retainer Northwind Traders", Period.MONTHLY, 250_000, 0.0),
    ("Электроэнергия Мосэнергосбыт", Period.MONTHLY, -2_300_00, 0.2),
    ("City Water utility", Period.QUARTERLY, -12_400, 0.15),
    ("STREAMBOX.COM", Period.MONTHLY, -1_299, 0.0),
    ("MUSICLY SUBSCRIPTION", Period.MONTHLY, -999, 0.0),
    ("Яндекс Плюс", Period.MONTHLY, -399_00, 0.0),
    ("Hostline server", Period.MONTHLY, -2_400, 0.02),
    ("Domain renewal Namehost", Period.YEARLY, -1_850, 0.05),
    ("Car insurance Aviva", Period.YEARLY, -64_000, 0.06),
    ("ОСАГО Ингосстрах", Period.YEARLY, -9_800_00, 0.08),
    ("Vat prepayment tax office", Period.QUARTERLY, -210_000, 0.2),
    ("УСН авансовый платеж", Period.QUARTERLY, -38_000_00, 0.2),
    ("Cleaning service Brightly", Period.WEEKLY, -4_500, 0.0),
    ("Piano lesson M Weber", Period.WEEKLY, -3_500, 0.0),
    ("Groceries box Farmly", Period.WEEKLY, -5_990, 0.05),
    ("Child care Sunny", Period.FORTNIGHTLY, -32_000, 0.05),
    ("Loan repayment Alpha Bank", Period.MONTHLY, -31_215, 0.0),
    ("Gym Fitlife", Period.MONTHLY, -3_990, 0.0),
    ("Мобильная связь МТС", Period.MONTHLY, -650_00, 0.05),
    ("Pension payment", Period.MONTHLY, 88_000, 0.0),
    ("Accounting software Booksy", Period.MONTHLY, -3_300, 0.0),
    ("Stock photos Pixly", Period.QUARTERLY, -8_700, 0.0),
)
_SHOPS: Final = (
    "SUPERMART",
    "Пятерочка",
    "COFFEE CORNER",
    "Лента",
    "TAXI RIDE",
    "Pharmacy Green",
    "BOOKSHOP",
    "Метро билет",
    "Cash withdrawal",
    "Перевод Иван П",
    "Bakery Muller",
    "Hardware store",
    "RESTAURANT ROMA",
    "АЗС Лукойл",
    "Client one-off project",
)
_ENDED: Final = 0.15
_CITIES: Final = ("MOSCOW", "BERLIN", "LONDON", "KAZAN", "")


@dataclass(frozen=True, slots=True)
class TrueItem:
    """What was put in. `is_alive`: it goes on after AS_OF. `members`: its movements' identities."""

    period: Period
    amount_minor: int
    next_date: date
    is_alive: bool
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class MadeUpAccount:
    """Movements sorted by day, and the items within."""

    currency: str
    movements: list[Movement]
    items: list[TrueItem] = field(default_factory=list)


def make_account(seed: int) -> MadeUpAccount:
    """One account of up to three years: 3 to 8 items, and spending at random days."""
    chance = random.Random(seed)  # noqa: S311 - made-up movements
    currency = chance.choice(("RUB", "EUR", "GBP"))
    first = FIRST_DAY + timedelta(days=chance.choice((0, 0, 180, 365, 550)))
    rows: list[tuple[Movement, int]] = []
    kinds = chance.sample(_ITEMS, chance.randint(3, 8))
    chosen = [(label, period, amount, spread) for label, period, amount, spread in kinds]
    if chance.random() < 0.35:  # noqa: PLR2004 - a share; another subscription at the same merchant
        label, _, amount, _ = chosen[0]
        chosen[0] = (label, Period.MONTHLY, amount, 0.0)
        chosen.append((label, Period.MONTHLY, round(amount * chance.choice((0.45, 1.7, 2.5))), 0.0))
    items = [_put_in(chance, rows, numbered, first, currency) for numbered in enumerate(chosen)]
    _add_spending(chance, rows, first)
    rows.sort(key=lambda row: row[0].day)
    placed = [
        TrueItem(item.period, item.amount_minor, item.next_date, item.is_alive, _places(rows, number))
        for number, item in enumerate(items)
    ]
    return MadeUpAccount(currency, [row for row, _ in rows], [item for item in placed if item.members])


def _places(rows: list[tuple[Movement, int]], number: int) -> frozenset[int]:
    return frozenset(place for place, (_, whose) in enumerate(rows) if whose == number)


def _put_in(
    chance: random.Random,
    rows: list[tuple[Movement, int]],
    numbered: tuple[int, tuple[str, Period, int, float]],
    first: date,
    currency: str,
) -> TrueItem:
    number, (label, period, amount, spread) = numbered
    shift = (
        chance.choice((Shift.NONE, Shift.NONE, Shift.FORWARD, Shift.BACK)) if period is Period.MONTHLY else Shift.NONE
    )
    jitter = chance.choice((0, 0, 1, 2)) if period is not Period.WEEKLY else chance.choice((0, 0, 1))
    ends = (
        AS_OF - timedelta(days=chance.randint(100, 500))
        if chance.random() < _ENDED and period is not Period.YEARLY
        else None
    )
    begins = (
        first + timedelta(days=chance.randint(0, 27))
        if period is not Period.YEARLY
        else FIRST_DAY + timedelta(days=chance.randint(0, 364))
    )
    price = amount
    upcoming = AS_OF
    for due in _due_days(begins, period, shift, currency):
        if due > AS_OF:
            upcoming = due
            break
        if ends is not None and due > ends:
            continue
        if chance.random() < 0.015:  # noqa: PLR2004 - a share: the price changes
            price = round(price * chance.uniform(1.03, 1.3))
        if chance.random() < 0.04 and period is not Period.YEARLY:  # noqa: PLR2004 - a share: missing
            continue
        day = due + timedelta(days=chance.randint(-jitter, jitter))
        if day <= AS_OF:
            paid = round(price * (1 + chance.uniform(-spread, spread)))
            rows.append((Movement(day, paid, _noisy(chance, label)), number))
            if chance.random() < 0.015:  # noqa: PLR2004 - a share: paid once more in between
                extra = min(day + timedelta(days=chance.randint(2, 12)), AS_OF)
                rows.append((Movement(extra, round(price * chance.uniform(0.2, 1.5)), _noisy(chance, label)), -1))
    return TrueItem(period, price, upcoming, ends is None, frozenset())


def _due_days(begins: date, period: Period, shift: Shift, currency: str) -> Iterator[date]:
    months = {Period.MONTHLY: 1, Period.QUARTERLY: 3, Period.YEARLY: 12}.get(period, 0)
    for step in count():
        if not months:
            yield begins + timedelta(days=step * (7 if period is Period.WEEKLY else 14))
            continue
        year, zero_based = divmod(begins.year * 12 + begins.month - 1 + step * months, 12)
        length = calendar.monthrange(year, zero_based + 1)[1]
        yield shifted(date(year, zero_based + 1, min(begins.day, length)), shift, currency)


def _noisy(chance: random.Random, label: str) -> str:
    """The name as a bank writes it this time: card mask, terminal, city, cut short, other case."""
    kind = chance.random()
    if kind < 0.5:  # noqa: PLR2004 - a share
        return label
    if kind < 0.65:  # noqa: PLR2004 - a share
        return f"{label} {chance.randrange(10**6):06}"
    if kind < 0.75:  # noqa: PLR2004 - a share
        return f"{label.upper()} *{chance.randrange(10**4):04} {chance.choice(_CITIES)}".strip()
    if kind < 0.9:  # noqa: PLR2004 - a share
        return label[: max(8, len(label) - chance.randint(1, 4))]
    return f"Оплата {label} {chance.randrange(28) + 1:02}.{chance.randrange(12) + 1:02}"


def _add_spending(chance: random.Random, rows: list[tuple[Movement, int]], first: date) -> None:
    length = (AS_OF - first).days
    for shop in chance.sample(_SHOPS, chance.randint(4, 9)):
        middle = -chance.randint(300, 90_000) if "Client" not in shop else chance.randint(20_000, 300_000)
        for _ in range(round(length / 30 * chance.choice((0.2, 0.5, 1, 2, 6)))):
            day = first + timedelta(days=chance.randrange(length + 1))
            rows.append((Movement(day, round(middle * chance.lognormvariate(0, 0.5)), _noisy(chance, shop)), -1))
