"""Where the rows of a root field come from, said once for resolvers and for compiled reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select

from core.db.keyset import Ordering

ROWS_KEY: Final = "solvent.rows"
Arguments = Mapping[str, Any]
"""A field's own arguments, as strawberry makes them; those that are null or left out may be missing."""
RowsOf = Callable[[UUID, Arguments], Select[Any]]
"""A person's rows under the field's own arguments. Raises DomainError for arguments that make no sense."""


@dataclass(frozen=True, slots=True)
class RowPages:
    """A connection: pages of these rows in this order. The field's arguments are `first`, `after` and its own."""

    statement: RowsOf
    ordering: Ordering


@dataclass(frozen=True, slots=True)
class RowList:
    """A list: all of these rows, in the statement's own order."""

    statement: RowsOf


@dataclass(frozen=True, slots=True)
class RowOfPerson:
    """One row, which is there for everybody who may ask."""

    statement: RowsOf


Rows = RowPages | RowList | RowOfPerson
