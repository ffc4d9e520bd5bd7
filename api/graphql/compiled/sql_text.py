"""Pieces of SQL that are put together: text with named places, and their values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from sqlalchemy import Integer, Select, bindparam, literal_column
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.types import TypeEngine

from core.db.keyset import Page

DIALECT: Final = PGDialect_asyncpg(paramstyle="pyformat")  # type: ignore[no-untyped-call]
_PLACE: Final = re.compile(r"%\((\w+)\)s")
_numbers = count()


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` has places as `%(name)s`; `values` are theirs. A value that is an `Asked` is known with each request."""

    text: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that comes with the request: `person`, `limit`, or a part of the cursor."""

    name: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole statement with numbered places."""

    text: str
    values: Sequence[Any]

    def bound(self, asked: Mapping[str, Any]) -> list[Any]:
        """The values in their order, for one request."""
        return [asked[value.name] if isinstance(value, Asked) else value for value in self.values]


def asked(name: str, type_: TypeEngine[Any]) -> Any:
    """A bind parameter whose value comes with each request. It stands wherever SQLAlchemy takes a value."""
    return bindparam(name, Asked(name), type_=type_, unique=True)


def limit_of(page: Page) -> Any:
    """One row more than the page, which tells whether more follow.

    As a literal: of a limit that it does not know PostgreSQL expects a tenth of the table, finds a plan for each
    execution cheaper than one for all, and plans a page for three times as long as it reads it.
    """
    return literal_column(str(page.first + 1), Integer)


def piece_of(select: Select[Any]) -> Piece:
    """A SQLAlchemy statement as a piece."""
    compiled = select.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    prefix, values = f"p{next(_numbers)}_", dict[str, Any]()
    for name, value in compiled.params.items():
        bind = compiled.binds.get(name)
        process = bind.type.dialect_impl(DIALECT).bind_processor(DIALECT) if bind is not None else None
        values[prefix + name] = process(value) if process is not None and not isinstance(value, Asked) else value
    text = _PLACE.sub(lambda place: f"%({prefix}{place.group(1)})s", compiled.string)
    return Piece(text, values)


def statement_of(text: str, pieces: Sequence[Piece]) -> Statement:
    """Number the places of a text that was put together of pieces."""
    known: dict[str, Any] = {}
    for piece in pieces:
        known.update(piece.values)
    numbers: dict[str, int] = {}

    def number(place: re.Match[str]) -> str:
        return f"${numbers.setdefault(place.group(1), len(numbers) + 1)}"

    numbered = _PLACE.sub(number, text).replace("%%", "%")
    return Statement(numbered, [known[name] for name in numbers])
