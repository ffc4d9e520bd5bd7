"""The root of every table, and the columns most tables share."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Enum, ForeignKeyConstraint, MetaData, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """A row of a table. Nothing is loaded lazily: what a use case needs it selects."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        str: Text(),
        int: BigInteger(),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
    }


class Identified:
    """A UUIDv7 primary key."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


class Owned(Identified):
    """A row that belongs to a person: row-level security shows it to nobody else.

    `protect_owned` in a migration gives the table its policies; a test walks the catalogue for tables without them.
    """

    user_id: Mapped[UUID]


class Stamped:
    """When the row was made."""

    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


def of_the_same_person(column: str, table: str, *, or_forget: bool = False) -> ForeignKeyConstraint:
    """`column` names a row of `table` that has the same owner, and goes with it; or it forgets it, and stays.

    No row can point into another person's books, and what goes with a row is found by the indexes, which all begin with
    the owner.
    """
    then = f"SET NULL ({column})" if or_forget else "CASCADE"
    return ForeignKeyConstraint(["user_id", column], [f"{table}.user_id", f"{table}.id"], ondelete=then)


def enum_type(kind: type[StrEnum]) -> Enum:
    """A StrEnum stored as its text, with a CHECK that knows every member."""
    return Enum(
        kind,
        name=kind.__name__.lower(),
        native_enum=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
        create_constraint=True,
        validate_strings=True,
    )
