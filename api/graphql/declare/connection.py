"""Relay connections over keyset pages."""

from collections.abc import Awaitable, Callable
from typing import Any, Generic, Self, TypeVar

import strawberry

from core.db.keyset import Slice

T = TypeVar("T")
Count = Callable[[], Awaitable[int]]


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Whether more follows.")
    has_previous_page: bool = strawberry.field(description="Whether something came before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first entry; null where the page is empty.")
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last entry, to be passed as `after`; null where the page is empty."
    )


@strawberry.type(description="An entry of a list.")
class Edge(Generic[T]):
    """One entry."""

    node: T = strawberry.field(description="The object.")
    cursor: str = strawberry.field(description="Its place in the list.")


async def _total_count(root: strawberry.Parent["Connection[Any]"]) -> int:
    return await root.count()


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """One page."""

    edges: list[Edge[T]] = strawberry.field(description="The entries in their order.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")

    count: strawberry.Private[Count]
    total_count: int = strawberry.field(
        resolver=_total_count,
        description="How many entries the list has under its filter, on all pages. Counted exactly, by a statement "
        "of its own, only when it is asked for.",
    )

    @classmethod
    def of(cls, found: Slice[Any], wrap: Callable[[Any], T], count: Count) -> Self:
        """A page of rows as GraphQL shows it; `count` is called where the total is asked for."""
        edges = [Edge(node=wrap(row), cursor=cursor) for row, cursor in zip(found.rows, found.cursors, strict=True)]
        return cls(
            edges=edges,
            page_info=PageInfo(
                has_next_page=found.has_next,
                has_previous_page=found.has_previous,
                start_cursor=found.cursors[0] if found.cursors else None,
                end_cursor=found.cursors[-1] if found.cursors else None,
            ),
            count=count,
        )
