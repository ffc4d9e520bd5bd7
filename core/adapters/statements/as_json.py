from datetime import date
from decimal import Decimal
from typing import Any

from core.adapters.statements.currencies import minor_digits
from core.ports.statement_parser import (
    ParsedStatements,
    Statement,
    StatementError,
    StatementLine,
    StatementWarning,
    TableFound,
)


def statement_to_json(file: str, parsed: ParsedStatements) -> dict[str, Any]:
    """What was read from a file as `solvent statement parse --json` prints it. Amounts are signed, in major units."""
    return {
        "file": file,
        "format": parsed.format.value,
        "encoding": parsed.encoding,
        "statements": [_statement(statement) for statement in parsed.statements],
        "warnings": [_warning(warning) for warning in parsed.warnings],
    }


def error_to_json(file: str, error: StatementError) -> dict[str, Any]:
    """Why a file was refused, as `solvent statement parse --json` prints it. `code` is the stable reason."""
    return {"file": file, "error": {"code": error.reason, "line": error.line, "message": error.message}}


def table_to_json(table: TableFound) -> dict[str, Any]:
    """How a table was read, as `solvent statement parse --show-mapping` prints it; `mapping` can be corrected."""
    return {"fingerprint": table.fingerprint, "mapping": dict(table.mapping), "preview": list(table.preview)}


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "account": statement.account,
        "currency": statement.currency,
        "opening_balance": _amount(statement.opening_balance, statement.currency),
        "closing_balance": _amount(statement.closing_balance, statement.currency),
        "from": _day(statement.date_from),
        "to": _day(statement.date_to),
        "transactions": [_transaction(line) for line in statement.transactions],
    }


def _transaction(line: StatementLine) -> dict[str, Any]:
    return {
        "date": line.booked_on.isoformat(),
        "value_date": _day(line.value_date),
        "amount": _amount(line.amount, line.currency),
        "currency": line.currency,
        "original_amount": _amount(line.original_amount, line.original_currency),
        "original_currency": line.original_currency,
        "description": line.description,
        "counterparty": line.counterparty,
        "counterparty_account": line.counterparty_account,
        "mcc": line.mcc,
        "bank_id": line.bank_id,
        "status": line.status.value,
    }


def _warning(warning: StatementWarning) -> dict[str, Any]:
    return {"code": warning.code, "line": warning.line, "message": warning.message}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _amount(amount: Decimal | None, currency: str | None) -> str | None:
    """A plain decimal with the currency's digits; more only where the file gave more that are not zero."""
    if amount is None:
        return None
    digits = minor_digits(currency) if currency else 0
    exact = amount.quantize(Decimal(1).scaleb(-digits))
    return f"{exact if exact == amount else amount:f}"
