"""What a regime must know that no bank statement tells: each country declares it, and only that is taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.taxes.errors import InvalidTaxFactError

_MOST: Final = Decimal("1e12")

FactValue = Decimal | bool | str | date


class FactKind(StrEnum):
    """How a fact is written."""

    AMOUNT = "amount"  # in the currency of the tax, zero or more
    SHARE = "share"  # 0 to 1
    YES_NO = "yes_no"
    CHOICE = "choice"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a regime asks for. With no `default` it may stay unknown."""

    name: str
    kind: FactKind
    description: str
    default: FactValue | None = None
    choices: tuple[str, ...] = ()


class Facts:
    """The facts of one person, read as their kinds."""

    def __init__(self, values: Mapping[str, FactValue]) -> None:
        self._values = MappingProxyType(dict(values))

    @classmethod
    def parse(cls, declared: Iterable[Fact], given: Mapping[str, str]) -> "Facts":
        """Read what was written. Raises InvalidTaxFactError naming the fact."""
        known = {fact.name: fact for fact in declared}
        for name in given:
            if name not in known:
                raise InvalidTaxFactError(
                    f"This regime does not ask for {name!r}.", field="facts", values={"fact": name}
                )
        values = {name: fact.default for name, fact in known.items() if fact.default is not None}
        return cls(values | {name: _read(known[name], text.strip()) for name, text in given.items()})

    def number(self, name: str) -> Decimal:
        """An amount or a share; zero where it is unknown."""
        value = self._values.get(name, Decimal(0))
        return value if isinstance(value, Decimal) else Decimal(0)

    def yes(self, name: str) -> bool:
        """Whether it is so."""
        return self._values.get(name) is True

    def choice(self, name: str) -> str:
        """The word chosen."""
        return str(self._values.get(name, ""))

    def day(self, name: str) -> date | None:
        """The day, if it is known."""
        value = self._values.get(name)
        return value if isinstance(value, date) else None

    def knows(self, name: str) -> bool:
        """Whether it was told or has a default."""
        return name in self._values


def _read(fact: Fact, text: str) -> FactValue:
    try:
        value = _value(fact, text)
    except (InvalidOperation, ValueError):
        value = None
    if value is None:
        raise InvalidTaxFactError(
            f"{text!r} can't be {fact.name}: {fact.description}", field="facts", values={"fact": fact.name}
        )
    return value


def _value(fact: Fact, text: str) -> FactValue | None:
    match fact.kind:
        case FactKind.AMOUNT | FactKind.SHARE:
            number = Decimal(text)
            most = _MOST if fact.kind is FactKind.AMOUNT else Decimal(1)
            return number if number.is_finite() and 0 <= number <= most else None
        case FactKind.YES_NO:
            return {"true": True, "false": False}.get(text.lower())
        case FactKind.CHOICE:
            return text if text in fact.choices else None
        case FactKind.DAY:
            return date.fromisoformat(text)
