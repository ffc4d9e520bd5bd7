import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import BinaryIO, Final

from core.adapters.statements.currencies import currency_of_account
from core.adapters.statements.one_c.one_c_documents import (
    Fields,
    Value,
    document_movements,
    read_amount,
    read_optional_day,
)
from core.adapters.statements.statement_reading import StatementFacts, StatementKey, WarningLog
from core.adapters.statements.text_lines import read_lines
from core.ports.statement_parser import StatementError, StatementLine

_NAME: Final = re.compile(r"[^\W\d_][^\W_]*")
_LONGEST_NAME: Final = 40
_END_OF: Final = {"СекцияРасчСчет": "КонецРасчСчет", "СекцияДокумент": "КонецДокумента"}
_MOST_FIELDS: Final = 200
_LONGEST_VALUE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Period:
    """Balances of one account over some days; a bank may write one such section for each day."""

    date_from: date | None
    date_to: date | None
    opening: Decimal | None
    closing: Decimal | None


class OneCReading:
    """One 1C exchange file being read: a StatementReading."""

    def __init__(self, source: BinaryIO, encoding: str, fallback_currency: str) -> None:
        self.encoding = encoding
        self.facts: dict[StatementKey, StatementFacts] = {}
        self.warnings = WarningLog()
        self._source = source
        self._fallback_currency = fallback_currency
        self._own: set[str] = set()
        self._periods: dict[str, list[_Period]] = {}
        self._head: Fields = {}

    def __iter__(self) -> Iterator[tuple[StatementKey, StatementLine]]:
        """Each movement in file order.

        Raises:
            StatementError: TRUNCATED when a section or the file does not end, and what documents are refused for.
        """
        section: str | None = None
        section_line = 0
        fields = self._head
        last: str | None = None
        is_complete = False
        number = 0
        for number, raw in enumerate(read_lines(self._source, self.encoding), start=1):
            text = raw.strip(" \t\r\n\ufeff\x1a")
            if text == "КонецФайла":
                is_complete = True
                break
            name, value = _parted(text)
            if name in _END_OF or (value is None and text in _END_OF):
                if section:
                    raise StatementError("TRUNCATED", f"{section} is not ended.", line=section_line)
                section, section_line, fields, last = name or text, number, {}, None
            elif section and text == _END_OF[section]:
                if section == "СекцияДокумент":
                    yield from document_movements(fields, frozenset(self._own), section_line, self._fallback_currency)
                else:
                    self._take_period(fields, section_line)
                section, fields, last = None, {}, None
            else:
                last = self._take(fields, (name, value), text, number, last=last)
        if not is_complete:
            raise StatementError("TRUNCATED", "The file ends before КонецФайла.", line=max(number, 1))
        if section:
            raise StatementError("TRUNCATED", f"{section} is not ended.", line=section_line)
        self._finish()

    def _take(
        self, fields: Fields, parted: tuple[str | None, str | None], text: str, number: int, *, last: str | None
    ) -> str | None:
        """Keep a field, or put a line without a field to the one before, as a purpose can have several lines."""
        name, value = parted
        if name is None or value is None:
            if last and text:
                old = fields[last]
                if len(old.text) > _LONGEST_VALUE:
                    raise StatementError("FIELD_TOO_LONG", f"{last} never ends.", line=old.line)
                fields[last] = Value(f"{old.text} {text}", old.line)
            return last
        if len(fields) >= _MOST_FIELDS:
            raise StatementError("BAD_STRUCTURE", "A section has too many fields.", line=number)
        if name == "РасчСчет" and value.strip():
            self._own.add(value.strip())
        if name not in fields:
            fields[name] = Value(value.strip(), number)
        return name

    def _take_period(self, fields: Fields, line: int) -> None:
        account = fields.get("РасчСчет")
        if account is None or not account.text:
            raise StatementError("BAD_STRUCTURE", "СекцияРасчСчет names no account.", line=line)
        opening, closing = fields.get("НачальныйОстаток"), fields.get("КонечныйОстаток")
        period = _Period(
            read_optional_day(fields, "ДатаНачала"),
            read_optional_day(fields, "ДатаКонца"),
            read_amount(opening) if opening and opening.text else None,
            read_amount(closing) if closing and closing.text else None,
        )
        self._periods.setdefault(account.text, []).append(period)

    def _finish(self) -> None:
        for account in sorted(self._own):
            currency = currency_of_account(account)
            if currency is None:
                currency = self._fallback_currency
                self.warnings.add(
                    "CURRENCY_GUESSED", f"The account number names no currency; it is read as {currency}."
                )
            facts = self._facts(self._periods.get(account, []))
            facts.told_at = self._told_at()
            self.facts[StatementKey(account, currency)] = facts
        if not self.facts:
            raise StatementError("NO_STATEMENT", "The file names no account (РасчСчет).")

    def _told_at(self) -> datetime | None:
        """When the bank made the file, where it says so in a way that can be read; nothing is refused for it."""
        day, at = self._head.get("ДатаСоздания"), self._head.get("ВремяСоздания")
        shape = "%d.%m.%Y %H:%M:%S" if at is not None else "%d.%m.%Y"
        text = " ".join(value.text for value in (day, at) if value is not None)
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC)
        except ValueError:
            return None

    def _facts(self, periods: list[_Period]) -> StatementFacts:
        """The whole time: the first opening and the last closing balance, by date where the sections have dates."""
        if not periods:
            return StatementFacts(
                date_from=read_optional_day(self._head, "ДатаНачала"),
                date_to=read_optional_day(self._head, "ДатаКонца"),
            )
        if all(period.date_from for period in periods):
            periods = sorted(periods, key=lambda period: period.date_from or date.min)
        first, last = periods[0], periods[-1]
        return StatementFacts(first.opening, last.closing, first.date_from, last.date_to or last.date_from)


@lru_cache(maxsize=1024)
def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def _parted(text: str) -> tuple[str | None, str | None]:
    name, mark, value = text.partition("=")
    return (name, value) if mark and len(name) <= _LONGEST_NAME and _is_name(name) else (None, None)
