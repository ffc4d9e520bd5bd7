"""Which domain's page a part of the schema stands on: that of the module it is declared in."""

from collections.abc import Iterator
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

DOMAINS: Final = (
    "identity",
    "accounts",
    "banking",
    "documents",
    "forecasting",
    "taxes",
    "reports",
    "marketplace",
    "notifications",
    "webhooks",
    "jobs",
    "audit",
)
COMMON: Final = "common"
_DECLARED: Final = "strawberry-definition"


def domain_of_field(field: GraphQLField) -> str:
    """The domain of a root field, by its resolver's module."""
    resolver = field.extensions[_DECLARED].base_resolver
    return _domain(resolver.wrapped_func.__module__)


def domains_of_types(schema: GraphQLSchema) -> dict[str, str]:
    """The domain of each type that has a place of its own; lists' pages and entries are told of once, in common.

    An enum of the domain's own stands where it is used first; scalars are everybody's.
    """
    found: dict[str, str] = {}
    waiting: list[GraphQLNamedType] = []
    for kind in schema.type_map.values():
        if is_introspection_type(kind) or is_specified_scalar_type(kind) or is_root(schema, kind):
            continue
        if is_list_part(kind):
            continue
        module = _module(kind)
        if module is None and isinstance(kind, GraphQLEnumType):
            waiting.append(kind)
        else:
            found[kind.name] = _domain(module or "")
    users = _users(schema)
    for kind in waiting:
        using = [found[name] for name in users.get(kind.name, ()) if name in found]
        found[kind.name] = min(using, key=[*DOMAINS, COMMON].index) if using else COMMON
    return found


def is_root(schema: GraphQLSchema, kind: GraphQLNamedType) -> bool:
    """Whether it is one of the three types that operations start from."""
    return kind in {schema.query_type, schema.mutation_type, schema.subscription_type}


def is_list_part(kind: GraphQLNamedType) -> bool:
    """Whether it is a page of a list, or an entry."""
    return isinstance(kind, GraphQLObjectType) and ("edges" in kind.fields or {"node", "cursor"} == set(kind.fields))


def _module(kind: GraphQLNamedType) -> str | None:
    declared: Any = kind.extensions.get(_DECLARED)
    if declared is None:
        return None
    origin = declared.wrapped_cls if isinstance(kind, GraphQLEnumType) else declared.origin
    module: str = getattr(origin, "__module__", "")
    return module if module.startswith("api.graphql.") else None


def _domain(module: str) -> str:
    return next((domain for domain in DOMAINS if module.startswith(f"api.graphql.{domain}.")), COMMON)


def _users(schema: GraphQLSchema) -> dict[str, list[str]]:
    users: dict[str, list[str]] = {}
    for kind in schema.type_map.values():
        for used in _used(kind):
            users.setdefault(used, []).append(kind.name)
    return users


def _used(kind: GraphQLNamedType) -> Iterator[str]:
    if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType):
        for field in kind.fields.values():
            yield get_named_type(field.type).name
            for argument in getattr(field, "args", {}).values():
                yield get_named_type(argument.type).name
