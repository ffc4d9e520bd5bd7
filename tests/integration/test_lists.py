"""Every list is asked for in one way: pages, filters, orders, counts; and objects by many ids."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType, get_named_type

from api.graphql.declare.node import encode_id
from api.graphql.schema import build_schema
from core.adapters.wiring import Platform
from core.ids import new_id
from core.settings import LimitSettings
from tests.fixtures.statements.generate import write_statement
from tests.integration.compiled.conftest import AskTwice, ask_twice
from tests.integration.test_bulk_writes import counted
from tests.integration.test_query_counts import NOT_FOR_PEOPLE
from tests.integration.test_transactions import account, add
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

__all__ = ["ask_twice"]  # a fixture
SCHEMA = build_schema(LimitSettings())._schema
NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
OPPOSITE = {"NEWEST_FIRST": "OLDEST_FIRST", "BY_NAME": "BY_NAME_REVERSED", "MOST_IN_FIRST": "MOST_OUT_FIRST"}
NESTED = "{ accounts { edges { node { transactions(first: 2, orderBy: MOST_IN_FIRST) { edges { node { id } } } } } } }"
Another = Callable[[], Awaitable[Person]]


def connections() -> dict[str, Any]:
    assert SCHEMA.query_type is not None
    fields = SCHEMA.query_type.fields.items()
    return {name: field for name, field in fields if "edges" in getattr(get_named_type(field.type), "fields", ())}


def ordered_lists() -> list[tuple[str, str]]:
    return [
        (name, order)
        for name, field in connections().items()
        if "orderBy" in field.args and name not in NOT_FOR_PEOPLE
        for order in getattr(get_named_type(field.args["orderBy"].type), "values", {})
    ]


@pytest.fixture
async def books(person: Person, platform: Platform, handlers: Handlers) -> None:
    for seed in range(3):
        await send_file(
            person, "STATEMENT", f"{seed}.dat", write_statement(("csv_ru", "ofx2", "csv_en")[seed], 9, seed)
        )
    await do_jobs(platform, handlers, person.user_id)


@pytest.mark.parametrize("name", sorted(connections()))
def test_a_list_has_a_typed_filter_an_order_and_a_count(name: str) -> None:
    field = connections()[name]
    kind = get_named_type(field.type)
    assert isinstance(kind, GraphQLObjectType)
    assert str(kind.fields["totalCount"].type) == "Int!"
    assert isinstance(get_named_type(field.args["filter"].type), GraphQLInputObjectType)
    if name != "receiptsMissing":  # the newest of each category are read by index: there is no other order of them
        assert isinstance(get_named_type(field.args["orderBy"].type), GraphQLEnumType)


@pytest.mark.usefixtures("books")
async def test_each_order_is_kept_over_pages_and_the_count_is_exact(person: Person) -> None:
    listed: dict[tuple[str, str], list[str]] = {}
    for name, order in ordered_lists():
        cursors, after, total = list[str](), None, -1
        while True:
            document = f"""query($after: String) {{ {name}(first: 4, after: $after, orderBy: {order}) {{
              totalCount edges {{ cursor }} pageInfo {{ hasNextPage endCursor }} }} }}"""
            page = (await person.ask(document, after=after))[name]
            cursors += [edge["cursor"] for edge in page["edges"]]
            total, after = page["totalCount"], page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        assert total == len(cursors) == len(set(cursors)), (name, order)
        listed[name, order] = cursors
    for (name, order), cursors in listed.items():
        assert cursors == listed.get((name, OPPOSITE.get(order, "")), cursors[::-1])[::-1], (name, order)
    assert len(listed["transactions", "MOST_IN_FIRST"]) == 27


@pytest.mark.usefixtures("books")
async def test_plans_and_resolvers_answer_orders_counts_and_filters_alike(ask_twice: AskTwice) -> None:
    documents = {
        "{ transactions(first: 5, orderBy: OLDEST_FIRST) { edges { node { id } } } }": False,
        "{ transactions(first: 5, orderBy: NEWEST_FIRST) { edges { node { id } } } }": True,
        "{ transactions(first: 5, filter: {direction: OUT}) { totalCount edges { node { id } } } }": None,
        "{ statementImports(filter: {statuses: [DONE]}) { edges { node { id filename } } } }": True,
        '{ jobs(filter: {states: [DONE], names: ["banking.import_statement"]}) { edges { node { id } } } }': True,
        '{ accounts(filter: {kinds: [CHECKING], currencies: ["RUB"]}) { edges { node { id } } } }': True,
        "{ bankStatusLog(filter: {outcomes: [OK]}) { edges { node { at } } } }": True,
        NESTED: False,
        "{ bankConnections { id status } leads { id } bankCards { id } productAgreements { id } }": True,
        "{ payments { edges { node { id } } } documents { edges { node { id } } } consents { __typename } }": True,
        "{ plannedItems { edges { node { id } } } bankProducts { id } }": True,
        "{ documentMatches { edges { node { id } } } transactionLinks { edges { node { id kind } } } }": True,
        '{ activity(filter: {actions: ["statement.imported"]}) { edges { node { action } } } }': False,
    }
    for document, is_compiled in documents.items():
        answers = await ask_twice(document)
        assert answers.second == answers.first, document
        assert "errors" not in answers.first, answers.first
        if is_compiled is not None:
            assert answers.is_compiled is is_compiled, document


async def test_counts_of_nested_lists_are_one_statement(person: Person, platform: Platform) -> None:
    statements = []
    for name in ("One", "Two", "Three"):
        at = await account(person)
        await add(person, at, "-1", name)
        asked = """{ accounts { edges { node { transactions(first: 1, filter: {direction: OUT}) { totalCount }
                     all: transactions(first: 1) { totalCount } } } } }"""
        with counted(platform) as sent:
            told = await person.ask(asked)
        statements.append(sum("count(*)" in one for one in sent))
    assert statements == [2, 2, 2]
    assert [edge["node"]["all"]["totalCount"] for edge in told["accounts"]["edges"]] == [1, 1, 1]


async def test_objects_are_found_by_many_ids_in_their_order(
    person: Person, another: Another, platform: Platform
) -> None:
    at = await account(person)
    ids = [await add(person, at, "-1", words) for words in ("Metro", "Bakery")]
    other = await another()
    foreign = await add(other, await account(other), "-1", "Metro")
    asked = [
        ids[1],
        foreign,
        at,
        "nonsense",
        encode_id("Transaction", new_id()),
        encode_id("Nothing", new_id()),
        ids[0],
    ]
    with counted(platform) as sent:
        found = (await person.ask(NODES, ids=[*asked, ids[1]]))["nodes"]
    assert [node and node["id"] for node in found] == [ids[1], None, at, None, None, None, ids[0], ids[1]]
    assert sum("FROM transactions" in one for one in sent) == 1
    assert (await person.ask(NODES, ids=[]))["nodes"] == []
    assert await person.error_code(NODES, ids=[at] * 101) == "TOO_MANY_IDS"
