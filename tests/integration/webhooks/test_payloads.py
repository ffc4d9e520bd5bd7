"""What is sent is what the subscriber asks the schema, as the person, and no more than an app may read."""

from typing import Any

import pytest

from core.adapters.wiring import Platform
from tests.support.people import Person
from tests.support.webhooks import (
    UPDATE,
    ReceiverProcess,
    account_of,
    create,
    deliver,
    deliveries,
    hurry,
    listening,
    spend,
)

BOOKED = """query Booked($ids: [ID!]!, $type: String) {
  nodes(ids: $ids) { ...Movement } transactions(first: 1) @skip(if: true) { edges { node { id } } }
}
fragment Movement on Transaction { id description amount { amount currency } account { name } }"""


async def test_the_answer_to_the_subscribers_query_is_sent(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    path = f"/ok/{owner.user_id}"
    await listening(owner, receiver, path, payloadQuery=BOOKED.replace(", $type: String", ""))
    key = await spend(owner, await account_of(owner), "Кофе")
    await deliver(hooked)
    (got,) = receiver.received(path)
    movement = {
        "id": key,
        "description": "Кофе",
        "amount": {"amount": "-12.50", "currency": "RUB"},
        "account": {"name": "Cash"},
    }
    assert (got["problem"], got["body"]["data"]) == (None, {"nodes": [movement]})


async def test_a_query_that_fails_when_it_is_asked_is_a_failure_that_says_why(
    hooked: Platform, owner: Person, receiver: ReceiverProcess
) -> None:
    path = f"/ok/{owner.user_id}"
    far = "query($id: ID!, $ids: [ID!]!) { nodes(ids: $ids) { id } forecast(id: $id) { id } }"
    hook = await listening(owner, receiver, path, payloadQuery=far)
    await spend(owner, await account_of(owner))
    await deliver(hooked)
    (row,) = await deliveries(owner)
    assert (row["state"], row["statusCode"]) == ("PENDING", None)
    assert row["error"].startswith("The payload's query failed: ")
    assert receiver.received(path) == []
    await owner.ask(UPDATE, i={"id": hook, "payloadQuery": None})
    await hurry(hooked, owner)
    await deliver(hooked)
    assert len(receiver.received(path)) == 1


COSTLY = "{ transactions(first: 100) { edges { node { account { transactions(first: 100) { totalCount } } } } } }"
DEEP = "{ accounts { " + "transactions(first: 1) { edges { node { account { " * 4 + "id" + " } } } }" * 4 + " } }"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("{ accounts { id }", "can't be read"),
        ("mutation { signOut { errors { code } } }", "must be a query"),
        ("subscription { insightAdded { id } }", "must be a query"),
        ("{ accounts { id } } query Two { accounts { id } }", "one operation"),
        ("fragment A on Account { id }", "one operation"),
        ("{ nothing }", "not valid"),
        (DEEP, "deeper than"),
        (COSTLY, "cost"),
        ("{ __schema { types { name } } }", "not valid"),
        ("{ __typename }", "asks for nothing"),
        ("{ sessions { edges { node { id } } } }", "too far"),
        ("{ activity(first: 1) { edges { node { id } } } }", "too far"),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Payee { number } } }", "too far"),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Webhook { url } } }", "too far"),
        ("{ viewer { email } }", "too far"),
        ("query($me: ID!) { node(id: $me) { id } }", "The variable $me"),
        ("query($ids: ID!) { node(id: $ids) { id } }", "The variable $ids"),
        ("{ accounts { id } } #" + "x" * 10_000, "longer than"),
        ("{ accounts { id " + "name " * 5000 + "} }", "longer than"),
        ("{" + " a" * 4500 + " }", "can't be read"),
    ],
)
async def test_what_may_not_be_asked_is_refused_before_it_is_kept(owner: Person, query: str, word: str) -> None:
    made: dict[str, Any] = await create(owner, "http://127.0.0.1:9/", payloadQuery=query)
    (error,) = made["errors"]
    assert (error["code"], error["field"], made["secret"]) == ("WEBHOOK_QUERY", "payloadQuery", None)
    assert word in error["message"]
