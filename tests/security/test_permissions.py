"""Every root field declares who may ask, and the endpoint holds callers to it. Found by walking the schema."""

from typing import Any

import pytest
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
from api.graphql.node_query import NODES
from api.graphql.schema import build_schema
from core.settings import LimitSettings
from tests.support.people import Person

SCHEMA = build_schema(LimitSettings())
GRAPHQL = SCHEMA._schema
VALUES: dict[str, Any] = {
    "ID": "VHJhbnNhY3Rpb246MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw",
    "String": "x",
    "Int": 1,
    "Boolean": True,
    "Decimal": "1",
    "Currency": "RUB",
    "Date": "2026-01-01",
}


def root_fields() -> list[tuple[str, str, GraphQLField]]:
    roots = {"query": GRAPHQL.query_type, "mutation": GRAPHQL.mutation_type}
    return [(kind, name, field) for kind, root in roots.items() if root for name, field in root.fields.items()]


def declared(field: GraphQLField) -> Permission | None:
    definition = field.extensions["strawberry-definition"]
    permission: Permission | None = definition.metadata.get(PERMISSION_KEY)
    return permission


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
    """An operation that asks for one root field, and its variables."""
    needed = {key: argument for key, argument in field.args.items() if isinstance(argument.type, GraphQLNonNull)}
    declared_variables = ", ".join(f"${key}: {argument.type}" for key, argument in needed.items())
    passed = ", ".join(f"{key}: ${key}" for key in needed)
    named = get_named_type(field.type)
    selection = (
        "{ __typename }" if isinstance(named, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType) else ""
    )
    head = f"{kind} Q({declared_variables})" if needed else f"{kind} Q"
    arguments = f"({passed})" if needed else ""
    return f"{head} {{ {name}{arguments} {selection} }}", {key: sample(arg.type) for key, arg in needed.items()}


FIELDS = root_fields()
GUARDED = [found for found in FIELDS if declared(found[2]) is not Permission.PUBLIC]
FOR_ADMINS = [found for found in FIELDS if declared(found[2]) is Permission.ADMIN]


def names(fields: list[tuple[str, str, GraphQLField]]) -> list[str]:
    return [f"{kind}.{name}" for kind, name, _ in fields]


@pytest.mark.parametrize(("kind", "name", "field"), FIELDS, ids=names(FIELDS))
def test_every_root_field_declares_a_permission(kind: str, name: str, field: GraphQLField) -> None:
    assert declared(field) in set(Permission), f"{kind}.{name}"
    assert field.description


def test_the_subscription_declares_one_too() -> None:
    assert GRAPHQL.subscription_type is not None
    assert all(declared(field) for field in GRAPHQL.subscription_type.fields.values())


@pytest.mark.parametrize(("kind", "name", "field"), GUARDED, ids=names(GUARDED))
async def test_a_stranger_is_stopped_where_the_field_says_so(
    stranger: Person, kind: str, name: str, field: GraphQLField
) -> None:
    query, variables = operation(kind, name, field)
    assert await stranger.error_code(query, **variables) == "UNAUTHENTICATED"


@pytest.mark.parametrize(("kind", "name", "field"), FOR_ADMINS, ids=names(FOR_ADMINS))
async def test_an_ordinary_person_is_no_admin(person: Person, kind: str, name: str, field: GraphQLField) -> None:
    query, variables = operation(kind, name, field)
    assert await person.error_code(query, **variables) == "FORBIDDEN"


def test_every_node_type_can_be_asked_for_by_id() -> None:
    implementing = {
        kind.name
        for kind in GRAPHQL.type_map.values()
        if isinstance(kind, GraphQLObjectType) and any(found.name == "Node" for found in kind.interfaces)
    }
    assert implementing == set(NODES)


def test_everything_is_described() -> None:
    silent = [
        f"{kind.name}.{name}"
        for kind in GRAPHQL.type_map.values()
        if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType) and not kind.name.startswith("__")
        for name, field in kind.fields.items()
        if not field.description
    ]
    assert silent == []


def test_only_these_are_open_to_strangers() -> None:
    public = {name for _, name, field in FIELDS if declared(field) is Permission.PUBLIC}
    assert public == {"viewer", "registerUser", "verifyEmail", "signIn", "refreshSession"}
