"""Lists of rows, all asked for in one way: a page, a filter, an order, and a count where one is wanted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute

from api.graphql.compiled.selected import NotCompiledError
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.rows import Arguments, RowPages, RowsOf
from core.db.keyset import Ordering, Page, count_rows, fetch_page

First = Annotated[int, strawberry.argument(description="How many entries at most: 1 to 100.")]
After = Annotated[
    str | None,
    strawberry.argument(description="Go on after this cursor: the `endCursor` of a page; null for the first page."),
]
WANTED = strawberry.argument(description="Which to show; all if left out.")
Orders = Mapping[Any, Ordering]
"""Orderings by the members of an enum; the first is that of a list whose order nobody names."""


@strawberry.enum(description="The order of a list by time.")
class TimeOrder(Enum):
    """For lists whose entries come one after another."""

    NEWEST_FIRST = strawberry.enum_value("newest_first", description="The latest entry first.")
    OLDEST_FIRST = strawberry.enum_value("oldest_first", description="The earliest entry first.")


ByTime = Annotated[TimeOrder | None, strawberry.argument(description="The order; the newest first if left out.")]


def by_time(at: InstrumentedAttribute[Any], id_: InstrumentedAttribute[Any]) -> Orders:
    """Both orders of a moment or a number that grows."""
    return {
        TimeOrder.NEWEST_FIRST: Ordering((at, id_)),
        TimeOrder.OLDEST_FIRST: Ordering((at, id_), is_descending=False),
    }


def narrowed(statement: Select[Any], *wanted: tuple[Any, InstrumentedAttribute[Any]]) -> Select[Any]:
    """Only rows whose columns have one of the wanted values each; None leaves a column open."""
    for values, column in wanted:
        if values is not None:
            statement = statement.where(column.in_(values))
    return statement


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of a person's rows: resolvers take its pages, plans its `rows`."""

    statement: RowsOf
    orders: Orders
    wrap: Callable[[Any], Any]

    async def page(
        self, info: strawberry.Info[Context], first: int, after: str | None, **arguments: Any
    ) -> Connection[Any]:
        """A page under the field's own arguments. Raises InvalidPageError, and what the statement raises."""
        context = info.context
        statement = self.statement(context.person, arguments)
        ordering = ordering_of(self.orders, arguments.get("order_by"))
        async with context.read() as read:
            found = await fetch_page(read.session, statement, ordering, Page(first, after))

        async def count() -> int:
            async with context.read() as read:
                return await count_rows(read.session, statement)

        return Connection[Any].of(found, self.wrap, count)

    @property
    def rows(self) -> RowPages:
        """What a plan reads. It knows one order; another one is for the resolvers."""

        def in_first_order(person: Any, arguments: Arguments) -> Select[Any]:
            refuse_other_orders(self.orders, arguments)
            return self.statement(person, arguments)

        return RowPages(in_first_order, ordering_of(self.orders, None))


def ordering_of(orders: Orders, chosen: Any) -> Ordering:
    """The chosen ordering, or the first."""
    return orders[chosen if chosen is not None else next(iter(orders))]


def refuse_other_orders(orders: Orders, arguments: Arguments) -> None:
    """Raises NotCompiledError for all but the first order."""
    if arguments.get("order_by") not in {None, next(iter(orders))}:
        raise NotCompiledError("another order")
