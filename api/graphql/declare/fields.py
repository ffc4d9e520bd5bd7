"""How a type says where its fields come from, in one uniform way.

A type wraps a `row`. Each field declares itself a column of it, a value computed from declared columns, or a relation
to another row. Resolvers follow from the declaration today; the same declarations can be compiled into SQL.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry

from api.graphql.context import Context
from api.graphql.loaders import LoaderOf

SOURCE_KEY = "solvent.source"


@dataclass(frozen=True, slots=True)
class Column:
    """The field is this column of the row."""

    name: str


@dataclass(frozen=True, slots=True)
class Computed:
    """The field is a pure function of these columns of the row, and of the field's arguments where it takes some."""

    columns: Sequence[str]
    shape: Callable[..., Any]
    takes_arguments: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """The field is the row (or rows) that `loader` finds under this column's value."""

    column: str
    loader: LoaderOf
    is_list: bool


def column(attribute: Any, description: str) -> Any:
    """A field that is a column. The field's type is the annotation it is assigned to."""
    name = attribute.key

    def read(root: strawberry.Parent[Any]):  # type: ignore[no-untyped-def]  # noqa: ANN202 strawberry takes the type from the class
        return getattr(root.row, name)

    return strawberry.field(resolver=read, description=description, metadata={SOURCE_KEY: Column(name)})


def computed(
    attributes: Sequence[Any], shape: Callable[..., Any], description: str, *, deprecated: str | None = None
) -> Any:
    """A field that is a pure function of columns, given in this order."""
    names = [attribute.key for attribute in attributes]

    def read(root: strawberry.Parent[Any]):  # type: ignore[no-untyped-def]  # noqa: ANN202 as above
        return shape(*(getattr(root.row, name) for name in names))

    return strawberry.field(
        resolver=read,
        description=description,
        deprecation_reason=deprecated,
        metadata={SOURCE_KEY: Computed(names, shape)},
    )


def computed_with(attributes: Sequence[Any], shape: Callable[..., Any], resolver: Any, description: str) -> Any:
    """As `computed`, with arguments: `resolver` declares them, and passes them on to `shape` by their names."""
    source = Computed([attribute.key for attribute in attributes], shape, takes_arguments=True)
    return strawberry.field(resolver=resolver, description=description, metadata={SOURCE_KEY: source})


def relation(
    attribute: Any,
    loader: LoaderOf,
    wrap: Callable[[Any], Any],
    description: str,
    *,
    is_list: bool = False,
) -> Any:
    """A field that is another row, found by a loader under the value of a column; `wrap` makes its type of it."""
    name = attribute.key

    async def read(root: strawberry.Parent[Any], info: strawberry.Info[Context]):  # type: ignore[no-untyped-def]  # noqa: ANN202 as above
        key = getattr(root.row, name)
        if key is None:
            return None
        found = await loader(info.context.loaders).load(key)
        if is_list:
            return [wrap(row) for row in found]
        return wrap(found) if found is not None else None

    source = Relation(name, loader, is_list)
    return strawberry.field(resolver=read, description=description, metadata={SOURCE_KEY: source})
