"""Values of rows as JSON, and back: exact both ways."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum as PythonEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Boolean, Column, Date, DateTime, Enum, Integer, LargeBinary, Numeric, String, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from core.db.sealing.sealed_types import SealedBytes, SealedJson, SealedText
from core.privacy.errors import ArchiveInvalidError

LONGEST_TEXT: Final = 100_000
MOST_INTEGER: Final = 2**63 - 1


def encode(value: Any) -> Any:
    """A value of a row as JSON has it: moments as ISO 8601 in UTC, numbers exact, bytes as base64."""
    if isinstance(value, PythonEnum):
        return value.value
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, list | tuple):
        return [encode(one) for one in value]
    return value


def encode_line(row: Mapping[str, Any]) -> bytes:
    """One row as one line of JSON, without its end."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=encode).encode()


def decoder_of(column: Column[Any]) -> Callable[[Any], Any]:
    """What makes a column's value of JSON. Raises ArchiveInvalidError for what the column can't hold."""
    read = _reader(column.type)

    def decode(value: Any) -> Any:
        if value is None:
            if column.nullable:
                return None
            raise ArchiveInvalidError(f"{column.table.name}.{column.name} is missing.")
        try:
            return read(value)
        except (ValueError, TypeError, ArithmeticError, KeyError) as error:
            raise ArchiveInvalidError(f"{column.table.name}.{column.name} holds what it can't.") from error

    return decode


def _reader(kind: Any) -> Callable[[Any], Any]:  # noqa: C901, PLR0911 one line a kind of column
    if isinstance(kind, JSONB | SealedJson):
        return _json
    if isinstance(kind, ARRAY):
        below = _reader(kind.item_type)
        return lambda value: [below(one) for one in _of(list, value)]
    if isinstance(kind, Enum):
        return lambda value: kind.enum_class(_of(str, value)) if kind.enum_class else _of(str, value)
    if isinstance(kind, Uuid):
        return lambda value: UUID(_of(str, value))
    if isinstance(kind, Boolean):
        return lambda value: _of(bool, value)
    if isinstance(kind, Integer):
        return _integer
    if isinstance(kind, Numeric):
        return _decimal
    if isinstance(kind, DateTime):
        return _moment
    if isinstance(kind, Date):
        return lambda value: date.fromisoformat(_of(str, value))
    if isinstance(kind, LargeBinary | SealedBytes):
        return lambda value: base64.b64decode(_of(str, value), validate=True)
    if isinstance(kind, String | SealedText):
        return lambda value: _text(value, getattr(kind, "length", None))
    raise TypeError(f"no archive holds a {kind!r}")


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"not a {kind.__name__}")
    return value


def _integer(value: Any) -> int:
    number: int = _of(int, value)
    if abs(number) > MOST_INTEGER:
        raise ValueError("too large")
    return number


def _decimal(value: Any) -> Decimal:
    number = Decimal(_of(str, value))
    if not number.is_finite():
        raise ValueError("not a number")
    return number


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_of(str, value))
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment


def _text(value: Any, most: int | None) -> str:
    text: str = _of(str, value)
    if len(text) > (most or LONGEST_TEXT) or "\0" in text:
        raise ValueError("too long")
    text.encode()  # refuses half characters, which no database takes
    return text


def _json(value: Any) -> Any:
    if "\\u0000" in json.dumps(value):
        raise ValueError("no database takes it")
    return value
