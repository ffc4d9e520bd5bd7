"""A platform that may tell this machine, and a receiver in another process."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from api.app import create_app
from core.adapters.wiring import Platform, build_platform
from core.settings import Settings, WebhookSettings
from tests.support.people import Person, make_person
from tests.support.webhooks import ReceiverProcess, receiver_process

SETTINGS = WebhookSettings(allow_loopback=True, total_seconds=1, concurrency=8, most_endpoints=3, by_hand_per_hour=5)


@pytest.fixture(scope="session")
def receiver() -> Iterator[ReceiverProcess]:
    with receiver_process() as running:
        yield running


@pytest.fixture(scope="session")
async def hooked(settings: Settings) -> AsyncIterator[Platform]:
    made = build_platform(settings.model_copy(update={"webhooks": SETTINGS}), process="webhooks")
    yield made
    await made.close()


@pytest.fixture(scope="session")
async def caller(hooked: Platform) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(hooked.settings, hooked))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as made:
        yield made


@pytest.fixture
async def owner(hooked: Platform, caller: httpx.AsyncClient) -> Person:
    return await make_person(hooked, caller)


@pytest.fixture
async def somebody_else(hooked: Platform, caller: httpx.AsyncClient) -> Person:
    return await make_person(hooked, caller)
