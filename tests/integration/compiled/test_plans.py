import pytest

from api.graphql.declare.node import split_id
from core.adapters.wiring import Platform
from tests.fixtures.statements.generate import write_statement
from tests.integration.compiled.conftest import AskTwice
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person, make_person

COMPILED = [
    """{ transactions(first: 20) { edges { node { id bookedOn description amount { amount currency }
         category { id key nameEn } account { id name } } } pageInfo { hasNextPage } } }""",
    """{ transactions(first: 5, filter: {direction: OUT, text: "50%"}) { edges { cursor node { id splits { note
         amount { formatted(locale: "ru") } } sightings { __typename } originalAmount { amount } confidence decidedBy
         account { balance { formatted amount } kind createdAt } category { parent { key kind } isOwn } } }
         pageInfo { hasNextPage hasPreviousPage startCursor endCursor __typename } } }""",
    "{ accounts { edges { node { id name number balanceOn } } } categories { id key nameEn parent { key } isOwn } }",
    """{ t: transactions(first: 2) { e: edges { ...E } } } fragment E on TransactionEdge { node { ... on Node { id }
         ... on Transaction { d: description @include(if: true) mcc @skip(if: true) } __typename } }""",
    "{ __typename }",
    '{ transactions(first: 1) { totalCount edges { node { category { name(locale: "ru") other: name } } } } }',
    "{ viewer { id email } jobs(first: 3, states: [DONE]) { edges { node { id state } } } }",
    """{ accounts { edges { node { name
         transactions(first: 2) { edges { cursor node { id category { key } account { id } } }
                                  pageInfo { hasNextPage endCursor } }
         out: transactions(first: 3, filter: {direction: OUT}) { edges { node { amount { amount } } } } } } } }""",
]
RESOLVED = [
    "{ accounts { edges { node { transactions(first: 1) { totalCount } } } } }",
    'query { node(id: "bm9uZQ==") { id } }',
    "{ __schema { queryType { name } } }",
]
PAGES = """query P($first: Int!, $after: String, $with: Boolean!) { transactions(first: $first, after: $after) {
  edges { node { id account @include(if: $with) { name } } } pageInfo { hasNextPage endCursor } } }"""


@pytest.fixture(autouse=True)
async def _books(person: Person, platform: Platform, handlers: Handlers) -> None:
    await send_file(person, "STATEMENT", "a.csv", write_statement("csv_ru", 60, 3))
    await do_jobs(platform, handlers, person.user_id)


async def test_what_compiles_is_answered_as_by_resolvers(ask_twice: AskTwice) -> None:
    for document in COMPILED:
        answers = await ask_twice(document)
        assert answers.is_compiled, document
        assert answers.second == answers.first, document
        assert "errors" not in answers.first


async def test_what_does_not_compile_is_the_resolvers(ask_twice: AskTwice) -> None:
    for document in RESOLVED:
        answers = await ask_twice(document)
        assert not answers.is_compiled, document
        assert answers.second == answers.first


async def test_pages_follow_each_other_under_variables(ask_twice: AskTwice) -> None:
    after, ids = None, list[str]()
    for with_account in (True, False) * 10:
        answers = await ask_twice(PAGES, first=7, after=after, **{"with": with_account})
        assert answers.is_compiled
        assert answers.second == answers.first
        page = answers.second["data"]["transactions"]
        ids += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(ids) == len(set(ids)) == 60


async def test_what_is_refused_is_refused_in_the_same_words(ask_twice: AskTwice) -> None:
    sound = await ask_twice(PAGES, first=7, after=None, **{"with": True})
    assert sound.is_compiled
    for wrong in ({"first": 0}, {"first": 101}, {"after": "nonsense"}, {"first": "many"}):
        answers = await ask_twice(PAGES, **({"first": 7, "after": None, "with": True} | wrong))
        assert answers.second["errors"], wrong
        assert [error["extensions"]["code"] for error in answers.second["errors"]] == [
            error["extensions"]["code"] for error in answers.first["errors"]
        ]


async def test_a_node_of_each_type_is_found_by_its_id(ask_twice: AskTwice) -> None:
    everything = await ask_twice(COMPILED[0])
    node = everything.second["data"]["transactions"]["edges"][0]["node"]
    document = """query N($id: ID!) { node(id: $id) { __typename id ... on Transaction { description account { name } }
      ... on Account { currency } } }"""
    for id_ in (node["id"], node["account"]["id"], node["category"]["id"], node["id"]):
        answers = await ask_twice(document, id=id_)
        assert answers.is_compiled
        assert answers.second == answers.first
        assert answers.second["data"]["node"]["id"] == id_


async def test_the_same_words_are_answered_to_each_for_themselves(person: Person, platform: Platform) -> None:
    """What was read of a request before is used again, whoever asks."""
    somebody = await make_person(platform, person.client)
    body = b'{"query":"{ viewer { id } transactions(first: 1) { totalCount } }"}'
    for _ in range(3):
        for one, count in ((person, 60), (somebody, 0)):
            headers = {"authorization": f"Bearer {one.token}", "content-type": "application/json"}
            told = (await person.client.post("/graphql", content=body, headers=headers)).json()["data"]
            assert split_id(told["viewer"]["id"])[1] == one.user_id
            assert told["transactions"]["totalCount"] == count
