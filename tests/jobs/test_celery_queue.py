import asyncio
import json
import socket
import time
from collections.abc import Iterator
from uuid import UUID

import pytest
from redis import Redis

from core.adapters.queue import celery_queue
from core.adapters.queue.celery_app import RUN_JOB, make_celery, queue_of
from core.adapters.queue.celery_queue import CeleryQueue
from core.ids import new_id
from core.ports.job_queue import QueueUnavailableError
from tests.conftest import Services
from tests.support.in_time import HELD_UP_AT_TIMES, in_time


@pytest.fixture
def redis(services: Services) -> Iterator[Redis]:
    """A logical database of its own, so that this test reads only its own messages."""
    with Redis.from_url(services.redis_url.removesuffix("0") + "7") as client:
        client.flushdb()
        yield client
        client.flushdb()


def queue_at(url: str) -> CeleryQueue:
    return CeleryQueue(make_celery(url))


async def test_a_message_carries_the_id_alone_to_the_queue_of_its_kind(services: Services, redis: Redis) -> None:
    queue = queue_at(services.redis_url.removesuffix("0") + "7")
    quick, heavy = new_id(), new_id()
    await queue.publish(quick, "accounts.categorise_transactions")
    await queue.publish(heavy, "documents.read_document")
    await queue.ready()
    sent: dict[str, list[tuple[str, list[str]]]] = {}
    for name in ("quick", "heavy"):
        for raw in redis.lrange(name, 0, -1):
            message = json.loads(raw)
            sent.setdefault(name, []).append(
                (message["headers"]["task"], json.loads(message["headers"]["argsrepr"].replace("'", '"')))
            )
    assert sent == {"quick": [(RUN_JOB, [str(quick)])], "heavy": [(RUN_JOB, [str(heavy)])]}
    assert (queue_of("documents.read_document"), queue_of("never.heard_of")) == ("heavy", "quick")


@HELD_UP_AT_TIMES
async def test_a_broker_that_refuses_is_told_at_once(unused_port: int) -> None:
    queue = queue_at(f"redis://127.0.0.1:{unused_port}/0")
    began = time.monotonic()
    for _ in range(10):
        with pytest.raises(QueueUnavailableError):
            await queue.publish(new_id(), "any")
    in_time(time.monotonic() - began, 3)
    with pytest.raises(QueueUnavailableError):
        await queue.ready()


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@HELD_UP_AT_TIMES
async def test_a_broker_that_hangs_holds_nobody_elses_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Access tokens are checked, passwords hashed and files written in the process's common threads."""
    monkeypatch.setattr(celery_queue, "TIMEOUT_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        app = make_celery(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        app.conf.broker_transport_options |= {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
        queue = CeleryQueue(app)
        sends = [asyncio.create_task(queue.publish(new_id(), "any")) for _ in range(40)]
        await asyncio.sleep(0.1)
        began = time.monotonic()
        elses = asyncio.create_task(asyncio.to_thread(UUID, int=7))
        first, _ = await asyncio.wait({elses, *sends}, return_when=asyncio.FIRST_COMPLETED)
        assert elses in first
        outcomes = await asyncio.gather(*sends, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {QueueUnavailableError}
    in_time(time.monotonic() - began, 3)
