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
class RowOne:
    """At most one row."""

    statement: RowsOf


@dataclass(frozen=True, slots=True)
class RowOfId:
    """The row of the global id in the argument `id`, of one type, or of any that is a Node. None where there is none.

    `statement` gives a type's rows; it raises NotFoundError for a type of which nothing is told by id.
    """

    statement: Callable[[str, UUID], Select[Any]]
    type_name: str | None = None


@dataclass(frozen=True, slots=True)
class PagesBelow:
    """A connection of a row: pages of the person's rows that belong to the row of this id."""

    statement: Callable[[UUID, Arguments, Any], Select[Any]]
    ordering: Ordering


Rows = RowPages | RowList | RowOne | RowOfId
