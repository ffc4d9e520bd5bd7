"""Made-up books with receipts whose payments are known: what the starting model is trained and measured on.

A person has some merchants and pays them for four months. Of what is paid some papers are kept; some papers are of cash
and have no payment. Papers are misread, banks book late, twins happen, a coffee costs the same every day.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from core.ports.receipt_matcher import KnownPair, Paper, PaymentFacts
from ml.matching.generate_names import Merchant, Part, make_merchant
from ml.matching.misread import CENT, misread_day, misread_name, misread_total

FIRST: Final = date(2026, 1, 5)
DAYS: Final = 120
_SEEDS: Final[dict[Part, int]] = {"train": 1_000_000, "calibrate": 2_000_000, "test": 3_000_000}
_LATE: Final = ((0, 45), (1, 30), (2, 11), (3, 8), (4, 3), (6, 1), (8, 1), (-1, 1))
"""Days from a purchase to its booking, with how often."""
_PER_RUB: Final = {"EUR": Decimal(98), "USD": Decimal(91), "GBP": Decimal(115)}
_CHEAP: Final = tuple(Decimal(price) for price in (100, 150, 200, 250, 300, 350, 400, 500))
_PRICES: Final = (*_CHEAP, *(Decimal(price) for price in (600, 700, 990, 1000, 1500, 2000, 3000, 5000)))
"""Sums that everybody asks for, in roubles: other merchants' payments of the same amount."""


@dataclass(slots=True)
class Books:
    """One person's papers and payments. `truth` are the pairs that belong together; `rates` the reference by day."""

    papers: list[Paper] = field(default_factory=list)
    payments: list[PaymentFacts] = field(default_factory=list)
    truth: set[tuple[UUID, UUID]] = field(default_factory=set)
    known: list[KnownPair] = field(default_factory=list)
    rates: dict[tuple[date, str], Decimal] = field(default_factory=dict)

    def ratio(self, paper: Paper, payment: PaymentFacts) -> float | None:
        """Paid over written at the day's rate."""
        if paper.currency is None or paper.total is None or paper.currency == payment.currency:
            return None
        rate = self.rates.get((paper.dated_on or payment.booked_on, paper.currency))
        return float(payment.amount / (paper.total * rate)) if rate else None


@dataclass(frozen=True, slots=True)
class _Purchase:
    """What was bought: on a day, for an amount in the merchant's currency."""

    merchant: Merchant
    day: date
    amount: Decimal


