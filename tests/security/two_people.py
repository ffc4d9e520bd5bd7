"""Two people who each have a row in every table, and one of them who tries everything that the schema offers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, get_named_type
from hypothesis import strategies as st

from api.graphql.declare.node import encode_id
from api.graphql.node_query import NODES
from api.graphql.schema import build_schema
from core.db.roles import APP_ROLE
from core.settings import LimitSettings
from tests.integration.compiled.random_documents import Drawing, _field
from tests.support.whole_person import Rows

SCHEMA = build_schema(LimitSettings())._schema
assert SCHEMA.query_type is not None
assert SCHEMA.mutation_type is not None
QUERIES = sorted(SCHEMA.query_type.fields)
MUTATIONS = sorted(SCHEMA.mutation_type.fields)
_FILTER = re.compile(
    r"(?<![\w.])((?:\w+\.)?user_id|users\.id)\s*=\s*"
    r"(\$\d+(?:::\w+)?|CAST\(\$\d+ AS uuid\)|\w+\.user_id|app_user_id\(\))",
    re.IGNORECASE,
)


@dataclass
class Two:
    """`theirs` are the other's rows by table, `mark` stands in each of their texts, `ids` are their global ids."""

    token: str
    me: UUID
    them: UUID
    theirs: Rows
    mark: str

    @property
    def ids(self) -> list[str]:
        """Of every Node type that has rows of people, and of uploads, which only mutations know."""
        tables = {name: row.__table__.name for name, (row, _) in NODES.items()} | {"Upload": "uploads"}
        owned = {
            name: table for name, table in tables.items() if table in self.theirs and name not in {"Offer", "Partner"}
        }
        found = [encode_id(name, self.theirs[table]["id"]) for name, table in owned.items()]
        return [*found, encode_id("User", self.them)]

    def leaks(self, answer: httpx.Response) -> bool:
        """Whether a byte of theirs is in an answer. Ids that were asked for may come back in it."""
        return self.mark in answer.text or str(self.them) in answer.text


@st.composite
def operations(draw: st.DrawFn) -> tuple[str, dict[str, bool]]:
    """A query or a mutation of the whole schema. `@them@` stands for an id of the other's."""
    known = {name: ["@them@"] for name in _id_names()}
    known |= {"question": ["coffee", "secret"], "text": ["coffee", "secret"]}  # words that stand beside the mark
    drawing = Drawing(draw, SCHEMA, known)
    if draw(st.integers(1, 3)) == 1:
        assert SCHEMA.mutation_type is not None
        name, root, kind = draw(st.sampled_from(MUTATIONS)), SCHEMA.mutation_type, "mutation"
    else:
        assert SCHEMA.query_type is not None
        name, root, kind = draw(st.sampled_from(QUERIES)), SCHEMA.query_type, "query"
    body = f"r0: {_field(drawing, root, name, 1)}"
    defined = ", ".join(f"${name}: Boolean!" for name in drawing.variables)
    head = f"{kind} Q({defined})" if defined else f"{kind} Q"
    return "\n".join([f"{head} {{ {body} }}", *drawing.fragments]), drawing.variables


def _id_names() -> set[str]:
    """Every argument and input field that takes an id."""
    names = {
        key
        for root in (SCHEMA.query_type, SCHEMA.mutation_type)
        if root is not None
        for field in root.fields.values()
        for key, argument in field.args.items()
        if get_named_type(argument.type).name == "ID"
    }
    kinds = [kind for kind in SCHEMA.type_map.values() if isinstance(kind, GraphQLInputObjectType)]
    return names | {key for kind in kinds for key, of in kind.fields.items() if get_named_type(of.type).name == "ID"}


def with_ids(document: str, ids: list[str]) -> Iterator[str]:
    """The document with an id of each type where it names one; itself where it names none."""
    if '"@them@"' not in document:
        yield document
        return
    for one in ids:
        yield document.replace('"@them@"', json.dumps(one))


def needed(kind: Any) -> bool:
    """Whether an input must be given."""
    return isinstance(kind, GraphQLNonNull)


def without_filters(monkeypatch: pytest.MonkeyPatch, role: str = APP_ROLE) -> list[str]:
    """Have each condition on the owner taken out of every statement of a role before it is sent. Returns what was."""
    taken_out: list[str] = []

    def rewritten(connection: Any, statement: Any) -> Any:
        if not isinstance(statement, str) or connection._params.user != role:
            return statement
        text, count = _FILTER.subn(_always, statement)
        if count:
            taken_out.append(text)
        return text

    def patch(name: str) -> None:
        real = getattr(asyncpg.Connection, name)

        def sent(self: Any, statement: Any, *given: Any, **named: Any) -> Any:
            return real(self, rewritten(self, statement), *given, **named)

        monkeypatch.setattr(asyncpg.Connection, name, sent)

    for name in ("prepare", "fetch", "fetchrow", "fetchval", "execute", "executemany"):
        patch(name)
    return taken_out


def _always(found: re.Match[str]) -> str:
    """True, with the parameter still in its place: PostgreSQL wants to know of each."""
    place = re.search(r"\$\d+", found[2])
    return f"(CAST({place[0]} AS uuid) IS NOT DISTINCT FROM CAST({place[0]} AS uuid))" if place else "true"
