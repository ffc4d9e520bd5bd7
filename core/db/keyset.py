"""Keyset pagination: a page begins after the last row's own values, so it costs the same wherever it lies."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, UnaryExpression, func, literal_column, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from core.errors import DomainError

MAX_PAGE: Final = 100
MAX_CURSOR: Final = 1000

R = TypeVar("R")


class InvalidPageError(DomainError):
    """A page of no size or too many rows, or a cursor that we did not make."""

    code = "INVALID_PAGE"


@dataclass(frozen=True, slots=True)
class Page:
    """How many rows, after which cursor."""

    first: int
    after: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is out of bounds."""
        if not 0 < self.first <= MAX_PAGE:
            raise InvalidPageError(f"A page has 1 to {MAX_PAGE} rows.", field="first")


@dataclass(frozen=True, slots=True)
class Slice(Generic[R]):
    """A page of rows with the cursor of each."""

    rows: Sequence[R]
    cursors: Sequence[str]
    has_next: bool
    has_previous: bool


@dataclass(frozen=True, slots=True)
class Ordering:
    """The columns a list is sorted by, all in one direction; the last is the id, so that no two rows tie."""

    columns: Sequence[InstrumentedAttribute[Any]]
    is_descending: bool = True

    def after(self, cursor: str) -> ColumnElement[bool]:
        """The condition of the rows that come after a cursor. Raises InvalidPageError."""
        return self.beyond(decode_cursor(cursor, [column.type.python_type for column in self.columns]))

    def beyond(self, values: Sequence[Any]) -> ColumnElement[bool]:
        """The condition of the rows that come after these values of the columns."""
        row, bound = tuple_(*self.columns), tuple_(*values)
        return row < bound if self.is_descending else row > bound

    def directed(self) -> list[UnaryExpression[Any]]:
        """The columns as they stand in ORDER BY."""
        return [column.desc() if self.is_descending else column.asc() for column in self.columns]

    def cursor_of(self, row: object) -> str:
        """The cursor of a row."""
        return encode_cursor([getattr(row, column.key) for column in self.columns])


async def fetch_page(session: AsyncSession, statement: Select[tuple[R]], ordering: Ordering, page: Page) -> Slice[R]:
    """One page of a statement that has no order or limit yet. Raises InvalidPageError."""
    if page.after is not None:
        statement = statement.where(ordering.after(page.after))
    rows = (await session.execute(statement.order_by(*ordering.directed()).limit(page.first + 1))).scalars().all()
    shown = rows[: page.first]
    return Slice(shown, [ordering.cursor_of(row) for row in shown], len(rows) > page.first, page.after is not None)


async def count_rows(session: AsyncSession, statement: Select[Any]) -> int:
    """How many rows a statement has, on all pages. Exact; the database's statement timeout bounds it."""
    counted = select(func.count()).select_from(
        statement.with_only_columns(literal_column("1")).order_by(None).subquery()
    )
    return int((await session.execute(counted)).scalar_one())


def encode_cursor(values: Sequence[Any]) -> str:
    """An opaque text for the values of a row's sort columns."""
    plain = [value.isoformat() if isinstance(value, date) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, types: Sequence[type]) -> list[Any]:
    """The values back. Raises InvalidPageError for anything that `encode_cursor` did not make."""
    try:
        return _values(cursor, types)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise InvalidPageError("The cursor is not valid for this list.", field="after") from None


def _values(cursor: str, types: Sequence[type]) -> list[Any]:
    if len(cursor) > MAX_CURSOR:
        raise ValueError("too long")
    plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not isinstance(plain, list) or len(plain) != len(types):
        raise ValueError("another list's cursor")
    return [_parse(text, kind) for text, kind in zip(plain, types, strict=True)]


def _parse(text: Any, kind: type) -> Any:
    if not isinstance(text, str):
        raise TypeError("a cursor holds texts")
    if kind is datetime:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("a moment without a zone")
        return moment
    if kind is date:
        return date.fromisoformat(text)
    if kind is int:
        number = int(text)
        if abs(number) >= 2**63:
            raise ValueError("not a bigint")
        return number
    if kind is str and "\x00" in text:
        raise ValueError("no text of ours")
    return UUID(text) if kind is UUID else kind(text)
