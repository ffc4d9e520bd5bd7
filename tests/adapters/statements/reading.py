import io
from dataclasses import replace

import pytest

from core.adapters.statements.detect import read_statement
from core.ports.statement_parser import ParsedStatements, Statement, StatementError, StatementLine


def read(content: bytes | str) -> ParsedStatements:
    return read_statement(io.BytesIO(content.encode() if isinstance(content, str) else content))


def read_one(content: bytes | str) -> Statement:
    parsed = read(content)
    assert len(parsed.statements) == 1
    return parsed.statements[0]


def without_lines(statement: Statement) -> Statement:
    return replace(statement, transactions=tuple(replace(line, line=None) for line in statement.transactions))


def amounts(content: bytes | str) -> list[str]:
    return [str(line.amount) for line in read_one(content).transactions]


def days(content: bytes | str) -> list[str]:
    return [line.booked_on.isoformat() for line in read_one(content).transactions]


def only_line(content: bytes | str) -> StatementLine:
    (line,) = read_one(content).transactions
    return line


def refused(content: bytes | str) -> tuple[str, int | None]:
    with pytest.raises(StatementError) as caught:
        read(content)
    return caught.value.reason, caught.value.line
