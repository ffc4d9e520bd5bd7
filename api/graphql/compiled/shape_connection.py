"""A page of rows as a Relay connection."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType, SelectionSetNode
from sqlalchemy import ColumnElement, literal_column

from api.graphql.compiled.selected import Document, NotCompiledError
from api.graphql.compiled.shape_row import PERSON, Rows, join_list, row_type, shape_row
from api.graphql.compiled.shape_value import Shape
from api.graphql.declare.rows import PagesBelow
from core.db.keyset import Ordering, Page, encode_cursor

PageShape = Callable[[Sequence[Any], Page], dict[str, Any]]
_Part = Callable[[Sequence[Any], bool, Page], Any]
"""From the records shown, whether more follow, and the page asked for."""


def shape_connection(
    document: Document,
    kind: GraphQLObjectType,
    sets: Sequence[SelectionSetNode | None],
    rows: Rows,
    ordering: Ordering,
) -> PageShape:
    """How a page's records become a connection; they are one more than the page where more follow."""
    keys = [rows.read(column.key) for column in ordering.columns]

    def cursor(record: Any) -> str:
        return encode_cursor([key(record) for key in keys])

    parts = [(key, _part(document, kind, nodes, rows, cursor)) for key, nodes in document.fields(kind, sets).items()]

    def shape(records: Sequence[Any], page: Page) -> dict[str, Any]:
        shown = records[: page.first]
        return {key: part(shown, len(records) > page.first, page) for key, part in parts}

    return shape


def shape_pages_below(
    document: Document, field: GraphQLField, nodes: list[FieldNode], rows: Rows, below: PagesBelow
) -> Shape:
    """How the first page, or a later one, of the rows that belong to each record becomes a connection."""
    arguments = document.arguments(field, nodes[0])
    page = Page(arguments.pop("first", 20), arguments.pop("after", None))
    parent: ColumnElement[Any] = literal_column(f"{rows.alias}.{rows.columns['id'].name}")
    select = below.statement(PERSON, arguments, parent).order_by(*below.ordering.directed()).limit(page.first + 1)
    if page.after is not None:
        select = select.where(below.ordering.after(page.after))
    sets = [node.selection_set for node in nodes]
    records, shape = join_list(
        rows.level, select, lambda inner: shape_connection(document, row_type(field), sets, inner, below.ordering)
    )
    return lambda record: shape(record[records] or (), page)


def _part(document: Document, kind: GraphQLObjectType, nodes: list[FieldNode], rows: Rows, cursor: Shape) -> _Part:
    name = nodes[0].name.value
    sets = [node.selection_set for node in nodes]
    if name == "__typename":
        return lambda *_: kind.name
    if name == "pageInfo":
        return _page_info(document, _below(kind, name), sets, cursor)
    if name != "edges":
        raise NotCompiledError(f"{kind.name}.{name} is the resolvers'")
    edge = _edge(document, _below(kind, name), sets, rows, cursor)
    return lambda shown, _more, _page: [edge(record) for record in shown]


def _edge(
    document: Document,
    kind: GraphQLObjectType,
    sets: Sequence[SelectionSetNode | None],
    rows: Rows,
    cursor: Shape,
) -> Shape:
    parts: list[tuple[str, Shape]] = []
    for key, nodes in document.fields(kind, sets).items():
        match nodes[0].name.value:
            case "__typename":
                parts.append((key, lambda _: kind.name))
            case "cursor":
                parts.append((key, cursor))
            case _:
                below = [node.selection_set for node in nodes]
                parts.append((key, shape_row(document, _below(kind, "node"), below, rows)))
    return lambda record: {key: part(record) for key, part in parts}


def _page_info(
    document: Document, kind: GraphQLObjectType, sets: Sequence[SelectionSetNode | None], cursor: Shape
) -> _Part:
    told: Mapping[str, _Part] = {
        "__typename": lambda *_: kind.name,
        "hasNextPage": lambda _shown, more, _page: more,
        "hasPreviousPage": lambda _shown, _more, page: page.after is not None,
        "startCursor": lambda shown, _more, _page: cursor(shown[0]) if shown else None,
        "endCursor": lambda shown, _more, _page: cursor(shown[-1]) if shown else None,
    }
    parts = [(key, told[nodes[0].name.value]) for key, nodes in document.fields(kind, sets).items()]
    return lambda shown, more, page: {key: part(shown, more, page) for key, part in parts}


def _below(kind: GraphQLObjectType, name: str) -> GraphQLObjectType:
    found: Any = kind.fields[name].type
    while not isinstance(found, GraphQLObjectType):
        found = found.of_type
    return found
