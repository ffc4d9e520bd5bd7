"""The whole schema, walked: its root fields, the types made of rows, and an operation for each."""

from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    get_named_type,
)
from graphql.type import GraphQLEnumType, GraphQLField

from api.graphql.declare.permission import PERMISSION_KEY, Permission
from api.graphql.schema import build_schema
from core.settings import LimitSettings

GRAPHQL = build_schema(LimitSettings())._schema
VALUES: dict[str, Any] = {
    "ID": "VHJhbnNhY3Rpb246MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw",
    "String": "x",
    "Int": 1,
    "Boolean": True,
    "Decimal": "1",
    "Currency": "RUB",
    "Date": "2026-01-01",
    "DateTime": "2026-01-01T00:00:00Z",
    "JSON": {},
}


@dataclass(frozen=True)
class RootField:
    """A field of Query, Mutation or Subscription; `permission` is None where it declares none."""

    kind: str
    name: str
    field: GraphQLField

    @property
    def permission(self) -> Permission | None:
        return declared(self.field)

    def operation(self) -> tuple[str, dict[str, Any]]:
        """A document that asks for it with what it needs, and its variables."""
        return operation(self.kind, self.name, self.field)


def declared(field: GraphQLField) -> Permission | None:
    definition = field.extensions["strawberry-definition"]
    permission: Permission | None = definition.metadata.get(PERMISSION_KEY)
    return permission


def root_fields() -> list[RootField]:
    roots = {
        "query": GRAPHQL.query_type,
        "mutation": GRAPHQL.mutation_type,
        "subscription": GRAPHQL.subscription_type,
    }
    return [RootField(kind, name, field) for kind, root in roots.items() if root for name, field in root.fields.items()]


def object_types() -> list[GraphQLObjectType]:
    return [
        kind
        for kind in GRAPHQL.type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
    ]


def is_made_of_row(kind: GraphQLObjectType) -> bool:
    """Whether objects of the type are rows of a table: they wrap one, or can be asked for by an id."""
    definition = (kind.extensions or {}).get("strawberry-definition")
    origin = getattr(definition, "origin", None)
    wraps = any("row" in vars(one).get("__annotations__", {}) for one in getattr(origin, "__mro__", ()))
    return wraps or any(found.name == "Node" for found in kind.interfaces)


def selection(kind: Any) -> str:
    named = get_named_type(kind)
    is_object = isinstance(named, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType)
    return "{ __typename }" if is_object else ""


def sample(kind: Any) -> Any:
    """A value that the schema takes for an input type."""
    if isinstance(kind, GraphQLNonNull):
        return sample(kind.of_type)
    if isinstance(kind, GraphQLList):
        return [sample(kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        needed = {name: field for name, field in kind.fields.items() if isinstance(field.type, GraphQLNonNull)}
        return {name: sample(field.type) for name, field in needed.items()}
    assert isinstance(kind, GraphQLScalarType)
    return VALUES[kind.name]


def operation(kind: str, name: str, field: GraphQLField) -> tuple[str, dict[str, Any]]:
    needed = {key: argument for key, argument in field.args.items() if isinstance(argument.type, GraphQLNonNull)}
    declared_variables = ", ".join(f"${key}: {argument.type}" for key, argument in needed.items())
    passed = ", ".join(f"{key}: ${key}" for key in needed)
    head = f"{kind} Q({declared_variables})" if needed else f"{kind} Q"
    arguments = f"({passed})" if needed else ""
    document = f"{head} {{ {name}{arguments} {selection(field.type)} }}"
    return document, {key: sample(arg.type) for key, arg in needed.items()}
