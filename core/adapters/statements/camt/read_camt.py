from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from core.adapters.statements.camt.camt_elements import STATEMENTS, CamtElements, Element
from core.adapters.statements.camt.camt_values import (
    account_number,
    read_direction,
    read_moment,
    read_money,
    read_optional_day,
    signed,
)
from core.adapters.statements.camt.entry_movements import entry_movements
from core.adapters.statements.camt.references import EntryIds
from core.adapters.statements.currencies import currency_of_account, read_currency
from core.adapters.statements.statement_reading import StatementFacts, StatementKey, WarningLog
from core.ports.statement_parser import StatementError, StatementLine

_OPENING: Final = ("OPBD", "PRCD")
_CLOSING: Final = "CLBD"
_INTERIM: Final = "ITBD"
_MOST_STATEMENTS: Final = 100_000

Movement = tuple[StatementKey, StatementLine]


@dataclass(slots=True)
class _Balances:
    """The booked balances of a statement in one currency, in their order."""

    stated: list[tuple[str, Decimal]] = field(default_factory=list)

    def opening(self) -> Decimal | None:
        """OPBD, else what was closed with before, else the balance that a later page begins with."""
        for wanted in _OPENING:
            for code, amount in self.stated:
                if code == wanted:
                    return amount
        interim = self._interim()
        return interim[0] if interim and (len(interim) > 1 or self._closed() is not None) else None

    def closing(self) -> Decimal | None:
        """CLBD, else the balance that a page or a report ends with."""
        closed = self._closed()
        interim = self._interim()
        return closed if closed is not None or not interim else interim[-1]

    def _closed(self) -> Decimal | None:
        return next((amount for code, amount in reversed(self.stated) if code == _CLOSING), None)

    def _interim(self) -> list[Decimal]:
        return [amount for code, amount in self.stated if code == _INTERIM]


@dataclass(slots=True)
class _Open:
    """The statement being read."""

    element: Element
    ordinal: int
    ids: EntryIds = field(default_factory=EntryIds)
    balances: dict[str, _Balances] = field(default_factory=dict)
    keys: dict[str, StatementKey] = field(default_factory=dict)


class CamtReading:
    """The elements of one CAMT file turned into movements: a StatementReading."""

    def __init__(
        self,
        elements: CamtElements,
        encoding: str,
        fallback_currency: str,
        warnings: WarningLog | None = None,
        first_ordinal: int = 0,
    ) -> None:
        self.encoding = encoding
        self.facts: dict[StatementKey, StatementFacts] = {}
        self.warnings = warnings if warnings is not None else WarningLog()
        self.next_ordinal = first_ordinal
        self._elements = elements
        self._fallback_currency = fallback_currency
        self._open: _Open | None = None

    def __iter__(self) -> Iterator[Movement]:
        """Each movement in file order.

        Raises:
            StatementError: NO_STATEMENT for another message, and what elements and entries are refused for.
        """
        for element in self._elements:
            if element.name in STATEMENTS:
                self._end(self._begun(element))
                continue
            if element.parent is None:
                continue
            statement = self._begun(element.parent)
            if element.name == "Bal":
                self._take_balance(statement, element)
            else:
                yield from self._entry(statement, element)
        if not self.facts:
            raise StatementError("NO_STATEMENT", "The file holds no account statement.")

    def _begun(self, element: Element) -> _Open:
        if self._open is None or self._open.element is not element:
            if self.next_ordinal >= _MOST_STATEMENTS:
                raise StatementError("BAD_STRUCTURE", "The file has too many statements.", line=element.line)
            self._open = _Open(element, self.next_ordinal)
            self.next_ordinal += 1
        return self._open

    def _entry(self, statement: _Open, entry: Element) -> Iterator[Movement]:
        told_at = self._told_at(statement)
        usual = self._usual_currency(statement)
        for line in entry_movements(entry, usual, told_at.date() if told_at else None, statement.ids, self.warnings):
            yield self._key(statement, line.currency), line

    def _key(self, statement: _Open, currency: str) -> StatementKey:
        """A statement of several currencies is one for each: their balances have nothing to do with each other."""
        key = statement.keys.get(currency)
        if key is None:
            number = account_number(statement.element, "Acct")
            key = statement.keys[currency] = StatementKey(number, currency, statement.ordinal)
        return key

    def _usual_currency(self, statement: _Open) -> str | None:
        code = statement.element.fields.get("Acct/Ccy")
        if code:
            found = read_currency(code)
            if found is None:
                raise StatementError("BAD_CURRENCY", f"{code[:20]!r} is not a currency.", line=statement.element.line)
            return found
        number = account_number(statement.element, "Acct")
        return next(iter(statement.balances), None) or (currency_of_account(number) if number else None)

    def _take_balance(self, statement: _Open, balance: Element) -> None:
        code = balance.first("Tp/CdOrPrtry/Cd", "Tp/Cd")
        if code not in {*_OPENING, _CLOSING, _INTERIM}:
            return
        money = read_money(balance, "Amt", self._usual_currency(statement))
        if money is None:
            return
        amount = signed(money[0], read_direction(balance, balance.fields.get("CdtDbtInd")))
        found = statement.balances.setdefault(money[1], _Balances())
        if len(found.stated) < _MOST_STATEMENTS:
            found.stated.append((code or "", amount))

    def _end(self, statement: _Open) -> None:
        element = statement.element
        self._open = None
        if not statement.keys and not statement.balances:
            currency = self._usual_currency(statement)
            if currency is None:
                currency = self._fallback_currency
                self.warnings.add(
                    "CURRENCY_GUESSED", f"The statement names no currency; it is read as {currency}.", element.line
                )
            self._key(statement, currency)
        for currency in statement.balances:
            self._key(statement, currency)
        for currency, key in statement.keys.items():
            balances = statement.balances.get(currency) or _Balances()
            self.facts[key] = StatementFacts(
                opening_balance=balances.opening(),
                closing_balance=balances.closing(),
                date_from=read_optional_day(element, "FrToDt/FrDtTm") or read_optional_day(element, "FrToDt/FrDt"),
                date_to=read_optional_day(element, "FrToDt/ToDtTm") or read_optional_day(element, "FrToDt/ToDt"),
                account_name=element.first("Acct/Nm"),
                told_at=self._told_at(statement),
                line=element.line,
            )

    def _told_at(self, statement: _Open) -> datetime | None:
        return read_moment(statement.element.fields.get("CreDtTm") or self._elements.created)
