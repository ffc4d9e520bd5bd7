import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from core.adapters.statements.qif.account_names import account_number
from core.adapters.statements.statement_reading import WarningLog
from core.ports.statement_parser import StatementError, StatementLine

_TRANSFER: Final = re.compile(r"\[([^\]]*)\]")
_SPLIT_MARK: Final = re.compile(r"-+\s*split\s*-+", re.IGNORECASE)
_OPENING: Final = frozenset({"opening balance", "начальный остаток", "anfangssaldo", "solde initial", "saldo iniziale"})
_MOST_MEMOS: Final = 20


@dataclass(frozen=True, slots=True)
class QifReaders:
    """How this file's dates and amounts are read; both raise ValueError."""

    read_date: Callable[[str], date]
    read_amount: Callable[[str], Decimal]


class MovementRecord:
    """The fields of one movement as they come, up to `^`.

    D date, T or U amount, P payee, M memo, L category or `[transfer account]`, N number; S, E and $ are the category,
    memo and amount of a part. A movement stays one movement however many parts it has. C tells whether a person has
    ticked it off, not whether the bank has booked it, and N is the number of a cheque or a word such as ATM: neither
    a status nor an id comes from a QIF file.
    """

    __slots__ = ("fields", "line", "parts_count", "parts_lines", "parts_memos", "parts_total")

    def __init__(self, line: int) -> None:
        self.line = line
        self.fields: dict[str, tuple[str, int]] = {}
        self.parts_total = Decimal(0)
        self.parts_count = 0
        self.parts_memos: list[str] = []
        self.parts_lines = 0

    def add(self, text: str, number: int, readers: QifReaders) -> None:
        """Take one line of the record into account. Raises StatementError BAD_AMOUNT for a part's amount."""
        letter, value = text[0], text[1:].strip()
        if letter == "$":
            if value:
                self.parts_total += _amount(value, number, readers)
                self.parts_count += 1
        elif letter == "E":
            if value and len(self.parts_memos) < _MOST_MEMOS:
                self.parts_memos.append(value)
        elif value and letter not in self.fields:
            self.fields[letter] = (value, number)

    @property
    def opening_account(self) -> str | None:
        """The account's name when this is Quicken's record of an opening balance: a transfer to the account itself."""
        payee, target = self._text("P"), _TRANSFER.match(self._text("L") or "")
        return target[1].strip() if target and (payee or "").lower() in _OPENING else None

    def amount(self, readers: QifReaders, warnings: WarningLog) -> Decimal:
        """The signed amount. U is the same as T with room for more digits. Raises StatementError BAD_AMOUNT."""
        field = self.fields.get("U") or self.fields.get("T")
        if field is None:
            raise StatementError("BAD_AMOUNT", "The movement has no amount.", line=self.line)
        amount = _amount(*field, readers)
        short = self.fields.get("T")
        if short is not None and short is not field and _amount(*short, readers) != amount:
            warnings.add("AMOUNTS_DIFFER", f"T is {short[0][:40]} and U is {field[0][:40]}; U is read.", self.line)
        if self.parts_count and self.parts_total != amount:
            warnings.add(
                "SPLIT_MISMATCH", f"The parts make {self.parts_total}, the movement is {amount}; it is kept.", self.line
            )
        return amount

    def to_line(self, currency: str, readers: QifReaders, warnings: WarningLog) -> StatementLine:
        """The movement. Raises StatementError BAD_DATE or BAD_AMOUNT with the line of the field."""
        day = self.fields.get("D")
        if day is None:
            raise StatementError("BAD_DATE", "The movement has no date.", line=self.line)
        try:
            booked_on = readers.read_date(day[0])
        except ValueError:
            raise StatementError("BAD_DATE", f"{day[0][:40]!r} is not a possible date.", line=day[1]) from None
        amount = self.amount(readers, warnings)
        payee = self._text("P")
        category, transfer = _category(self._text("L") or "")
        text = self._text("M") or "; ".join(self.parts_memos) or payee or transfer or self._text("N") or ""
        return StatementLine(
            booked_on=booked_on,
            amount=amount,
            currency=currency,
            description=" ".join(text.split()),
            counterparty=payee or transfer,
            counterparty_account=account_number(transfer) if transfer else None,
            category=category,
            line=self.line,
        )

    def _text(self, letter: str) -> str | None:
        field = self.fields.get(letter)
        return field[0] if field else None


def _amount(text: str, line: int, readers: QifReaders) -> Decimal:
    try:
        return readers.read_amount(text)
    except ValueError:
        raise StatementError("BAD_AMOUNT", f"{text[:40]!r} is not an amount.", line=line) from None


def _category(text: str) -> tuple[str | None, str | None]:
    """Category without Quicken's `/class`, and the account of a transfer."""
    if transfer := _TRANSFER.match(text):
        return None, transfer[1].strip() or None
    if _SPLIT_MARK.fullmatch(text):
        return None, None
    return text.partition("/")[0].strip() or None, None
