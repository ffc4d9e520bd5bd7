"""Statements are constant in the page size: for every field of a listed object, found by walking the schema."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from sqlalchemy import event

from api.graphql.schema import build_schema
from core.adapters.wiring import Platform
from core.settings import LimitSettings
from tests.fixtures.statements.generate import write_statement
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

SCHEMA = build_schema(LimitSettings())._schema
FEW, MANY = 2, 8
NOT_FOR_PEOPLE = {"users", "partnerOffers", "partnerLeads"}
FULL = {"transactions", "jobs", "activity", "statementImports"}
"""Lists that the books of this test fill: the others only show that they can be asked."""


def _listed(field: GraphQLField) -> tuple[str, GraphQLObjectType] | None:
    """How to reach the objects of a list: `edges { node { … } }` or plainly."""
    kind = get_named_type(field.type)
    if not isinstance(kind, GraphQLObjectType) or any(is_required_argument(one) for one in field.args.values()):
        return None
    if "edges" in kind.fields:
        edge = get_named_type(kind.fields["edges"].type)
        assert isinstance(edge, GraphQLObjectType)
        node = get_named_type(edge.fields["node"].type)
        assert isinstance(node, GraphQLObjectType)
        return "edges { node { %s } }", node
    return ("%s", kind) if "[" in str(field.type) else None


def _leaves(kind: Any) -> str:
    if isinstance(kind, GraphQLInterfaceType) or not isinstance(kind, GraphQLObjectType):
        return "__typename"
    leaves = [
        name
        for name, field in kind.fields.items()
        if is_leaf_type(get_named_type(field.type))
        and not any(is_required_argument(one) for one in field.args.values())
    ]
    return " ".join(leaves[:3]) or "__typename"


def _below(field: GraphQLField) -> str:
    listed = _listed(field)
    if listed is not None:
        way, kind = listed
        return "{ " + way % _leaves(kind) + " }"
    named = get_named_type(field.type)
    return "" if is_leaf_type(named) else "{ " + _leaves(named) + " }"


def _documents() -> Iterator[tuple[str, str]]:
    assert SCHEMA.query_type is not None
    for root, field in SCHEMA.query_type.fields.items():
        listed = _listed(field)
        if listed is None or root in NOT_FOR_PEOPLE:
            continue
        way, kind = listed
        first = "(first: %d)" if "first" in field.args else ""
        for name, below in kind.fields.items():
            if any(is_required_argument(one) for one in below.args.values()):
                continue
            yield f"{root}.{name}", f"{{ {root}{first} {{ {way % f'{name} {_below(below)}'} }} }}"


@pytest.fixture
async def _books(person: Person, platform: Platform, handlers: Handlers) -> None:
    for seed in range(MANY):
        await send_file(person, "STATEMENT", f"{seed}.dat", write_statement("csv_ru", 12, seed))
    await do_jobs(platform, handlers, person.user_id)


async def _statements(person: Person, platform: Platform, document: str) -> tuple[int, int]:
    """How many statements a document took by resolvers, and how many objects it listed."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    event.listen(platform.database.app.sync_engine, "before_cursor_execute", count)
    try:
        body = {"query": f"{document}\n# {uuid4().hex}"}
        answer = await person.client.post("/graphql", json=body, headers={"authorization": f"Bearer {person.token}"})
    finally:
        event.remove(platform.database.app.sync_engine, "before_cursor_execute", count)
    told = answer.json()
    assert "errors" not in told, (document, told)
    (listed,) = told["data"].values()
    return counted, len(listed.get("edges", ()) if isinstance(listed, dict) else listed)


@pytest.mark.usefixtures("_books")
async def test_statements_are_constant_in_the_page_size(person: Person, platform: Platform) -> None:
    full: set[str] = set()
    wrong: dict[str, tuple[int, int]] = {}
    for name, document in _documents():
        if "%d" not in document:
            continue
        few, _ = await _statements(person, platform, document % FEW)
        many, listed = await _statements(person, platform, document % MANY)
        if listed == MANY:
            full.add(name.split(".")[0])
        if few != many:
            wrong[name] = (few, many)
    assert wrong == {}
    assert full >= FULL