class _Maker:
    """One person's world, from one seed."""

    def __init__(self, part: Part, number: int) -> None:
        self._dice = random.Random(_SEEDS[part] + number)  # noqa: S311 made-up books need no secret
        self._part: Part = part
        self._home = self._dice.choices(("ru", "en", "de"), (0.6, 0.25, 0.15))[0]
        self._currency = {"ru": "RUB", "en": "GBP", "de": "EUR"}[self._home]
        self._cash = self._dice.choice((2, 6, 20))
        self._books = Books()
        self._next = (_SEEDS[part] + number) << 64

    def make(self) -> Books:
        """Merchants, purchases, then each purchase's traces."""
        dice = self._dice
        self._make_rates()
        self._pay_without_papers()
        for _ in range(dice.randint(12, 30)):
            language = self._home if self._happens(0.85) else dice.choice(("ru", "en", "de"))
            merchant = make_merchant(dice, self._part, language)
            if language == self._home:
                merchant = replace(merchant, currency=self._currency)
            purchases = list(self._purchases(merchant))
            told = False
            for purchase in purchases:
                told |= self._leave_traces(purchase)
            if told and self._happens(0.3):
                text = merchant.on_statement.format(n=dice.randint(1000, 99999))
                name = dice.choice((merchant.brand, merchant.legal))
                self._books.known.append(KnownPair(name, merchant.tax_id, text))
        return self._books

    def _pay_without_papers(self) -> None:
        """Merchants whose papers nobody keeps: their payments are there to be confused with."""
        for _ in range(self._dice.randint(5, 30)):
            merchant = replace(make_merchant(self._dice, self._part, self._home), currency=self._currency)
            for purchase in self._purchases(merchant):
                self._payment(purchase, purchase.amount, purchase.day + self._late())

    def _make_rates(self) -> None:
        for code, around in _PER_RUB.items():
            if self._currency != "RUB":
                around = around / _PER_RUB[self._currency]  # noqa: PLW2901 the same rate in another currency
            for offset in range(-10, DAYS + 80):
                around *= 1 + Decimal(round(self._dice.gauss(0, 0.004), 5))  # noqa: PLW2901 a random walk
                self._books.rates[FIRST + timedelta(days=offset), code] = around
        for offset in range(-10, DAYS + 80):
            day = FIRST + timedelta(days=offset)
            if self._currency != "RUB":
                self._books.rates[day, "RUB"] = 1 / (_PER_RUB[self._currency])

    def _purchases(self, merchant: Merchant) -> list[_Purchase]:
        """Now and then, every month the same, or nearly every day the same; and sometimes the same twice a day."""
        dice = self._dice
        rhythm = dice.choices(("now_and_then", "monthly", "daily"), (0.80, 0.16, 0.04))[0]
        usual = self._price(merchant)
        if rhythm == "daily" and merchant.currency == "RUB":
            usual = dice.choice(_CHEAP)
        if rhythm == "monthly":
            start = dice.randint(0, 27)
            offsets = [start + 30 * month + dice.randint(0, 1) for month in range(4)]
        elif rhythm == "daily":
            offsets = [offset for offset in range(DAYS) if self._happens(0.2)]
        else:
            offsets = [dice.randrange(DAYS) for _ in range(dice.randint(1, 12))]
        found = []
        for offset in offsets:
            same = rhythm != "now_and_then" and self._happens(0.8)
            amount = usual if same else self._price(merchant)
            found.append(_Purchase(merchant, FIRST + timedelta(days=offset), amount))
            if self._happens(0.02):
                found.append(found[-1])
        return found

    def _price(self, merchant: Merchant) -> Decimal:
        if self._happens(0.25):
            price = self._dice.choice(_PRICES)
            return price if merchant.currency == "RUB" else (price / 50).quantize(CENT)
        scale = {"RUB": 900.0, "EUR": 22.0, "GBP": 20.0, "USD": 25.0}[merchant.currency]
        amount = Decimal(max(scale * 2.718 ** self._dice.gauss(0, 1.0), scale / 15)).quantize(CENT)
        if self._happens(0.45):
            step = Decimal(10 if merchant.currency == "RUB" else 1)
            amount = max(step, (amount / step).to_integral_value() * step)
        return amount

    def _leave_traces(self, bought: _Purchase) -> bool:
        """A payment, papers, or both. Whether both."""
        weights = (88 - self._cash, self._cash, 6, 4, 2)
        way = self._dice.choices(("card", "cash", "invoice", "many_papers", "many_payments"), weights)[0]
        if way == "cash":
            self._paper(bought, bought.amount, bought.day)
            self._pay_the_same_elsewhere(bought)
            return False
        if way == "many_papers":
            return self._many_papers(bought)
        if way == "many_payments":
            return self._many_payments(bought)
        if way == "invoice":
            return self._invoice(bought)
        payment = self._payment(bought, bought.amount, bought.day + self._late())
        if self._happens(0.45):
            return False
        self._link(self._paper(bought, bought.amount, bought.day), payment)
        return True

    def _pay_the_same_elsewhere(self, bought: _Purchase) -> None:
        """The hardest case: no payment of this paper, but one of its amount in its days, to somebody else."""
        if self._happens(0.06):
            language = {"RUB": "ru", "GBP": "en", "USD": "en", "EUR": "de"}[bought.merchant.currency]
            merchant = replace(make_merchant(self._dice, self._part, language), currency=bought.merchant.currency)
            day = bought.day + timedelta(days=self._dice.randint(0, 5))
            self._payment(_Purchase(merchant, day, bought.amount), bought.amount, day, is_plain=True)

    def _invoice(self, bought: _Purchase) -> bool:
        days = min(int(self._dice.expovariate(1 / 8)), 55) if self._happens(0.95) else -self._dice.randint(1, 8)
        number = str(self._dice.randint(10, 9999))
        payment = self._payment(bought, bought.amount, bought.day + timedelta(days=days), number)
        self._link(self._paper(bought, bought.amount, bought.day, number=number, is_receipt=False), payment)
        return True

    def _many_papers(self, bought: _Purchase) -> bool:
        """One order, some receipts."""
        parts = self._parts(bought.amount)
        payment = self._payment(bought, bought.amount, bought.day + self._late(), is_plain=True)
        for part in parts:
            paper = self._paper(bought, part, bought.day + timedelta(days=self._dice.choice((0, 0, 0, 1))))
            self._link(paper, payment)
        return True

    def _many_payments(self, bought: _Purchase) -> bool:
        """One receipt, paid in parts: two cards, or something down first."""
        paper = self._paper(bought, bought.amount, bought.day)
        for part in self._parts(bought.amount):
            late = self._late() + timedelta(days=self._dice.choice((0, 0, 1, 3)))
            self._link(paper, self._payment(bought, part, bought.day + late, is_plain=True))
        return True

    def _parts(self, amount: Decimal) -> list[Decimal]:
        count = self._dice.choices((2, 3, 4), (70, 22, 8))[0]
        left, parts = amount, []
        for _ in range(count - 1):
            part = max(CENT, (left * Decimal(round(self._dice.uniform(0.25, 0.7), 3))).quantize(CENT))
            parts.append(part)
            left -= part
        return [part for part in [*parts, left] if part > 0]

    def _happens(self, share: float) -> bool:
        return self._dice.random() < share

    def _late(self) -> timedelta:
        days, often = zip(*_LATE, strict=True)
        return timedelta(days=self._dice.choices(days, often)[0])

    def _payment(
        self, bought: _Purchase, amount: Decimal, day: date, number: str = "", *, is_plain: bool = False
    ) -> PaymentFacts:
        dice, merchant = self._dice, bought.merchant
        paid, original, original_currency = amount, None, None
        if not is_plain and not number:
            paid = self._with_tip(merchant, amount)
        if merchant.currency != self._currency:
            if self._happens(0.4):
                original, original_currency = paid, merchant.currency
            rate = self._books.rates.get((bought.day, merchant.currency), Decimal(1))
            paid = max(CENT, (paid * rate * Decimal(round(1 + dice.uniform(-0.002, 0.03), 4))).quantize(CENT))
        text = merchant.on_statement.format(n=dice.randint(1000, 99999))
        counterparty = None
        if number:
            counterparty = merchant.legal
            text = dice.choice(
                ("Оплата по счёту {} от {:%d.%m.%Y}. Без НДС", "Invoice {}", "Оплата по договору")
            ).format(number, bought.day)
        made = PaymentFacts(self._id(), day, paid, self._currency, original, original_currency, text, counterparty)
        self._books.payments.append(made)
        return made

    def _with_tip(self, merchant: Merchant, amount: Decimal) -> Decimal:
        dice = self._dice
        if self._happens(0.03):
            return max(CENT, (amount * Decimal(round(dice.uniform(0.75, 0.98), 3))).quantize(CENT))
        if not merchant.is_tipped or not self._happens(0.3):
            return amount
        tipped = amount * (1 + Decimal(dice.choice(("0.05", "0.1", "0.1", "0.125", "0.15", "0.2"))))
        return tipped.quantize(CENT) if self._happens(0.6) else (tipped / 10).to_integral_value() * 10 or amount

    def _paper(
        self, bought: _Purchase, total: Decimal, day: date, *, number: str | None = None, is_receipt: bool = True
    ) -> Paper:
        """The paper as it was read: some things wrongly, some not at all."""
        dice, merchant = self._dice, bought.merchant
        name = merchant.legal if not is_receipt else dice.choice((merchant.brand, merchant.legal))
        read_name = dice.choices((name, None, misread_name(dice, name)), (0.7, 0.05, 0.25))[0]
        read_day = dice.choices((day, None, misread_day(dice, day)), (0.95, 0.025, 0.025))[0]
        read_total = dice.choices((total, None, misread_total(dice, total)), (0.93, 0.03, 0.04))[0]
        made = Paper(
            id=self._id(),
            is_receipt=is_receipt,
            merchant=read_name,
            tax_id=merchant.tax_id if self._happens(0.5) else None,
            number=number,
            dated_on=read_day,
            total=read_total,
            currency=merchant.currency if self._happens(0.9) else None,
        )
        self._books.papers.append(made)
        return made

    def _link(self, paper: Paper, payment: PaymentFacts) -> None:
        self._books.truth.add((paper.id, payment.id))

    def _id(self) -> UUID:
        self._next += 1
        return UUID(int=self._next)


def make_books(part: Part, number: int) -> Books:
    """The books of one made-up person; the same number gives the same books."""
    return _Maker(part, number).make()
