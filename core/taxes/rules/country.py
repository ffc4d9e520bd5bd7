"""The interface that each country's rules fulfil."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from core.ports.rate_feed import RatePublisher
from core.taxes.rules.books import Books
from core.taxes.rules.deadline import Deadline
from core.taxes.rules.estimate import Estimate
from core.taxes.rules.facts import Fact, Facts
from core.taxes.rules.figures import Figures


class VatStatus(StrEnum):
    """Whether a person charges VAT (in the United States: nobody does)."""

    NOT_REGISTERED = "not_registered"  # below the threshold, or under a small-business scheme
    REGISTERED = "registered"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the rules see of a person. `region` is the code of a part of the country, as `BY` or `SCT`, if told."""

    regime: str
    registered_on: date
    ended_on: date | None = None
    region: str | None = None
    vat: VatStatus = VatStatus.NOT_REGISTERED
    facts: Facts = Facts({})  # noqa: RUF009 Facts can't be changed


@dataclass(frozen=True, slots=True)
class Regime:
    """A way to be taxed, and what it asks for. `is_on_profit`: costs of the business lower what is taxed."""

    key: str
    name: str
    facts: tuple[Fact, ...]
    is_on_profit: bool = True


@dataclass(frozen=True, slots=True)
class TaxYear:
    """The days of a tax year, both included. `label` is how people name it: 2025, or 2025-26."""

    label: str
    start: date
    end: date


class CountryRules(Protocol):
    """The taxes of one country. Everything is a pure function of what it is given."""

    @property
    def code(self) -> str:
        """ISO 3166 code of two letters."""
        ...

    @property
    def name(self) -> str:
        """The country's name in English."""
        ...

    @property
    def currency(self) -> str:
        """The currency that taxes are reckoned in."""
        ...

    @property
    def rates_of(self) -> RatePublisher:
        """Whose rate of the day counts for what came in another currency."""
        ...

    @property
    def regimes(self) -> Mapping[str, Regime]:
        """Ways to be taxed, by key."""
        ...

    @property
    def regions(self) -> frozenset[str]:
        """Codes of the parts of the country; empty where the law is the same in all of them."""
        ...

    @property
    def tax_ids(self) -> Mapping[str, str]:
        """Kinds of tax number, each with its name."""
        ...

    @property
    def figures(self) -> Figures:
        """The country's rates, limits and thresholds."""
        ...

    def year_of(self, day: date) -> TaxYear:
        """The tax year that a day is in."""
        ...

    def check_tax_id(self, kind: str, number: str) -> str:
        """The number as it is written. Raises InvalidTaxIdError."""
        ...

    def estimate(self, profile: Profile, year: TaxYear, books: Books) -> Estimate:
        """The tax of a year on these books. Raises UnknownFigureError."""
        ...

    def deadlines(self, profile: Profile, year: int) -> list[Deadline]:
        """What falls due in a calendar year, earliest first. Raises UnknownFigureError."""
        ...
