"""From records of a statement to objects that wrap rows: columns, what is computed from them, and related rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
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

from api.graphql.compiled.code import Code, Read, object_of
from api.graphql.compiled.selected import Document, NotCompiledError, declared_field
from api.graphql.compiled.shape_value import shape_value, there
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
    """One SELECT: what it selects, each once, and what it joins. Its records are shaped by place.

    `is_counted`: how many rows there are without the page's bounds is wanted too, as `n.total`. Only a root can tell.
    """

    names: Any = field(default_factory=count)
    columns: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    is_root: bool = False
    is_counted: bool = False

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
    """A table's rows as they stand in a level under an alias, and in the code that shapes them.

    `columns` are those that are there; `record` is the code's expression for one record.
    """

    level: Level
    alias: str
    columns: dict[str, Any]
    code: Code
    record: str

    @classmethod
    def of(cls, level: Level, alias: str, select: Select[Any], code: Code, record: str) -> "Rows":
        """The rows of a statement."""
        known = {column.name for column in select.selected_columns}
        mapped = inspect_row(select.column_descriptions[0]["entity"]).columns
        return cls(level, alias, {key: column for key, column in mapped.items() if column.name in known}, code, record)

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

    def value(self, place: int) -> str:
        """The expression for the value at a place."""
        return f"{self.record}[{place}]"

    def read(self, key: str) -> Read:
        """The value of a row's attribute, as SQLAlchemy gives it. Raises NotCompiledError for one left out."""
        place, column = self.place(key), self.columns[key]
        is_decimal = isinstance(column.type, Numeric)  # asyncpg makes them itself
        process = None if is_decimal else column.type.dialect_impl(DIALECT).result_processor(DIALECT, None)
        text = self.value(place)
        return Read(text if process is None else self.code.call(process, text), is_there=not column.nullable)


def shape_row(document: Document, kind: GraphQLObjectType, sets: Sequence[SelectionSetNode | None], rows: Rows) -> str:
    """The expression that makes an object of a type of a record. Raises NotCompiledError."""
    fields = document.fields(kind, sets)
    return object_of([(key, _shape_field(document, kind, nodes, rows)) for key, nodes in fields.items()])


def _shape_field(document: Document, kind: GraphQLObjectType, nodes: list[FieldNode], rows: Rows) -> str:
    name = nodes[0].name.value
    if name == "__typename":
        return repr(kind.name)
    field_ = kind.fields[name]
    declared = declared_field(field_)
    source = declared.metadata.get(SOURCE_KEY)
    if isinstance(source, Column | Computed):
        return _shape_own(document, field_, nodes, rows, source)
    if isinstance(source, Relation):
        return _shape_relation(document, field_, nodes, rows, source)
    below = declared.metadata.get(ROWS_KEY)
    if isinstance(below, PagesBelow):
        from api.graphql.compiled.shape_connection import shape_pages_below  # noqa: PLC0415 rows have pages of rows

        return shape_pages_below(document, field_, nodes, rows, below)
    if declared.base_resolver is not None and declared.base_resolver.wrapped_func is global_id:
        return rows.code.call(encode_id, repr(kind.name), rows.read("id").text)
    raise NotCompiledError(f"{kind.name}.{name} declares no source")


def _shape_own(
    document: Document, field_: GraphQLField, nodes: list[FieldNode], rows: Rows, source: Column | Computed
) -> str:
    if isinstance(source, Computed):
        shape = source.shape
        if source.takes_arguments:
            shape = partial(shape, **document.arguments(field_, nodes[0]))
        value = Read(rows.code.call(shape, *(rows.read(column).text for column in source.columns)))
    elif rows.is_as_written(source.name, field_):
        return rows.value(rows.place(source.name))
    else:
        value = rows.read(source.name)
    return shape_value(document, rows.code, field_.type, nodes, value)


def _shape_relation(
    document: Document, field_: GraphQLField, nodes: list[FieldNode], rows: Rows, source: Relation
) -> str:
    loader = source.loader(_LOADERS)
    if not isinstance(loader, RowLoader):
        raise NotCompiledError("the relation is no join")
    own = rows.columns[source.column].name
    sets = [node.selection_set for node in nodes]
    if not source.is_list:
        return _shape_one(document, field_, sets, rows, (own, loader))
    select = loader.statement.where(loader.column == literal_column(f"{rows.alias}.{own}"))
    one = rows.code.name()
    place, shaped = join_list(
        rows.level,
        select,
        lambda level, alias: shape_row(document, row_type(field_), sets, Rows.of(level, alias, select, rows.code, one)),
    )
    return f"[{shaped} for {one} in {rows.value(place)} or ()]"


def _shape_one(
    document: Document,
    field_: GraphQLField,
    sets: Sequence[SelectionSetNode | None],
    rows: Rows,
    to: tuple[str, RowLoader[Any]],
) -> str:
    own, loader = to
    level, alias = rows.level, f"t{next(rows.level.names)}"
    piece = piece_of(loader.statement)
    level.pieces.append(piece)
    level.joins.append(f"LEFT JOIN ({piece.text}) {alias} ON {alias}.{loader.column.name} = {rows.alias}.{own}")
    found = rows.value(level.place(f"{alias}.{loader.column.name}"))
    inner = Rows.of(level, alias, loader.statement, rows.code, rows.record)
    one = f"({shape_row(document, row_type(field_), sets, inner)} if {found} is not None else None)"
    return there(rows.code, Read(one)).text if isinstance(field_.type, GraphQLNonNull) else one


def join_list(level: Level, select: Select[Any], shaped: Callable[[Level, str], S]) -> tuple[int, S]:
    """Join the rows of a statement that looks at this level, in its own order: their place, and how they are shaped."""
    inner = level.below()
    alias, list_ = f"t{next(level.names)}", f"t{next(level.names)}"
    shape = shaped(inner, alias)
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
