"""Whoever hangs up leaves nothing behind: no transaction, no half a file, no error that is not one."""

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from core.adapters.wiring import Platform
from tests.outages.servers import Servers, accounts_locked, somebody_waits_for_a_lock, until
from tests.outages.statements import send_statement, shown_job
from tests.support.files import announce, complete, put
from tests.support.people import Person
from tests.support.serving import Address, next_state, post

ACCOUNTS = "{ accounts { edges { node { name } } } }"
ACTIVITY = "{ activity { edges { node { action } } } }"
ADD = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { name } errors { code } } }"
BUSY = """SELECT count(*) FROM pg_stat_activity
          WHERE application_name LIKE 'solvent-%' AND (xact_start IS NOT NULL OR state <> 'idle')"""


@pytest.fixture(autouse=True)
def _nothing_is_logged_as_an_error(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if record.levelname == "ERROR"] == []


async def nobody_works(servers: Servers, platform: Platform) -> None:
    """No session of ours has a transaction, and each connection is back in its pool."""
    watcher = await servers.owner()

    async def is_so() -> bool:
        borrowed = platform.database.app.pool.checkedout() + platform.database.system.pool.checkedout()  # type: ignore[attr-defined]  # of QueuePool
        return bool(await watcher.fetchval(BUSY) == 0 and borrowed == 0)

    try:
        await until(is_so)
    finally:
        await watcher.close()


def files_in(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


async def test_half_a_file_is_no_file(
    address: Address, person: Person, platform: Platform, servers: Servers, storage: Path
) -> None:
    content = b"Date;Amount\n" * 20_000
    before = files_in(storage)
    upload = (await announce(person, "STATEMENT", "a.csv", len(content)))["upload"]
    target = upload["url"].removeprefix("http://testserver")
    headers = "".join(f"{header['name']}: {header['value']}\r\n" for header in upload["headers"])
    request = f"PUT {target} HTTP/1.1\r\nhost: {address.host}\r\n{headers}\r\n".encode() + content[: len(content) // 2]
    await address.send_and_hang_up(request)
    await nobody_works(servers, platform)
    assert files_in(storage) == before
    assert [error["code"] for error in (await complete(person, upload["id"]))["errors"]] == ["UPLOAD_MISSING"]
    assert await put(person, upload, content) == 200


async def test_half_a_mutation_is_no_mutation(
    address: Address, person: Person, platform: Platform, servers: Servers
) -> None:
    body = {"query": ADD, "variables": {"i": {"name": "Till", "currency": "RUB"}}}
    await address.send_and_hang_up(post(address, person, body, share=0.9))
    await nobody_works(servers, platform)
    assert (await person.ask(ACCOUNTS))["accounts"]["edges"] == []


async def test_a_mutation_whose_caller_is_gone_is_done_whole_and_holds_nothing(
    address: Address, person: Person, platform: Platform, servers: Servers
) -> None:
    given = {"name": "Till", "currency": "RUB", "idempotencyKey": uuid4().hex}
    request = post(address, person, {"query": ADD, "variables": {"i": given}})
    async with accounts_locked(servers) as owner:
        await address.send_and_hang_up(request, when=lambda: somebody_waits_for_a_lock(servers))
        await owner.execute("COMMIT")
    await nobody_works(servers, platform)
    # What it should have been told it learns by asking again with the same key.
    assert (await person.ask(ADD, i=given))["createAccount"] == {"account": {"name": "Till"}, "errors": []}
    assert [edge["node"]["name"] for edge in (await person.ask(ACCOUNTS))["accounts"]["edges"]] == ["Till"]
    assert len((await person.ask(ACTIVITY))["activity"]["edges"]) == 1


async def test_queries_whose_callers_are_gone_hold_nothing(
    address: Address, person: Person, platform: Platform, servers: Servers
) -> None:
    request = post(address, person, {"query": ACCOUNTS})
    async with accounts_locked(servers) as owner:
        waiting = partial(somebody_waits_for_a_lock, servers)
        await asyncio.gather(*(address.send_and_hang_up(request, when=waiting) for _ in range(8)))
        await owner.execute("COMMIT")
    await nobody_works(servers, platform)


async def test_a_watcher_who_vanishes_leaves_neither_transaction_nor_subscription(
    address: Address, person: Person, platform: Platform, servers: Servers
) -> None:
    await send_statement(person)
    channels = f"solvent:person:{person.user_id}"
    async with Redis.from_url(servers.redis.url) as redis:

        async def listeners() -> int:
            ((_, count),) = await redis.pubsub_numsub(channels)
            return int(count)

        async with address.watch(person, await shown_job(person)) as channel:
            assert await next_state(channel, 5) == "QUEUED"
            assert await listeners() == 1
            channel.transport.abort()
        await until(lambda: _equals(listeners, 0))
    await nobody_works(servers, platform)


async def _equals(ask: Any, expected: int) -> bool:
    return bool(await ask() == expected)
