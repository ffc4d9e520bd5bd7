import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from core.adapters.statements.statement_reading import StatementFacts, StatementKey, WarningLog
from core.adapters.statements.swift_mt.account_field import OwnAccount, read_own_account
from core.adapters.statements.swift_mt.entry_line import Entry, read_entry
from core.adapters.statements.swift_mt.movement import EntryText, to_movement
from core.adapters.statements.swift_mt.swift_fields import END, MESSAGE, SwiftField
from core.adapters.statements.swift_mt.swift_values import Balance, Total, read_balance, read_floor_currency, read_total
from core.ports.statement_parser import StatementError, StatementLine

_TYPE: Final = re.compile(r"\{2:[IO](\d{3})")
_INTERIM: Final = "942"
_ENDS: Final = frozenset({END, "64", "65", "65F"})
"""What stands at the end of a message only, so that a closing balance that is missing was not cut off."""
_MOST_REFERENCES: Final = 100_000
_MOST_STATEMENTS: Final = 100_000

Movement = tuple[StatementKey, StatementLine]


@dataclass(slots=True)
class _Message:
    """One message: a day, a page of a day, or an interim report."""

    line: int
    is_interim: bool = False
    is_ended: bool = False
    own: OwnAccount | None = None
    number: str | None = None
    opening: Balance | None = None
    closing: Balance | None = None
    floor_currency: str | None = None
    key: StatementKey | None = None
    count: int = 0
    total: Decimal = Decimal(0)
    debits: Total | None = None
    credits: Total | None = None
    references: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a statement has come yet."""
        return self.own is None and self.opening is None and not self.count


@dataclass(slots=True)
class _Last:
    """The end of an account's last message, to tell whether the next one goes on from it."""

    key: StatementKey
    number: str | None
    opened_on: date | None
    closing: Balance | None


