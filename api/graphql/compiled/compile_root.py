"""A root field as a statement and the shape of its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLNonNull, GraphQLObjectType, get_argument_values, get_nullable_type
from graphql.execution.values import VariableValues
from sqlalchemy import Integer
from strawberry import Schema
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from api.graphql.compiled.selected import Document, NotCompiledError
from api.graphql.compiled.shape_connection import PageShape, shape_connection
from api.graphql.compiled.shape_row import PERSON, Level, Rows, order_by, shape_row
from api.graphql.compiled.shape_value import Shape, declared_field
from api.graphql.compiled.sql_text import Statement, asked, piece_of, statement_of
from api.graphql.declare.permission import PERMISSION_KEY, Permission
from api.graphql.declare.rows import ROWS_KEY, RowList, RowOfPerson, RowPages
from core.db.keyset import Page, decode_cursor

LIMIT = asked("limit", Integer())


@dataclass(frozen=True, slots=True)
class Query:
    """What one request sends for a root field."""

    statement: Statement
    asked: Mapping[str, Any]
    page: Page | None


class Root:
    """One root field of an operation. `permission` is the field's own declaration."""

    def __init__(self, schema: Schema, document: Document, field: GraphQLField, nodes: list[FieldNode]) -> None:
        declared = declared_field(field)
        self.permission = _permission(declared)
        self._schema, self._field, self._declared, self._node = schema, field, declared, nodes[0]
        self._rows: RowPages | RowList | RowOfPerson = declared.metadata[ROWS_KEY]
        self._level = Level()
        kind = _object(field)
        sets = [node.selection_set for node in nodes]
        rows = Rows.of(self._level, "b", self._rows.statement(PERSON, {}))
        self._page: PageShape | None = None
        self._one: Shape | None = None
        if isinstance(self._rows, RowPages):
            self._page = shape_connection(document, kind, sets, rows, self._rows.ordering)
        else:
            self._one = shape_row(document, kind, sets, rows)
        self._plain: dict[bool, Statement] = {}

    def query(self, variables: VariableValues) -> Query:
        """The statement of a request and its values. Raises DomainError for arguments that make no sense."""
        given = get_argument_values(self._field, self._node, variables)
        arguments = convert_arguments(
            given, self._declared.arguments, self._schema.schema_converter.scalar_registry, self._schema.config
        )
        values: dict[str, Any] = {}
        page = None
        if isinstance(self._rows, RowPages):
            page = Page(arguments.pop("first", 20), arguments.pop("after", None))
            values["limit"] = page.first + 1
            if page.after is not None:
                ordering = self._rows.ordering
                parts = decode_cursor(page.after, [column.type.python_type for column in ordering.columns])
                values |= {f"after_{place}": part for place, part in enumerate(parts)}
        own = {name: value for name, value in arguments.items() if value is not None}
        return Query(self._statement(own, is_after=page is not None and page.after is not None), values, page)

    def shape(self, records: Sequence[Any], query: Query) -> Any:
        """The answer of a request."""
        if self._page is not None and query.page is not None:
            return self._page(records, query.page)
        if self._one is None:
            raise NotCompiledError("no shape")
        if isinstance(self._rows, RowList):
            return [self._one(record) for record in records]
        if len(records) != 1:
            raise NotCompiledError("the row is not there")
        return self._one(records[0])

    def _statement(self, own: Mapping[str, Any], *, is_after: bool) -> Statement:
        """Built once where the field has no arguments of its own; else anew, for they decide what is asked."""
        if own:
            return self._build(own, is_after=is_after)
        if is_after not in self._plain:
            self._plain[is_after] = self._build({}, is_after=is_after)
        return self._plain[is_after]

    def _build(self, own: Mapping[str, Any], *, is_after: bool) -> Statement:
        select = self._rows.statement(PERSON, own)
        if isinstance(self._rows, RowPages):
            ordering = self._rows.ordering
            if is_after:
                bounds = [asked(f"after_{place}", column.type) for place, column in enumerate(ordering.columns)]
                select = select.where(ordering.beyond(bounds))
            select = select.order_by(*ordering.directed()).limit(LIMIT)
        base, level = piece_of(select), self._level
        columns = ", ".join(level.columns) or "true"
        text = f"SELECT {columns} FROM ({base.text}) b {' '.join(level.joins)} {order_by(select, 'b')}"  # noqa: S608 names of our own tables; values have places
        return statement_of(text, [base, *level.pieces])


def is_declared(field: GraphQLField) -> bool:
    """Whether a root field says where its rows come from."""
    return ROWS_KEY in declared_field(field).metadata


def _permission(declared: StrawberryField) -> Permission:
    permission = declared.metadata[PERMISSION_KEY]
    if not isinstance(permission, Permission):
        raise NotCompiledError("no permission")
    return permission


def _object(field: GraphQLField) -> GraphQLObjectType:
    kind: Any = get_nullable_type(field.type)
    while not isinstance(kind, GraphQLObjectType):
        if not hasattr(kind, "of_type"):
            raise NotCompiledError(f"{kind} is no object")
        kind = kind.of_type
    if not isinstance(field.type, GraphQLNonNull):
        raise NotCompiledError("a root field that may be null is the resolvers'")
    return kind
