"""Relay connections over keyset pages."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar

import strawberry

from core.db.keyset import Slice

T = TypeVar("T")


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Whether more follows.")
    has_previous_page: bool = strawberry.field(description="Whether something came before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first entry.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last entry: pass it as `after`.")


@strawberry.type(description="An entry of a list.")
class Edge(Generic[T]):
    """One entry."""

    node: T = strawberry.field(description="The object.")
    cursor: str = strawberry.field(description="Its place in the list.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """One page."""

    edges: list[Edge[T]] = strawberry.field(description="The entries in their order.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")

    @classmethod
    def of(cls, found: Slice[Any], wrap: Callable[[Any], T]) -> Self:
        """A page of rows as GraphQL shows it."""
        edges = [Edge(node=wrap(row), cursor=cursor) for row, cursor in zip(found.rows, found.cursors, strict=True)]
        return cls(
            edges=edges,
            page_info=PageInfo(
                has_next_page=found.has_next,
                has_previous_page=found.has_previous,
                start_cursor=found.cursors[0] if found.cursors else None,
                end_cursor=found.cursors[-1] if found.cursors else None,
            ),
        )
