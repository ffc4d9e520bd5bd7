"""What an estimate is made of. Amounts are decimals in the major units of the country's currency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.taxes.rules.figures import Figure


class LineKind(StrEnum):
    """What a line does to the total."""

    BASE = "base"  # a step on the way: not part of the total
    CHARGE = "charge"  # adds to what is owed
    CREDIT = "credit"  # a negative amount: takes from it


@dataclass(frozen=True, slots=True)
class Input:
    """What a line was computed from."""

    name: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of an estimate, opened: the rule, what went in, and where the rule is written."""

    rule: str
    label: str
    kind: LineKind
    amount: Decimal
    inputs: tuple[Input, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of the year's total and the deadline (`key`) it is paid by. Negative: less is owed than was advanced."""

    key: str
    label: str
    amount: Decimal
    due_on: date


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of a limit is used. `from_on` to `to_on` are the days counted."""

    key: str
    label: str
    used: Decimal
    figure: Figure
    from_on: date
    to_on: date

    @property
    def exceeded(self) -> bool:
        """Whether more than the limit is used."""
        return self.used > self.figure.value


@dataclass(frozen=True, slots=True)
class Note:
    """What the estimate leaves out, or rests on. `values` are the names, days and numbers that the text holds."""

    key: str
    text: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The tax of one year under one regime. The total is the sum of its charges and credits."""

    country: str
    regime: str
    start: date
    end: date
    currency: str
    lines: tuple[Line, ...]
    instalments: tuple[Instalment, ...] = ()
    limits: tuple[Limit, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def total(self) -> Decimal:
        """What is owed for the year."""
        return sum((line.amount for line in self.lines if line.kind is not LineKind.BASE), Decimal(0))

    def amount(self, rule: str) -> Decimal:
        """Sum of the lines of a rule."""
        return sum((line.amount for line in self.lines if line.rule == rule), Decimal(0))


def base(rule: str, label: str, amount: Decimal, figures: Iterable[Figure] = (), **inputs: Decimal) -> Line:
    """A step on the way to a charge."""
    return Line(rule, label, LineKind.BASE, amount, _inputs(inputs), tuple(figures))


def charge(rule: str, label: str, amount: Decimal, figures: Iterable[Figure] = (), **inputs: Decimal) -> Line:
    """Something owed."""
    return Line(rule, label, LineKind.CHARGE, amount, _inputs(inputs), tuple(figures))


def credit(rule: str, label: str, amount: Decimal, figures: Iterable[Figure] = (), **inputs: Decimal) -> Line:
    """Something taken off; `amount` is what is taken, zero or more."""
    return Line(rule, label, LineKind.CREDIT, -amount, _inputs(inputs), tuple(figures))


def _inputs(given: dict[str, Decimal]) -> tuple[Input, ...]:
    return tuple(Input(name, value) for name, value in given.items())
