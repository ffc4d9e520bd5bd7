"""Random documents are answered alike by resolvers and by plans."""

import os
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from api.graphql.compiled.compile_root import is_declared
from api.graphql.compiled.selected import NotCompiledError
from api.graphql.declare.node import encode_id
from api.graphql.schema import build_schema
from core.adapters.wiring import Platform
from core.settings import LimitSettings
from tests.fixtures.statements.generate import write_statement
from tests.integration.compiled.conftest import AskTwice
from tests.integration.compiled.random_documents import documents
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person, renew_token

DOCUMENTS = int(os.environ.get("SOLVENT_RANDOM_DOCUMENTS", "2000"))
SCHEMA = build_schema(LimitSettings())._schema


def _is_ours(field: Any) -> bool:
    try:
        return is_declared(field)
    except NotCompiledError:
        return False


assert SCHEMA.query_type is not None
ROOTS = [name for name, field in SCHEMA.query_type.fields.items() if _is_ours(field)]
KNOWN: dict[str, list[str]] = {
    "currency": ["RUB"],
    "amountCurrency": ["RUB", "EUR"],
    "locale": ["ru", "en"],
    "id": ["@0", "@1", "@2", "@3", "nonsense"],
    "accountIds": ["@1", "@2"],
    "categoryIds": ["@2"],
    "connectionIds": [encode_id("BankConnection", UUID(int=7))],
}
"""`@0` and the like stand for ids that are known only when the books are there."""
IDS = "{ transactions(first: 2) { edges { node { id account { id } category { id } } } } viewer { id } }"


@pytest.fixture
async def ids(person: Person, platform: Platform, handlers: Handlers) -> list[str]:
    """Books, and ids of a transaction, an account, a category and the person."""
    for seed, kind in enumerate(("csv_ru", "ofx2", "csv_en")):
        await send_file(person, "STATEMENT", "a.dat", write_statement(kind, 30, seed))
    await do_jobs(platform, handlers, person.user_id)
    told = await person.ask(IDS)
    nodes = [edge["node"] for edge in told["transactions"]["edges"]]
    category = next((node["category"]["id"] for node in nodes if node["category"]), "none")
    return [nodes[0]["id"], nodes[0]["account"]["id"], category, told["viewer"]["id"]]


@pytest.fixture
def compiled() -> Iterator[list[bool]]:
    """Whether each answer came from a plan: most must."""
    tally: list[bool] = []
    yield tally
    assert sum(tally) > len(tally) / 2, f"{sum(tally)} of {len(tally)}"


@pytest.mark.timeout(3600)
@settings(max_examples=DOCUMENTS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(drawn=documents(SCHEMA, ROOTS, KNOWN))
async def test_random_documents_are_answered_alike(
    ask_twice: AskTwice,
    compiled: list[bool],
    ids: list[str],
    *,
    drawn: tuple[str, dict[str, bool]],
    person: Person,
    platform: Platform,
) -> None:
    if len(compiled) % 1000 == 0:  # the nightly run outlasts an access token
        await renew_token(platform, person)
    document, variables = drawn
    for number, known in enumerate(ids):
        document = document.replace(f'@{number}"', f'{known}"')
    answers = await ask_twice(document, **variables)
    if answers.is_compiled:  # else resolvers gave both; which of several errors they tell first is chance
        assert answers.second == answers.first, document
    compiled.append(answers.is_compiled)
