"""From records of a statement to objects that wrap rows: columns, what is computed from them, and related rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from operator import itemgetter
from typing import Any, TypeVar

from graphql import (
    FieldNode,
    GraphQLBoolean,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    SelectionSetNode,
)
from graphql import get_nullable_type as nullable
from sqlalchemy import Boolean, ColumnElement, Enum, Numeric, Select, String, Uuid, literal_column
from sqlalchemy import inspect as inspect_row
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import desc_op

from api.graphql.compiled.selected import Document, NotCompiledError, declared_field
from api.graphql.compiled.shape_value import Shape, chain, required, shape_value
from api.graphql.compiled.sql_text import DIALECT, Piece, asked, piece_of
from api.graphql.declare.fields import SOURCE_KEY, Column, Computed, Relation
from api.graphql.declare.node import encode_id, global_id
from api.graphql.declare.rows import ROWS_KEY, PagesBelow
from api.graphql.loaders import Loaders, RowLoader

S = TypeVar("S")
PERSON = asked("person", Uuid())
_LOADERS = Loaders.declared(PERSON)


@dataclass(slots=True)
class Level:
    """One SELECT: what it selects, each once, and what it joins. Its records are shaped by place."""

    names: Any = field(default_factory=count)
    columns: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def place(self, text: str) -> int:
        """The place of a value in the records."""
        if text not in self.columns:
            self.columns.append(text)
        return self.columns.index(text)

    def below(self) -> "Level":
        """A SELECT inside this one, with names of its own."""
        return Level(names=self.names)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table's rows as they stand in a level under an alias. `columns` are those that are there."""

    level: Level
    alias: str
    columns: dict[str, Any]

    @classmethod
    def of(cls, level: Level, alias: str, select: Select[Any]) -> "Rows":
        """The rows of a statement."""
        there = {column.name for column in select.selected_columns}
        mapped = inspect_row(select.column_descriptions[0]["entity"]).columns
        return cls(level, alias, {key: column for key, column in mapped.items() if column.name in there})

    def place(self, key: str) -> int:
        """The place of a row's attribute in the records. Raises NotCompiledError for one left out."""
        column = self.columns.get(key)
        if column is None:
            raise NotCompiledError(f"{key} is not read with the row")
        return self.level.place(f"{self.alias}.{column.name}")

    def is_as_written(self, key: str, field_: GraphQLField) -> bool:
        """Whether a text or a truth value stands in the answer as in the record: most fields are such."""
        column = self.columns.get(key)
        if column is None or (isinstance(field_.type, GraphQLNonNull) and column.nullable):
            return False
        kind, is_text = nullable(field_.type), isinstance(column.type, String) and not isinstance(column.type, Enum)
        return (kind is GraphQLString and is_text) or (kind is GraphQLBoolean and isinstance(column.type, Boolean))

    def read(self, key: str) -> Shape:
        """The value of a row's attribute, as SQLAlchemy gives it. Raises NotCompiledError for one left out."""
        place, column = self.place(key), self.columns[key]
        is_decimal = isinstance(column.type, Numeric)  # asyncpg makes them itself
        process = None if is_decimal else column.type.dialect_impl(DIALECT).result_processor(DIALECT, None)
        if process is None:
            return lambda record: record[place]
        return lambda record: process(record[place])


def shape_row(
    document: Document, kind: GraphQLObjectType, sets: Sequence[SelectionSetNode | None], rows: Rows
) -> Shape:
    """How records become objects of a type. Raises NotCompiledError."""
    parts = [(key, _shape_field(document, kind, fields, rows)) for key, fields in document.fields(kind, sets).items()]
    return lambda record: {key: part(record) for key, part in parts}


def _shape_field(document: Document, kind: GraphQLObjectType, nodes: list[FieldNode], rows: Rows) -> Shape:
    name = nodes[0].name.value
    if name == "__typename":
        return lambda _: kind.name
    field_ = kind.fields[name]
    declared = declared_field(field_)
    source = declared.metadata.get(SOURCE_KEY)
    if isinstance(source, Column):
        is_written = rows.is_as_written(source.name, field_)
        read = itemgetter(rows.place(source.name)) if is_written else rows.read(source.name)
        return read if is_written else chain(read, shape_value(document, field_.type, nodes))
    if isinstance(source, Computed):
        reads, compute = [rows.read(column) for column in source.columns], source.shape
        write = shape_value(document, field_.type, nodes)
        return lambda record: write(compute(*[read(record) for read in reads]))
    if isinstance(source, Relation):
        return _shape_relation(document, field_, nodes, rows, source)
    below = declared.metadata.get(ROWS_KEY)
    if isinstance(below, PagesBelow):
        from api.graphql.compiled.shape_connection import shape_pages_below  # noqa: PLC0415 rows have pages of rows

        return shape_pages_below(document, field_, nodes, rows, below)
    if declared.base_resolver is not None and declared.base_resolver.wrapped_func is global_id:
        read_id = rows.read("id")
        return lambda record: encode_id(kind.name, read_id(record))
    raise NotCompiledError(f"{kind.name}.{name} declares no source")


