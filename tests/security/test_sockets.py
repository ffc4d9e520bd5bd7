"""An operation over a socket is held to what a request is held to."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import websockets

from api.app import create_app
from core.adapters.wiring import Platform
from core.settings import Settings
from tests.support.people import Person
from tests.support.serving import Address, next_message, served

NAMES = "{ accounts { edges { node { name } } } }"
ADD = 'mutation { createAccount(input: {name: "Later", kind: CASH, currency: "EUR"}) { account { name } } }'


@pytest.fixture
async def address(settings: Settings, platform: Platform) -> AsyncIterator[Address]:
    limits = settings.limits.model_copy(update={"requests_per_minute": 4})
    platform.settings.limits, before = limits, platform.settings.limits
    async with served(create_app(settings, platform)) as made:
        yield made
    platform.settings.limits = before


async def _ask(channel: websockets.ClientConnection, number: int, query: str) -> dict[str, Any]:
    await channel.send(json.dumps({"id": str(number), "type": "subscribe", "payload": {"query": query}}))
    answer: dict[str, Any] = await next_message(channel)
    if answer["type"] == "next":
        assert (await next_message(channel))["type"] == "complete"
    return answer


async def test_operations_over_a_socket_are_counted(address: Address, person: Person) -> None:
    async with address.socket(person) as channel:
        answers = [await _ask(channel, number, NAMES) for number in range(5)]
        assert [answer["type"] for answer in answers] == ["next"] * 4 + ["error"]
        [refusal] = answers[-1]["payload"]
        assert refusal["extensions"]["code"] == "RATE_LIMITED"
        assert 0 < refusal["extensions"]["retryAfterSeconds"] <= 61  # the window moves on by seconds
        await channel.ping()  # the socket lives on: what it watches must not end with it


async def test_each_operation_reads_anew(address: Address, person: Person) -> None:
    async with address.socket(person) as channel:
        before = await _ask(channel, 1, NAMES)
        await _ask(channel, 2, ADD)
        after = await _ask(channel, 3, NAMES)
    assert "Later" not in json.dumps(before)
    assert "Later" in json.dumps(after)


async def test_a_document_that_can_not_be_parsed_is_told(address: Address, person: Person) -> None:
    async with address.socket(person) as channel:
        await channel.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": "{"}}))
        with pytest.raises(websockets.ConnectionClosedError) as closed:
            await channel.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4400
    assert closed.value.rcvd.reason.startswith("Syntax Error")
