from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from core.adapters.statements.currencies import currency_of_account, read_currency
from core.adapters.statements.ofx.movement_fields import MovementFields
from core.adapters.statements.ofx.ofx_tokens import Token, TokenKind
from core.adapters.statements.ofx.ofx_values import read_amount, read_moment, read_optional_date
from core.adapters.statements.statement_reading import StatementFacts, StatementKey, WarningLog
from core.ports.statement_parser import StatementError, StatementLine

_STATEMENTS: Final = frozenset({"STMTRS", "CCSTMTRS", "INVSTMTRS", "LOANSTMTRS"})
_ACCOUNTS: Final = frozenset({"BANKACCTFROM", "CCACCTFROM", "INVACCTFROM", "LOANACCTFROM"})
_LISTS: Final = frozenset({"BANKTRANLIST", "BANKTRANLISTP"})
_MOVEMENTS: Final = frozenset({"STMTTRN", "STMTTRNP"})
_INSIDE_MOVEMENT: Final = frozenset({"PAYEE", "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY", "IMAGEDATA"})

Movement = tuple[StatementKey, StatementLine]


@dataclass(slots=True)
class _OpenStatement:
    ordinal: int
    line: int
    currency: str | None = None
    account: str | None = None
    facts: StatementFacts = field(default_factory=StatementFacts)
    key: StatementKey | None = None


class OfxReading:
    """The tokens of one OFX file turned into movements: a StatementReading."""

    def __init__(self, tokens: Iterator[Token], encoding: str, fallback_currency: str) -> None:
        self.encoding = encoding
        self.facts: dict[StatementKey, StatementFacts] = {}
        self.warnings = WarningLog()
        self._tokens = tokens
        self._fallback_currency = fallback_currency
        self._statement: _OpenStatement | None = None
        self._movement: MovementFields | None = None
        self._inside: str | None = None
        self._section: str | None = None
        self._count = 0
        self._bank_error: str | None = None
        self._told_at: datetime | None = None

    def __iter__(self) -> Iterator[Movement]:
        """Each movement in file order.

        Raises:
            StatementError: TRUNCATED when the file does not end, NO_STATEMENT or BANK_ERROR when it holds no statement.
        """
        is_complete = False
        line = 1
        for token in self._tokens:
            line = token.line
            movement = self._movement
            if movement is not None and self._inside is None and token.kind is TokenKind.FIELD:
                # Nine tokens in ten are fields of a movement.
                movement.fields.setdefault(token.tag, token.text)
                continue
            if token.kind is TokenKind.CLOSE and token.tag == "OFX":
                is_complete = True
                break
            found = self._step(token)
            if found is not None:
                yield found
        if not is_complete:
            raise StatementError("TRUNCATED", "The file ends before </OFX>.", line=line)
        # A movement still open here lost its end tag only if the statement around it is closed too.
        found = self._end_movement()
        if found is not None:
            yield found
        self._end_statement()
        for _ in self._tokens:
            pass
        if not self.facts:
            if self._bank_error:
                raise StatementError("BANK_ERROR", f"The bank answered with an error: {self._bank_error[:200]}")
            raise StatementError("NO_STATEMENT", "The OFX file holds no account statement.")

    def _step(self, token: Token) -> Movement | None:
        if token.kind is TokenKind.FIELD:
            if token.tag in _MOVEMENTS:
                raise StatementError("BAD_DATE", "The movement is empty.", line=token.line)
            self._take_field(token)
            return None
        return self._open(token) if token.kind is TokenKind.OPEN else self._close(token)

    def _open(self, token: Token) -> Movement | None:
        tag = token.tag
        if tag in _MOVEMENTS:
            done = self._end_movement()
            if self._statement is None:
                raise StatementError("BAD_STRUCTURE", "A movement stands outside a statement.", line=token.line)
            self._movement = MovementFields(token.line, is_pending=tag == "STMTTRNP")
            return done
        if self._movement is not None:
            if tag in _INSIDE_MOVEMENT:
                self._inside = tag
        elif tag in _STATEMENTS:
            self._end_statement()
            self._statement = _OpenStatement(self._count, token.line)
            self._count += 1
        elif tag in _ACCOUNTS | _LISTS | {"LEDGERBAL", "AVAILBAL", "STATUS", "BAL"}:
            self._section = tag
        return None

    def _close(self, token: Token) -> Movement | None:
        tag = token.tag
        done = None
        if tag in _MOVEMENTS | _LISTS | _STATEMENTS:
            done = self._end_movement()
        if tag == self._inside:
            self._inside = None
        elif tag == self._section:
            self._section = None
        elif tag in _STATEMENTS:
            self._end_statement()
        return done

    def _take_field(self, token: Token) -> None:
        if self._movement is not None:
            name = f"{self._inside}.{token.tag}" if self._inside else token.tag
            self._movement.fields.setdefault(name, token.text)
        elif self._section == "STATUS":
            if token.tag == "SEVERITY" and token.text.upper() == "ERROR":
                self._bank_error = self._bank_error or "no reason given"
            elif token.tag == "MESSAGE" and self._bank_error:
                self._bank_error = token.text
        elif token.tag == "DTSERVER":
            self._told_at = read_moment(token.text)
        elif self._statement is not None:
            self._take_statement_field(self._statement, token)

    def _take_statement_field(self, statement: _OpenStatement, token: Token) -> None:
        tag, text, section = token.tag, token.text, self._section
        if tag == "CURDEF":
            statement.currency = read_currency(text)
            if statement.currency is None:
                raise StatementError("BAD_CURRENCY", f"{text[:20]!r} is not a currency.", line=token.line)
        elif tag == "ACCTID" and section in _ACCOUNTS:
            statement.account = text or None
        elif tag == "BALAMT" and section == "LEDGERBAL":
            statement.facts.closing_balance = read_amount(text, token.line)
            statement.facts.line = token.line
        elif tag == "DTSTART" and section == "BANKTRANLIST":
            statement.facts.date_from = read_optional_date(text, token.line)
        elif tag == "DTEND" and section == "BANKTRANLIST":
            statement.facts.date_to = read_optional_date(text, token.line)

    def _end_movement(self) -> Movement | None:
        movement, statement = self._movement, self._statement
        self._movement = self._inside = None
        if movement is None or statement is None:
            return None
        key = self._key(statement)
        return key, movement.to_line(key.currency, self.warnings)

    def _key(self, statement: _OpenStatement) -> StatementKey:
        if statement.key is None:
            currency = statement.currency or (currency_of_account(statement.account) if statement.account else None)
            if currency is None:
                currency = self._fallback_currency
                self.warnings.add(
                    "CURRENCY_GUESSED", f"The statement names no currency; it is read as {currency}.", statement.line
                )
            statement.key = StatementKey(statement.account, currency, statement.ordinal)
        return statement.key

    def _end_statement(self) -> None:
        if self._statement is not None:
            self._statement.facts.told_at = self._told_at
            self.facts[self._key(self._statement)] = self._statement.facts
        self._statement = None
        self._section = None
