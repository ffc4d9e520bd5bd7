"""Root fields: each declares its permission and its description."""

from collections.abc import Callable
from typing import Any

import strawberry

from api.graphql.declare.payload import FailuresAsData
from api.graphql.declare.permission import Enforce, Permission
from api.graphql.declare.rows import ROWS_KEY, Rows
from api.graphql.declare.write_at_once import WRITE_KEY, WriteAtOnce


def query(permission: Permission, description: str, rows: Rows | None = None) -> Callable[[Callable[..., Any]], Any]:
    """A field of `Query`. The permission is checked before the resolver runs.

    With `rows`, which the resolver must read too, what is asked of the field can be compiled into SQL.
    """
    metadata = {} if rows is None else {ROWS_KEY: rows}

    def make(resolver: Callable[..., Any]) -> Any:
        return strawberry.field(
            resolver=resolver, description=description, extensions=[Enforce(permission)], metadata=metadata
        )

    return make


def mutation(
    permission: Permission, payload: Callable[..., Any], description: str, at_once: WriteAtOnce | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """A field of `Mutation` whose expected failures are data in its payload.

    With `at_once`, which must do the same as the resolver, what is asked of the field can be compiled.
    """
    metadata = {} if at_once is None else {WRITE_KEY: at_once}

    def make(resolver: Callable[..., Any]) -> Any:
        # Extensions run outermost last: the permission is checked before anything else, and its failure is no data.
        field = strawberry.mutation(
            resolver=resolver,
            description=description,
            extensions=[FailuresAsData(payload), Enforce(permission)],
            metadata=metadata,
        )
        for argument in field.arguments:
            argument.description = "What to do it with."
        return field

    return make
