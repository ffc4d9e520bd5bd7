"""Account numbers lie sealed under their owner's key: a live grant opens what it covers, and nothing else is opened."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text, update

from core.adapters.wiring import Platform
from core.db.grant_scope import read_under
from core.db.roles import READER_ROLE
from core.db.sealing import opened_keys
from core.identity.grants.models import GrantRow
from core.identity.models import UserRow, UserStatus
from tests.security.test_grants import NO_GRANT, key_of, scope_of
from tests.support.grants import ACCOUNT, DECIDE, INVITE, REVOKE, let_in
from tests.support.people import Person

pytestmark = pytest.mark.security
NUMBERS = {"Office": "40702810000000001177", "Home": "40817810000000002288"}
ACCOUNTS = "query A { accounts { edges { node { id name number } } } }"
EVERYWHERE = """query E { accounts { edges { node { name number } } }
  transactions(first: 50) { edges { node { description account { name number } } } } }"""
NODE = "query N($id: ID!) { node(id: $id) { ... on Account { name number } } }"
BY_HAND = """mutation($i: CreateTransactionInput!) { createTransaction(input: $i) {
  transaction { id } errors { code } } }"""

Another = Callable[[], Awaitable[Person]]


async def make_accounts(owner: Person) -> dict[str, str]:
    """Ids of two accounts with numbers, each with a movement."""
    made = {}
    for name, number in NUMBERS.items():
        given = {"name": name, "currency": "RUB", "number": number}
        made[name] = (await owner.ask(ACCOUNT, i=given))["createAccount"]["account"]["id"]
        amount = {"amount": "-5", "currency": "RUB"}
        line = {"accountId": made[name], "bookedOn": "2026-03-05", "amount": amount, "description": f"{name} taxi"}
        assert (await owner.ask(BY_HAND, i=line))["createTransaction"]["errors"] == []
    return made


async def numbers_seen(caller: Person) -> dict[str, Any]:
    return {edge["node"]["name"]: edge["node"]["number"] for edge in (await caller.ask(ACCOUNTS))["accounts"]["edges"]}


@pytest.mark.parametrize("kind", ["READ_ONLY", "ACCOUNTANT"])
async def test_a_grantee_reads_the_numbers_of_granted_accounts_and_of_no_other(
    person: Person, another: Another, kind: str
) -> None:
    accounts = await make_accounts(person)
    grantee = await another()
    caller = await let_in(person, grantee, kind, accountIds=[accounts["Office"]])
    assert await numbers_seen(caller) == {"Office": NUMBERS["Office"]}
    assert (await caller.ask(NODE, id=accounts["Office"]))["node"] == {"name": "Office", "number": NUMBERS["Office"]}
    assert (await caller.ask(NODE, id=accounts["Home"]))["node"] is None
    told = json.dumps([await caller.send(EVERYWHERE), await caller.send(NODE, id=accounts["Home"])])
    assert told.count(NUMBERS["Office"]) == 2  # the account, and that of its movement
    assert NUMBERS["Home"] not in told


async def test_a_number_is_in_no_answer_to_whom_it_is_not_shown(person: Person, another: Another) -> None:
    accounts = await make_accounts(person)
    grantee, outsider, other_owner = await another(), await another(), await another()
    theirs = (await other_owner.ask(ACCOUNT, i={"name": "Till", "currency": "RUB"}))["createAccount"]["account"]["id"]
    callers = [
        grantee,  # at home, without the header
        await let_in(person, grantee, accountIds=[accounts["Home"]]),
        outsider,
        await let_in(other_owner, outsider, "ACCOUNTANT", accountIds=[theirs]),
        other_owner,
    ]
    answers = [await who.send(EVERYWHERE) for who in callers]
    answers += [await who.send(NODE, id=accounts["Office"]) for who in callers]
    assert NUMBERS["Office"] not in json.dumps(answers)
    assert [answer["data"]["node"] for answer in answers[len(callers) :]] == [None] * len(callers)
    assert json.dumps(answers).count(NUMBERS["Home"]) == 2  # to the one who was let in


async def test_what_the_database_holds_is_no_number_to_a_grantees_role_either(
    platform: Platform, person: Person, another: Another
) -> None:
    accounts = await make_accounts(person)
    caller = await let_in(person, await another(), accountIds=[accounts["Office"]])
    async with read_under(platform.database, scope_of(caller, person, READER_ROLE)) as read:
        stored = (await read.session.execute(text("SELECT number FROM accounts"))).scalars().all()
    assert len(stored) == 1
    assert not any(number in str(stored) for number in NUMBERS.values())


async def _revoke(_: Platform, owner: Person, caller: Person) -> None:
    assert (await owner.ask(REVOKE, i={"grantId": caller.grant}))["revokeGrant"]["errors"] == []


async def _run_out(platform: Platform, _: Person, caller: Person) -> None:
    past = platform.clock.now() - timedelta(seconds=1)
    async with platform.database.system_unit_of_work() as uow:
        grant = update(GrantRow).where(GrantRow.id == key_of(caller.grant))
        await uow.session.execute(grant.values(expires_at=past))


async def _owner_leaves(platform: Platform, owner: Person, _: Person) -> None:
    async with platform.database.system_unit_of_work() as uow:
        account = update(UserRow).where(UserRow.id == owner.user_id)
        await uow.session.execute(account.values(status=UserStatus.DEACTIVATED))


@pytest.mark.parametrize("end", [_revoke, _run_out, _owner_leaves])
async def test_the_owners_key_is_opened_for_a_live_grant_only(
    platform: Platform, person: Person, another: Another, end: Callable[[Platform, Person, Person], Awaitable[None]]
) -> None:
    await make_accounts(person)
    assert person.user_id is not None
    caller = await let_in(person, await another())
    opened_keys.forget(person.user_id)  # as in a process that never served the owner
    assert await numbers_seen(caller) == NUMBERS
    assert opened_keys.kept(person.user_id) is not None
    await end(platform, person, caller)
    opened_keys.forget(person.user_id)
    refused = await caller.send(ACCOUNTS)
    assert [error["extensions"] for error in refused["errors"]] == [NO_GRANT]
    assert refused.get("data") is None
    assert opened_keys.kept(person.user_id) is None


async def test_the_owners_key_stays_shut_to_who_was_not_let_in(person: Person, another: Another) -> None:
    await make_accounts(person)
    assert person.user_id is not None
    invited, thief = await another(), await another()
    waiting = (await person.ask(INVITE, i={"email": invited.email, "kind": "ACCOUNTANT"}))["inviteToBooks"]["grant"]
    early = Person(invited.client, invited.token, grant=waiting["id"])
    declined = await another()
    shown = (await person.ask(INVITE, i={"email": declined.email, "kind": "READ_ONLY"}))["inviteToBooks"]["grant"]
    assert (await declined.ask(DECIDE, i={"grantId": shown["id"], "accepts": False}))["decideGrant"]["errors"] == []
    live = await let_in(person, await another())
    opened_keys.forget(person.user_id)
    for caller, grant in ((early, waiting["id"]), (declined, shown["id"]), (thief, live.grant)):
        refused = await Person(caller.client, caller.token, grant=grant).send(ACCOUNTS)
        assert [error["extensions"] for error in refused["errors"]] == [NO_GRANT]
    assert opened_keys.kept(person.user_id) is None
