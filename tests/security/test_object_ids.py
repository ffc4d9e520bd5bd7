"""Ids of another person's objects, for every type and wherever an id is taken: as if they were not there."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
)
from graphql.type import GraphQLEnumType

from api.graphql import view
from api.graphql.context import Context
from api.graphql.declare.node import encode_id, split_id
from api.graphql.node_query import NODES
from core.adapters.schema import metadata
from core.adapters.wiring import Platform
from core.ids import new_id
from tests.security.conftest import People
from tests.security.two_people import SCHEMA, Two
from tests.support.people import Person
from tests.support.whole_person import fill_every_table, fingerprint

pytestmark = pytest.mark.security
EVERYBODYS = {"BankProduct", "Offer", "Partner"}
VALUES: dict[str, Any] = {
    "String": "x",
    "Int": 10,
    "Boolean": False,
    "Decimal": "1",
    "Currency": "RUB",
    "Date": "2026-01-01",
}


def _sample(kind: Any, path: str, at: str, id_: str) -> Any:
    """A value of an input type with an id at one place, and what is needed besides."""
    if isinstance(kind, GraphQLNonNull):
        return _sample(kind.of_type, path, at, id_)
    if isinstance(kind, GraphQLList):
        return [_sample(kind.of_type, path, at, id_)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return {
            key: _sample(field.type, f"{path}.{key}", at, id_)
            for key, field in kind.fields.items()
            if isinstance(field.type, GraphQLNonNull) or at.startswith(f"{path}.{key}")
        }
    assert isinstance(kind, GraphQLScalarType)
    return id_ if kind.name == "ID" else VALUES.get(kind.name, "x")


def _places(kind: Any, path: str) -> Iterator[str]:
    """Where ids stand in an input type."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        for key, field in named.fields.items():
            yield from _places(field.type, f"{path}.{key}")
    elif named.name == "ID":
        yield path


def _takers() -> list[tuple[str, str, str]]:
    """Every operation and every place in its arguments that takes an id."""
    roots = {"query": SCHEMA.query_type, "mutation": SCHEMA.mutation_type}
    return [
        (kind, name, place)
        for kind, root in roots.items()
        if root is not None
        for name, field in root.fields.items()
        for key, argument in field.args.items()
        for place in _places(argument.type, key)
    ]


@pytest.fixture(scope="module")
async def two(platform: Platform, make_people: People) -> tuple[Two, Person]:
    me, other = await make_people(), await make_people()
    assert me.user_id is not None
    assert other.user_id is not None
    mark = f"secret{uuid4().hex}"
    theirs = await fill_every_table(platform, other.user_id, mark)
    return Two(me.token or "", me.user_id, other.user_id, theirs, mark), me


@pytest.fixture(autouse=True)
def _uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    async def uncounted(_: Context) -> None:
        """Hundreds of requests of one person are the test's, and no flood."""

    monkeypatch.setattr(view, "count_request", uncounted)


def test_there_is_an_id_of_every_type_that_people_have() -> None:
    owned = {
        name
        for name, (row, _) in NODES.items()
        if "user_id" in metadata.tables[row.__table__.name].columns or name == "User"
    }
    assert owned == set(NODES) - EVERYBODYS


async def test_no_node_of_theirs_is_found(platform: Platform, two: tuple[Two, Person]) -> None:
    pair, me = two
    types = {split_id(id_)[0] for id_ in pair.ids}
    assert types == (set(NODES) - EVERYBODYS) | {"Upload"}
    for id_ in pair.ids:
        for _ in range(2):  # by a resolver, then by a plan
            found = await me.send("query N($id: ID!) { node(id: $id) { __typename id } }", id=id_)
            assert found == {"data": {"node": None}}, split_id(id_)
    found = await me.send("query N($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=pair.ids)
    assert found == {"data": {"nodes": [None] * len(pair.ids)}}
    assert await fingerprint(platform, pair.them)


@pytest.mark.parametrize(("kind", "name", "place"), _takers())
async def test_an_id_of_theirs_is_as_one_that_never_was(
    platform: Platform, two: tuple[Two, Person], kind: str, name: str, place: str
) -> None:
    pair, me = two
    root = SCHEMA.query_type if kind == "query" else SCHEMA.mutation_type
    assert root is not None
    field = root.fields[name]
    result = get_named_type(field.type)
    is_payload = isinstance(result, GraphQLObjectType) and "errors" in result.fields
    selected = "{ errors { code } }" if is_payload else "{ __typename }"
    defined = ", ".join(
        f"${key}: {argument.type}" for key, argument in field.args.items() if key == place.split(".", maxsplit=1)[0]
    )
    given = place.split(".", maxsplit=1)[0]
    document = f"{kind} Q({defined}) {{ {name}({given}: ${given}) {selected} }}"
    before = await fingerprint(platform, pair.them)
    for id_ in pair.ids:
        sample = _sample(field.args[given].type, given, place, id_)
        answer = await me.send(document, **{given: sample})
        assert pair.mark not in str(answer)
        codes = _codes(answer)
        if codes != ["NOT_FOUND"]:  # then it is what an id is told that never was
            never = _sample(field.args[given].type, given, place, encode_id(split_id(id_)[0], new_id()))
            assert codes == _codes(await me.send(document, **{given: never})), split_id(id_)
        if kind == "mutation" and not name.startswith("bulk"):  # those tell of each item apart
            assert codes, (split_id(id_), answer)
    assert await fingerprint(platform, pair.them) == before


def _codes(answer: dict[str, Any]) -> list[str]:
    """The codes of all errors, wherever they stand."""
    codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
    for payload in (answer.get("data") or {}).values():
        if isinstance(payload, dict):
            codes += [error["code"] for error in payload.get("errors", ())]
    return codes
