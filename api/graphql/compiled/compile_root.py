"""A root field as a statement and the shape of its answer."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import ArgumentNode, FieldNode, GraphQLField, GraphQLNonNull, Visitor, visit
from graphql.execution.values import VariableValues
from sqlalchemy import Select, Uuid

from api.graphql.compiled.code import Code
from api.graphql.compiled.selected import Document, NotCompiledError, declared_field
from api.graphql.compiled.shape_connection import RECORD, shape_connection
from api.graphql.compiled.shape_row import PERSON, Level, Rows, order_by, row_type, shape_row
from api.graphql.compiled.sql_text import Statement, asked, limit_of, piece_of, statement_of
from api.graphql.declare.node import split_id
from api.graphql.declare.permission import PERMISSION_KEY, Permission
from api.graphql.declare.rows import ROWS_KEY, RowList, RowOfId, RowOne, RowPages
from core.db.keyset import Page, decode_cursor

MOST_STATEMENTS: Final = 128
"""Of one root field of one operation."""
KEY = asked("key", Uuid())
Answer = Callable[[Sequence[Any], Page | None], Any]


@dataclass(frozen=True, slots=True)
class Query:
    """What one request sends for a root field."""

    statement: Statement
    asked: Mapping[str, Any]
    page: Page | None


class Root:
    """One root field of an operation. `permission` is the field's own declaration."""

    def __init__(self, document: Document, field: GraphQLField, nodes: list[FieldNode]) -> None:
        declared = declared_field(field)
        permission = declared.metadata[PERMISSION_KEY]
        if not isinstance(permission, Permission):
            raise NotCompiledError("no permission")
        self.permission = permission
        self._document, self._field, self._node = document, field, nodes[0]
        self._rows: RowPages | RowList | RowOne | RowOfId = declared.metadata[ROWS_KEY]
        self._type_name = self._named_type(document.arguments(field, nodes[0]))
        self._level = Level(is_root=True)
        self.shape = self._answer(nodes)
        self._built: OrderedDict[tuple[tuple[int, bool] | None, str], Statement] = OrderedDict()
        self._is_fixed = not any(_has_variable(argument) for argument in nodes[0].arguments or ())
        self._fixed: Query | None = None

    def query(self, variables: VariableValues) -> Query:
        """The statement of a request and its values. Raises DomainError for arguments that make no sense."""
        if self._fixed is not None:
            return self._fixed
        query = self._query(variables)
        if self._is_fixed:
            self._fixed = query
        return query

    def _query(self, variables: VariableValues) -> Query:
        arguments = self._document.arguments(self._field, self._node, variables)
        values: dict[str, Any] = {}
        page = None
        if isinstance(self._rows, RowPages):
            page = Page(arguments.pop("first", 20), arguments.pop("after", None))
            if page.after is not None:
                columns = self._rows.ordering.columns
                parts = decode_cursor(page.after, [column.type.python_type for column in columns])
                values |= {f"after_{place}": part for place, part in enumerate(parts)}
        if isinstance(self._rows, RowOfId):
            name, values["key"] = split_id(arguments.pop("id"))
            if name != self._type_name:
                raise NotCompiledError("an id of another type")
        own = {name: value for name, value in arguments.items() if value is not None}
        return Query(self._statement(own, page), values, page)

    def _named_type(self, arguments: Mapping[str, Any]) -> str | None:
        if not isinstance(self._rows, RowOfId):
            return None
        return self._rows.type_name or split_id(arguments["id"])[0]

    def _answer(self, nodes: list[FieldNode]) -> Answer:
        document, sets = self._document, [node.selection_set for node in nodes]
        select = self._select({})
        rows = Rows.of(self._level, "b", select, Code(), RECORD)
        if isinstance(self._rows, RowPages):
            connection = shape_connection(document, row_type(self._field), sets, rows, self._rows.ordering)
            return lambda records, page: connection(records, page) if page is not None else None
        kind = row_type(self._field) if self._type_name is None else document.object_type(self._type_name)
        one = shape_row(document, kind, sets, rows)
        if isinstance(self._rows, RowList):
            return rows.code.function(["records", "_"], f"return [{one} for {RECORD} in records]")
        if isinstance(self._field.type, GraphQLNonNull):
            raise NotCompiledError("a row that must be there")
        return rows.code.function(
            ["records", "_"], "if not records:", "    return None", f"{RECORD} = records[0]", f"return {one}"
        )

    def _statement(self, own: Mapping[str, Any], page: Page | None) -> Statement:
        """Built once for a page's size and the field's own arguments, which decide the SQL: a filter is asked again.

        Who asks is no argument: it is bound with each request.
        """
        key = (page.first, page.after is not None) if page is not None else None, repr(own) if own else ""
        known = self._built.get(key)
        if known is None:
            known = self._built[key] = self._build(own, page)
            if len(self._built) > MOST_STATEMENTS:
                self._built.popitem(last=False)
        else:
            self._built.move_to_end(key)
        return known

    def _select(self, own: Mapping[str, Any]) -> Select[Any]:
        if isinstance(self._rows, RowOfId):
            return self._rows.statement(self._type_name or "", KEY)
        return self._rows.statement(PERSON, own)

    def _build(self, own: Mapping[str, Any], page: Page | None) -> Statement:
        select = self._select(own)
        if isinstance(self._rows, RowPages) and page is not None:
            ordering = self._rows.ordering
            if page.after is not None:
                bounds = [asked(f"after_{place}", column.type) for place, column in enumerate(ordering.columns)]
                select = select.where(ordering.beyond(bounds))
            select = select.order_by(*ordering.directed()).limit(limit_of(page))
        base, level = piece_of(select), self._level
        columns, joins, pieces = ", ".join(level.columns) or "true", [*level.joins], [base, *level.pieces]
        if level.is_counted:
            all_ = piece_of(self._select(own))
            joins.insert(0, f"CROSS JOIN (SELECT count(*) AS total FROM ({all_.text}) a) n")  # noqa: S608 as below
            pieces.append(all_)
        text = f"SELECT {columns} FROM ({base.text}) b {' '.join(joins)} {order_by(select, 'b')}"  # noqa: S608 names of our own tables; values have places
        return statement_of(text, pieces)


def is_declared(field: GraphQLField) -> bool:
    """Whether a root field says where its rows come from."""
    return ROWS_KEY in declared_field(field).metadata


def _has_variable(argument: ArgumentNode) -> bool:
    finder = _VariableFinder()
    visit(argument, finder)
    return finder.found


class _VariableFinder(Visitor):
    found = False

    def enter_variable(self, *_: object) -> None:
        self.found = True