class SwiftReading:
    """The fields of one file turned into movements: a StatementReading.

    Messages of an account become one statement as long as each opens with the balance that the one before closed
    with, as pages and days do; a gap or a repeated message begins another statement of the account.
    """

    def __init__(
        self, fields: Iterator[SwiftField], encoding: str, fallback_currency: str, *, is_rur6: bool = False
    ) -> None:
        self.encoding = encoding
        self.facts: dict[StatementKey, StatementFacts] = {}
        self.warnings = WarningLog()
        self._fields = fields
        self._fallback_currency = fallback_currency
        self._is_rur6 = is_rur6
        self._message = _Message(1)
        self._next_is_interim = False
        self._entry: tuple[Entry, EntryText] | None = None
        self._last: dict[tuple[str | None, str], _Last] = {}

    def __iter__(self) -> Iterator[Movement]:
        """Each movement in file order.

        Raises:
            StatementError: TRUNCATED for a message without its closing balance, NO_STATEMENT, BAD_DATE, BAD_AMOUNT,
                BAD_BALANCE, BAD_CURRENCY.
        """
        for part in self._fields:
            tag = part.tag
            if tag in {"86", "NS"}:
                if self._entry is not None:
                    self._entry[1].add(part)
                continue
            if self._entry is not None:
                yield self._end_entry(self._entry)
            if tag == "61":
                self._entry = (read_entry(part, self.warnings), EntryText())
            else:
                self._take(part)
        if self._entry is not None:
            yield self._end_entry(self._entry)
        self._end_message()
        if not self.facts:
            raise StatementError("NO_STATEMENT", "The file holds no account statement.")

    def _take(self, part: SwiftField) -> None:
        tag, text = part.tag, part.lines[0] if part.lines else ""
        message = self._message
        if tag in {MESSAGE, "20"}:
            self._begin_message(part)
        elif tag in _ENDS:
            message.is_ended = True
        elif tag in {"25", "25P"}:
            if message.own is not None:
                message = self._begin_message(part)
            message.own = read_own_account(text)
        elif tag in {"28", "28C", "28D"}:
            message.number = text.strip() or None
        elif tag in {"60F", "60M"}:
            message.opening = read_balance(text, part.line)
        elif tag in {"62F", "62M"}:
            message.closing = read_balance(text, part.line)
        else:
            _take_report_field(message, tag, text)

    def _begin_message(self, part: SwiftField) -> _Message:
        # The envelope, :20: and :25: all begin a message, and the first of them does.
        if not self._message.is_empty:
            self._end_message()
            self._next_is_interim = False
        if part.tag == MESSAGE and (match := _TYPE.search(part.lines[0])):
            self._next_is_interim = match[1] == _INTERIM
        self._message = _Message(part.line, is_interim=self._next_is_interim)
        return self._message

    def _end_entry(self, read: tuple[Entry, EntryText]) -> Movement:
        self._entry = None
        entry, text = read
        message = self._message
        key = self._key(message, entry.line)
        message.count += 1
        message.total += entry.amount
        reference = entry.bank_reference
        if reference is not None:
            reference = _numbered(message.references, reference)
        is_rur6 = self._is_rur6 and key.currency == "RUB"
        line = to_movement(
            entry, text, key.currency, reference, is_pending=message.is_interim or entry.is_expected, is_rur6=is_rur6
        )
        return key, line

    def _key(self, message: _Message, line: int) -> StatementKey:
        if message.key is not None:
            return message.key
        own = message.own or OwnAccount(None, None)
        currency = (message.opening and message.opening.currency) or message.floor_currency or own.currency
        currency = currency or (message.closing and message.closing.currency) or self._known_currency(own.number)
        if not currency:
            currency = self._fallback_currency
            self.warnings.add("CURRENCY_GUESSED", f"The message names no currency; it is read as {currency}.", line)
        last = self._last.get((own.number, currency))
        if last is not None and self._goes_on(message, last):
            message.key = last.key
            return last.key
        if len(self.facts) >= _MOST_STATEMENTS:
            raise StatementError("BAD_STRUCTURE", "The file has too many statements.", line=line)
        message.key = key = StatementKey(own.number, currency, len(self.facts))
        opening = message.opening
        self.facts[key] = StatementFacts(
            opening_balance=opening.amount if opening else None, date_from=opening.day if opening else None
        )
        return key

    def _known_currency(self, number: str | None) -> str | None:
        """The currency of an earlier message of the account, for pages that leave it out."""
        return next((currency for account, currency in self._last if account == number), None)

    @staticmethod
    def _goes_on(message: _Message, last: _Last) -> bool:
        if message.is_interim or message.opening is None or last.closing is None:
            return False
        if message.opening.amount != last.closing.amount:
            return False
        is_repeated = message.number == last.number and message.opening.day == last.opened_on
        return message.opening.day >= last.closing.day and not is_repeated

    def _end_message(self) -> None:
        message = self._message
        if message.opening is None and message.closing is None and not message.count and not message.is_interim:
            return
        if message.closing is None and not message.is_interim:
            if not message.is_ended:
                raise StatementError("TRUNCATED", "The message has no closing balance (:62F:).", line=message.line)
            self.warnings.add("NO_CLOSING_BALANCE", "The message has no closing balance (:62F:).", message.line)
        key = self._key(message, message.line)
        facts, closing = self.facts[key], message.closing
        if closing is not None:
            facts.closing_balance, facts.date_to, facts.line = closing.amount, closing.day, message.line
        opened_on = message.opening.day if message.opening else None
        self._last[key.account, key.currency] = _Last(key, message.number, opened_on, closing)
        self._check_totals(message)

    def _check_totals(self, message: _Message) -> None:
        debits, credits_ = message.debits, message.credits
        if debits is None or credits_ is None:
            return
        stated = credits_.amount - debits.amount
        if debits.entries + credits_.entries != message.count or stated != message.total:
            self.warnings.add(
                "TOTALS_MISMATCH",
                f"The message states {debits.entries + credits_.entries} movements of {stated} in all; "
                f"it has {message.count} of {message.total}.",
                message.line,
            )


def _take_report_field(message: _Message, tag: str, text: str) -> None:
    """The fields that only an interim report has, and its totals, which some statements have too."""
    if tag == "34F":
        message.is_interim = True
        message.floor_currency = message.floor_currency or read_floor_currency(text)
    elif tag in {"13D", "13C", "13"}:
        message.is_interim = True
    elif tag == "90D":
        message.debits = read_total(text)
    elif tag == "90C":
        message.credits = read_total(text)


def _numbered(known: dict[str, int], reference: str) -> str:
    """The reference, made unique in its message: a bank gives the movements of one batch the same one."""
    if len(known) >= _MOST_REFERENCES:
        known.clear()
    times = known[reference] = known.get(reference, 0) + 1
    return reference if times == 1 else f"{reference}-{times}"
