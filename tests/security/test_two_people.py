"""Nothing of one person reaches another: random operations of the whole schema, by resolvers and by plans.

Also where the application's own filters are gone and the policies alone are left.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import SecretStr

from api.app import create_app
from api.graphql import view
from api.graphql.context import Context
from core.adapters.wiring import SYSTEM_PASSWORD, Platform, build_platform
from core.db.roles import SYSTEM_ROLE, url_as_role
from core.settings import Settings
from tests.security.conftest import People
from tests.security.two_people import QUERIES, SCHEMA, Two, operations, with_ids, without_filters
from tests.support.people import come_back
from tests.support.whole_person import fill_every_table, fingerprint

pytestmark = pytest.mark.security
BASE = "http://testserver"
EXAMPLES = int(os.environ.get("SOLVENT_TWO_PEOPLE", "100"))
ALIVE = "query Q { viewer { email } }"
EVERYTHING = """query Q { accounts { edges { node { id name number } } }
  transactions(first: 20) { edges { node { id description note counterparty account { name } category { key } } } }
  documents { edges { node { id filename } } } jobs { edges { node { id name } } }
  activity { edges { node { action details } } } plannedItems { edges { node { label } } } } # %s"""

LEAKING = """query Q { transactions(first: 5, filter: {text: "%s"}) { edges { node { description } } } } # %s"""
"""With the mark in the question: by then hundreds of people have newer payments."""


@pytest.fixture(scope="session")
async def two(platform: Platform, make_people: People) -> Two:
    one, other = await make_people(), await make_people()
    assert one.user_id is not None
    assert other.user_id is not None
    assert one.token is not None
    mark = f"secret{uuid4().hex}"
    await fill_every_table(platform, one.user_id, f"own{uuid4().hex}")
    return Two(one.token, one.user_id, other.user_id, await fill_every_table(platform, other.user_id, mark), mark)


@pytest.fixture(scope="module", autouse=True)
def _uncounted() -> Iterator[None]:
    async def uncounted(_: Context) -> None:
        """Thousands of requests of one person in a minute are the test's, and no flood."""

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(view, "count_request", uncounted)
        yield


@pytest.fixture(scope="module")
async def unfiltered(settings: Settings) -> AsyncIterator[tuple[httpx.AsyncClient, list[str]]]:
    """A platform of its own, whose statements as the application's role have lost their conditions on the owner."""
    with pytest.MonkeyPatch.context() as patched:
        taken_out = without_filters(patched)
        platform = build_platform(settings, process="unfiltered")
        transport = httpx.ASGITransport(create_app(settings, platform))
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            yield client, taken_out
        await platform.close()


async def _tries(platform: Platform, client: httpx.AsyncClient, two: Two, drawn: tuple[str, dict[str, bool]]) -> None:
    """Ask twice, so that what can be compiled is; the other's ids one after another where ids are asked for.

    A drawn mutation may have ended the person's sessions, and a stranger's tries would prove nothing.
    """
    document, variables = drawn
    headers = {"authorization": f"Bearer {two.token}"}
    if "errors" in (await client.post("/graphql", json={"query": ALIVE}, headers=headers)).json():
        two.token = await come_back(platform, two.me)
        headers = {"authorization": f"Bearer {two.token}"}
        answer = await client.post("/graphql", json={"query": ALIVE}, headers=headers)
        assert answer.json()["data"]["viewer"]
    for one in list(with_ids(document, two.ids))[:6]:
        for _ in range(2):
            answer = await client.post("/graphql", json={"query": one, "variables": variables}, headers=headers)
            assert not two.leaks(answer), one
            assert answer.status_code < 500, one


@pytest.mark.timeout(900)
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(drawn=operations())
async def test_no_byte_of_one_reaches_the_other(
    platform: Platform, client: httpx.AsyncClient, two: Two, drawn: tuple[str, dict[str, bool]]
) -> None:
    before = await fingerprint(platform, two.them)
    await _tries(platform, client, two, drawn)
    assert await fingerprint(platform, two.them) == before, drawn[0]


@pytest.mark.timeout(900)
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(drawn=operations())
async def test_nor_where_the_applications_own_filters_are_gone(
    platform: Platform,
    unfiltered: tuple[httpx.AsyncClient, list[str]],
    two: Two,
    drawn: tuple[str, dict[str, bool]],
) -> None:
    before = await fingerprint(platform, two.them)
    await _tries(platform, unfiltered[0], two, drawn)
    assert await fingerprint(platform, two.them) == before, drawn[0]


async def test_the_filters_are_really_gone(
    platform: Platform, unfiltered: tuple[httpx.AsyncClient, list[str]], two: Two
) -> None:
    """Of the statements that these reads send none still has a condition on the owner."""
    client, taken_out = unfiltered
    two.token = await come_back(platform, two.me)
    headers = {"authorization": f"Bearer {two.token}"}
    document = EVERYTHING % uuid4().hex
    for _ in range(2):
        taken_out.clear()
        answer = await client.post("/graphql", json={"query": document}, headers=headers)
        assert not two.leaks(answer)
        assert len(taken_out) >= 4
        assert not [text for text in taken_out if "user_id = $" in text]


async def test_without_policies_the_same_reads_would_leak(platform: Platform, settings: Settings, two: Two) -> None:
    """The test can fail: as a role that the policies let see everybody, the mark comes through in both ways."""
    url = url_as_role(settings.database_url.get_secret_value(), SYSTEM_ROLE, platform.secrets.read(SYSTEM_PASSWORD))
    open_settings = settings.model_copy(update={"database_app_url": SecretStr(url)})
    two.token = await come_back(platform, two.me)
    headers = {"authorization": f"Bearer {two.token}"}
    with pytest.MonkeyPatch.context() as patched:
        without_filters(patched, SYSTEM_ROLE)
        leaky = build_platform(open_settings, process="leaky")
        transport = httpx.ASGITransport(create_app(open_settings, leaky))
        async with AsyncExitStack() as until:
            until.push_async_callback(leaky.close)
            client = await until.enter_async_context(httpx.AsyncClient(transport=transport, base_url=BASE))
            document = LEAKING % (two.mark, uuid4().hex)
            for _ in range(2):
                answer = await client.post("/graphql", json={"query": document}, headers=headers)
                assert "errors" not in answer.json()
                assert two.leaks(answer)


def test_every_field_is_drawn_from() -> None:
    assert SCHEMA.query_type is not None
    assert set(QUERIES) == set(SCHEMA.query_type.fields)
