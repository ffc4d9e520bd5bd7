"""Root fields: each declares its permission and its description."""

from collections.abc import Callable
from typing import Any

import strawberry

from api.graphql.declare.payload import FailuresAsData
from api.graphql.declare.permission import Enforce, Permission


def query(permission: Permission, description: str) -> Callable[[Callable[..., Any]], Any]:
    """A field of `Query`. The permission is checked before the resolver runs."""

    def make(resolver: Callable[..., Any]) -> Any:
        return strawberry.field(resolver=resolver, description=description, extensions=[Enforce(permission)])

    return make


def mutation(
    permission: Permission, payload: Callable[..., Any], description: str
) -> Callable[[Callable[..., Any]], Any]:
    """A field of `Mutation` whose expected failures are data in its payload."""

    def make(resolver: Callable[..., Any]) -> Any:
        # Extensions run outermost last: the permission is checked before anything else, and its failure is no data.
        return strawberry.mutation(
            resolver=resolver,
            description=description,
            extensions=[FailuresAsData(payload), Enforce(permission)],
        )

    return make
