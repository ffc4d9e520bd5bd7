"""The process that carries webhooks is killed in the middle of a delivery: the event arrives, under the same id."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.stack import Stack
from tests.chaos.test_privacy_killed import in_process
from tests.support.people import Person, make_person
from tests.support.webhooks import ReceiverProcess, account_of, listening, receiver_process, spend

pytestmark = pytest.mark.chaos


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(Path(tmp_path_factory.mktemp("webhooks"))) as running:
        running.settings.webhooks.allow_loopback = True
        yield running


async def _spend(stack: Stack, receiver: ReceiverProcess, path: str) -> Person:
    async with in_process(stack) as (platform, client, _):
        person = await make_person(platform, client)
        await listening(person, receiver, path)
        await spend(person, await account_of(person))
    return person


def log_of(stack: Stack, person: Person) -> list[tuple[str, int]]:
    rows = stack.sql("SELECT state, attempts FROM webhook_deliveries WHERE user_id = $1", person.user_id)
    return [(row["state"], row["attempts"]) for row in rows]


def test_an_event_outlives_the_process_that_was_telling_it(stack: Stack) -> None:
    path = "/late/1"
    with receiver_process() as receiver:
        person = asyncio.run(_spend(stack, receiver, path))  # nobody carries anything yet: the event is a row
        stack.start_webhooks()
        stack.wait_ready("webhooks")
        stack.wait(lambda: len(receiver.received(path)) == 1, "the delivery is under way", 20)
        stack.kill_group("webhooks")  # the receiver has it, and its answer is lost
        assert log_of(stack, person) == [("pending", 1)]
        stack.relaunch("webhooks")
        stack.wait(lambda: log_of(stack, person) == [("delivered", 2)], "it was told again", 30)
        first, second = receiver.received(path)
        assert first["id"] == second["id"]
        assert [first["problem"], second["problem"]] == [None, None]
        began = time.monotonic()  # the lease of the one that was killed, and several rounds
        stack.wait(lambda: time.monotonic() - began > 1.5, "nothing is sent after a 2xx was committed", 5)
        assert len(receiver.received(path)) == 2