def _shape_relation(
    document: Document, field_: GraphQLField, nodes: list[FieldNode], rows: Rows, source: Relation
) -> Shape:
    loader = source.loader(_LOADERS)
    if not isinstance(loader, RowLoader):
        raise NotCompiledError("the relation is no join")
    own = rows.columns[source.column].name
    sets = [node.selection_set for node in nodes]
    if source.is_list:
        select = loader.statement.where(loader.column == literal_column(f"{rows.alias}.{own}"))
        records, shape = join_list(rows.level, select, lambda inner: shape_row(document, row_type(field_), sets, inner))
        return lambda record: [shape(one) for one in record[records] or ()]
    return _shape_one(document, field_, sets, rows, (own, loader))


def _shape_one(
    document: Document,
    field_: GraphQLField,
    sets: Sequence[SelectionSetNode | None],
    rows: Rows,
    to: tuple[str, RowLoader[Any]],
) -> Shape:
    own, loader = to
    level, alias = rows.level, f"t{next(rows.level.names)}"
    piece = piece_of(loader.statement)
    level.pieces.append(piece)
    level.joins.append(f"LEFT JOIN ({piece.text}) {alias} ON {alias}.{loader.column.name} = {rows.alias}.{own}")
    found = level.place(f"{alias}.{loader.column.name}")
    shape = shape_row(document, row_type(field_), sets, Rows.of(level, alias, loader.statement))
    one: Shape = lambda record: shape(record) if record[found] is not None else None  # noqa: E731 it closes over a place
    return required(one) if isinstance(field_.type, GraphQLNonNull) else one


def join_list(level: Level, select: Select[Any], shaped: Callable[[Rows], S]) -> tuple[int, S]:
    """Join the rows of a statement that looks at this level, in its own order: their place, and how they are shaped."""
    inner = level.below()
    alias, list_ = f"t{next(level.names)}", f"t{next(level.names)}"
    shape = shaped(Rows.of(inner, alias, select))
    piece = piece_of(select)
    level.pieces += [piece, *inner.pieces]
    columns = ", ".join(inner.columns) or "true"
    rows = f"SELECT ROW({columns}) AS v FROM ({piece.text}) {alias} {' '.join(inner.joins)} {order_by(select, alias)}"  # noqa: S608 names of our own tables; values have places
    together = f"SELECT array_agg(r.v) AS rows FROM ({rows}) r"  # noqa: S608 as above
    level.joins.append(f"LEFT JOIN LATERAL ({together}) {list_} ON true")
    return level.place(f"{list_}.rows"), shape


def order_by(select: Select[Any], alias: str) -> str:
    """A statement's own order, said of its rows under an alias: a join need not keep it."""
    parts = [_direction(clause, alias) for clause in select._order_by_clauses]  # noqa: SLF001 SQLAlchemy has no public way to read it
    return f"ORDER BY {', '.join(parts)}" if parts else ""


def _direction(clause: Any, alias: str) -> str:
    if isinstance(clause, UnaryExpression):
        return f"{alias}.{_column(clause.element).name} {'DESC' if clause.modifier is desc_op else 'ASC'}"
    return f"{alias}.{_column(clause).name}"


def _column(element: Any) -> Any:
    if not isinstance(element, ColumnElement) or not hasattr(element, "name"):
        raise NotCompiledError("the order is no column's")
    return element


def row_type(field_: GraphQLField) -> GraphQLObjectType:
    """The object type of a field, whatever list it is in. Raises NotCompiledError for none."""
    kind = nullable(field_.type)
    while not isinstance(kind, GraphQLObjectType):
        of = getattr(kind, "of_type", None)
        if of is None:
            raise NotCompiledError(f"{kind} is no row")
        kind = of
    return kind
