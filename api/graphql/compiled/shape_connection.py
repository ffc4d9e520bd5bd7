"""A page of rows as a Relay connection."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType, SelectionSetNode
from sqlalchemy import ColumnElement, literal_column

from api.graphql.compiled.code import Code, object_of
from api.graphql.compiled.selected import Document, NotCompiledError
from api.graphql.compiled.shape_row import PERSON, Rows, join_list, row_type, shape_row
from api.graphql.compiled.sql_text import limit_of
from api.graphql.declare.rows import PagesBelow
from core.db.keyset import Ordering, Page, encode_cursor

PageShape = Callable[[Sequence[Any], Page], dict[str, Any]]
"""From the page's records, one more than it where more follow, and the page asked for."""
RECORD, SHOWN, MORE, PAGE, TOTAL = "record", "shown", "more", "page", "total"
"""Variables of such a function: one record, the records of the page, whether more follow, the page, the whole list."""


def shape_connection(
    document: Document, kind: GraphQLObjectType, sets: Sequence[SelectionSetNode | None], rows: Rows, ordering: Ordering
) -> PageShape:
    """The function that makes a connection of a page's records."""
    parts: list[tuple[str, str]] = []
    total = "None"
    for key, nodes in document.fields(kind, sets).items():
        name, below = nodes[0].name.value, [node.selection_set for node in nodes]
        if name == "__typename":
            parts.append((key, repr(kind.name)))
        elif name == "pageInfo":
            parts.append((key, _page_info(document, _below(kind, name), below, rows, ordering)))
        elif name == "edges":
            edge = _edge(document, _below(kind, name), below, rows, ordering)
            parts.append((key, f"[{edge} for {rows.record} in {SHOWN}]"))
        elif name == "totalCount" and rows.level.is_root:
            rows.level.is_counted = True
            place = rows.level.place("n.total")
            total = f"records[0][{place}] if records else {rows.code.call(_total_of_none, PAGE)}"
            parts.append((key, TOTAL))
        else:
            raise NotCompiledError(f"{kind.name}.{name} is the resolvers'")
    return rows.code.function(
        ["records", PAGE],
        f"{SHOWN} = records[:{PAGE}.first]",
        f"{MORE} = len(records) > {PAGE}.first",
        f"{TOTAL} = {total}",
        f"return {object_of(parts)}",
    )


def _total_of_none(page: Page) -> int:
    """Of a page without records: nothing at all, unless the page lies behind the end."""
    if page.after is not None:
        raise NotCompiledError("a page behind the end")
    return 0


def shape_pages_below(
    document: Document, field: GraphQLField, nodes: list[FieldNode], rows: Rows, below: PagesBelow
) -> str:
    """The expression for the first page, or a later one, of the rows that belong to a record."""
    arguments = document.arguments(field, nodes[0])
    page = Page(arguments.pop("first", 20), arguments.pop("after", None))
    parent: ColumnElement[Any] = literal_column(f"{rows.alias}.{rows.columns['id'].name}")
    select = below.statement(PERSON, arguments, parent).order_by(*below.ordering.directed()).limit(limit_of(page))
    if page.after is not None:
        select = select.where(below.ordering.after(page.after))
    sets = [node.selection_set for node in nodes]
    place, shape = join_list(
        rows.level,
        select,
        lambda level, alias: shape_connection(
            document, row_type(field), sets, Rows.of(level, alias, select, Code(), RECORD), below.ordering
        ),
    )
    return rows.code.call(shape, f"{rows.value(place)} or ()", rows.code.hold(page))


def _edge(
    document: Document,
    kind: GraphQLObjectType,
    sets: Sequence[SelectionSetNode | None],
    rows: Rows,
    ordering: Ordering,
) -> str:
    parts: list[tuple[str, str]] = []
    for key, nodes in document.fields(kind, sets).items():
        match nodes[0].name.value:
            case "__typename":
                parts.append((key, repr(kind.name)))
            case "cursor":
                parts.append((key, _cursor(rows, ordering)))
            case _:
                below = [node.selection_set for node in nodes]
                parts.append((key, shape_row(document, _below(kind, "node"), below, rows)))
    return object_of(parts)


def _page_info(
    document: Document,
    kind: GraphQLObjectType,
    sets: Sequence[SelectionSetNode | None],
    rows: Rows,
    ordering: Ordering,
) -> str:
    def cursor(place: int) -> str:
        shown = replace(rows, record=f"{SHOWN}[{place}]")
        return f"({_cursor(shown, ordering)} if {SHOWN} else None)"

    told = {
        "__typename": lambda: repr(kind.name),
        "hasNextPage": lambda: MORE,
        "hasPreviousPage": lambda: f"{PAGE}.after is not None",
        "startCursor": lambda: cursor(0),
        "endCursor": lambda: cursor(-1),
    }
    return object_of([(key, told[nodes[0].name.value]()) for key, nodes in document.fields(kind, sets).items()])


def _cursor(rows: Rows, ordering: Ordering) -> str:
    keys = [rows.read(column.key).text for column in ordering.columns]
    return rows.code.call(encode_cursor, f"[{', '.join(keys)}]")


def _below(kind: GraphQLObjectType, name: str) -> GraphQLObjectType:
    found: Any = kind.fields[name].type
    while not isinstance(found, GraphQLObjectType):
        found = found.of_type
    return found
